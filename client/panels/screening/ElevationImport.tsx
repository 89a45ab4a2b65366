import Button from 'antd/es/button';
import Progress from 'antd/es/progress';
import { useRef, useState } from 'react';
import { useImportElevation, useImportResult, useLatestImport } from '../../api/elevation.ts';
import { isUnderWay } from '../../api/jobs.ts';
import { useDismissJob } from '../../api/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { JobProgress } from '../JobProgress.tsx';
import { Labelled } from '../Labelled.tsx';
import styles from './screening.module.css';

/** Brings elevation in: files are chosen, sent and imported, and each step says how far it has come. */
export function ElevationImport() {
  const { messages } = useWording();
  const { terrainData } = messages;
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [sent, setSent] = useState(0);
  const send = useImportElevation();
  const { data: job } = useLatestImport(true);
  const dismiss = useDismissJob();
  const underWay = isUnderWay(job ?? undefined);
  const start = (name: string, verticalAccuracyMetres: string, zerosAreVoid: boolean) => {
    setSent(0);
    send.mutate(
      { files, name, verticalAccuracyMetres, zerosAreVoid, onSent: setSent },
      { onSuccess: () => setFiles([]) },
    );
  };
  if (send.isPending) {
    return (
      <div className={styles.import}>
        <p>{terrainData.sending}</p>
        <Progress percent={Math.floor(100 * sent)} size="small" aria-label={terrainData.sending} />
      </div>
    );
  }
  if (job && underWay) {
    return (
      <div className={styles.import}>
        <JobProgress
          job={job}
          label={terrainData.importing}
          waiting={terrainData.waiting}
          stopLabel={messages.cancel}
          stop={dismiss}
        />
      </div>
    );
  }
  return (
    <>
      <LastImport />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".tif,.tiff,.hgt,.zip"
        aria-label={terrainData.choose}
        onChange={({ target }) => {
          setFiles([...(target.files ?? [])]);
          // The same file can be chosen again after it has been mended.
          target.value = '';
        }}
      />
      {files.length === 0 ? (
        <div className={styles.choose}>
          <Button size="small" onClick={() => input.current?.click()}>
            {terrainData.choose}
          </Button>
          <p className={styles.hint}>{terrainData.hint}</p>
        </div>
      ) : (
        <ImportForm key={files[0]?.name} files={files} onStart={start} onCancel={() => setFiles([])} />
      )}
      <Refusal error={send.error} />
    </>
  );
}

/** Later nobody waits for the word of it any more. */
const toldForMs = 30 * 60_000;

/** What became of the latest import, while it is news. */
function LastImport() {
  const { messages } = useWording();
  const { terrainData } = messages;
  const { data: job } = useLatestImport(true);
  const { data: result } = useImportResult(job ?? undefined);
  if (!job?.finished || Date.now() - Date.parse(job.finished) > toldForMs) return null;
  if (job.status === 'failed') return <p className={styles.fault}>{job.problem?.detail}</p>;
  if (job.status === 'dismissed') return <p className={styles.hint}>{terrainData.dismissed}</p>;
  if (!result) return null;
  return (
    <>
      <p className={styles.done}>{terrainData.done(result.name)}</p>
      {result.zero_voids > 0 ? <p className={styles.notice}>{terrainData.zeros(result.zero_voids)}</p> : null}
    </>
  );
}

interface ImportFormProps {
  readonly files: readonly File[];
  readonly onStart: (name: string, verticalAccuracyMetres: string, zerosAreVoid: boolean) => void;
  readonly onCancel: () => void;
}

function ImportForm({ files, onStart, onCancel }: ImportFormProps) {
  const { messages } = useWording();
  const { terrainData } = messages;
  const [first] = files;
  const [name, setName] = useState(first?.name.replace(/(\.(tiff?|hgt|zip))+$/i, '') ?? '');
  const [accuracy, setAccuracy] = useState('');
  const [zerosAreVoid, setZerosAreVoid] = useState(false);
  return (
    <form
      className={styles.import}
      aria-label={terrainData.choose}
      onSubmit={(event) => {
        event.preventDefault();
        onStart(name.trim(), accuracy, zerosAreVoid);
      }}
    >
      <p className={styles.files}>{terrainData.chosen(files.length, first?.name ?? '')}</p>
      <Labelled className={styles.labelled} label={terrainData.name}>
        {(id) => (
          <>
            <input
              id={id}
              value={name}
              maxLength={100}
              aria-describedby={`${id}-hint`}
              onChange={({ target }) => setName(target.value)}
            />
            <p id={`${id}-hint`} className={styles.hint}>
              {terrainData.nameHint}
            </p>
          </>
        )}
      </Labelled>
      <Labelled className={styles.labelled} label={terrainData.verticalAccuracy}>
        {(id) => (
          <>
            <input
              id={id}
              type="number"
              min="0.01"
              max="100"
              step="0.01"
              value={accuracy}
              aria-describedby={`${id}-hint`}
              onChange={({ target }) => setAccuracy(target.value)}
            />
            <p id={`${id}-hint`} className={styles.hint}>
              {terrainData.verticalAccuracyHint}
            </p>
          </>
        )}
      </Labelled>
      <label className={styles.check}>
        <input type="checkbox" checked={zerosAreVoid} onChange={({ target }) => setZerosAreVoid(target.checked)} />
        {terrainData.zerosAreVoid}
      </label>
      <div className={styles.buttons}>
        <Button size="small" type="primary" htmlType="submit">
          {terrainData.start}
        </Button>
        <Button size="small" onClick={onCancel}>
          {messages.cancel}
        </Button>
      </div>
    </form>
  );
}
