import type { UseMutationResult } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { type FormEvent, useState } from 'react';
import { chinaClock, instantOfChinaClock } from '../../../data/china-time.ts';
import type { GaugeProperties, NewReading, ReceivedRain } from '../../api/warnings.ts';
import { useWording } from '../../state/useWording.ts';
import { Field, FieldFrame } from '../Field.tsx';
import styles from './warnings.module.css';

interface RainByHandProps {
  readonly gauges: readonly GaugeProperties[];
  readonly report: UseMutationResult<ReceivedRain, Error, NewReading | File>;
}

const hourMs = 3_600_000;

/** One reading, of the last full hour unless said otherwise. */
export function RainByHand({ gauges, report }: RainByHandProps) {
  const { messages } = useWording();
  const [lastHour] = useState(() => Math.floor(Date.now() / hourMs) * hourMs);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const time = (name: string) => instantOfChinaClock(String(given.get(name))).toISOString();
    report.mutate({
      gauge: String(given.get('gauge')),
      start: time('start'),
      end: time('end'),
      rain_mm: Number(given.get('rain_mm')),
      correction: given.get('correction') !== null,
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={messages.rainByHand}>
      <h3>{messages.rainByHand}</h3>
      <FieldFrame label={messages.rainGauge}>
        {(control) => (
          <select name="gauge" required defaultValue="" {...control}>
            <option value="" disabled>
              {messages.rainChooseGauge}
            </option>
            {gauges.map(({ code, name }) => (
              <option key={code} value={code}>
                {[code, name].filter(Boolean).join(' ')}
              </option>
            ))}
          </select>
        )}
      </FieldFrame>
      <Field
        name="start"
        type="datetime-local"
        required
        label={messages.rainStart}
        defaultValue={clock(lastHour - hourMs)}
      />
      <Field name="end" type="datetime-local" required label={messages.rainEnd} defaultValue={clock(lastHour)} />
      <Field name="rain_mm" type="number" required min={0} step="any" inputMode="decimal" label={messages.rainMm} />
      <label className={styles.tick}>
        <input type="checkbox" name="correction" /> {messages.rainCorrection}
      </label>
      <Button type="primary" htmlType="submit" loading={report.isPending} disabled={gauges.length === 0}>
        {messages.rainSend}
      </Button>
    </form>
  );
}

/** As the control of a browser wants it: to the minute. */
function clock(ms: number): string {
  return chinaClock(new Date(ms)).slice(0, 16);
}
