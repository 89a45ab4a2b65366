import type { UseMutationResult } from '@tanstack/react-query';
import type { NewReading, ReceivedRain } from '../../api/warnings.ts';
import { useWording } from '../../state/useWording.ts';
import { FieldFrame } from '../Field.tsx';
import styles from './warnings.module.css';

/** A file of readings, sent as soon as it is chosen. */
export function RainFile({ report }: { readonly report: UseMutationResult<ReceivedRain, Error, NewReading | File> }) {
  const { messages } = useWording();
  return (
    <div className={styles.form}>
      <FieldFrame label={messages.rainFile} hint={messages.rainFileHint}>
        {({ className: _, ...control }) => (
          <input
            {...control}
            type="file"
            accept=".csv,.txt,.json,text/csv,application/json"
            disabled={report.isPending}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file) report.mutate(file);
              // The same file, mended, can be chosen again.
              currentTarget.value = '';
            }}
          />
        )}
      </FieldFrame>
    </div>
  );
}
