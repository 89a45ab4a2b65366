import Button from 'antd/es/button';
import type { FormEvent } from 'react';
import { warningDurationsHours } from '../../../data/layers/flood_points.ts';
import { useWording } from '../../state/useWording.ts';
import { assumeRain, useWarningsState } from '../../state/warnings.ts';
import { Field } from '../Field.tsx';
import styles from './warnings.module.css';

/** An assumed rain over the county; list and map show what it would do until it is ended. */
export function ScenarioSection() {
  const { messages } = useWording();
  const assumed = useWarningsState((state) => state.assumed);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const members = warningDurationsHours.flatMap((hours) => {
      const name = `rain_${hours}h_mm`;
      const value = String(given.get(name)).trim();
      return value === '' ? [] : [[name, Number(value)] as const];
    });
    assumeRain(members.length > 0 ? Object.fromEntries(members) : undefined);
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={messages.scenarioRun}>
      <p className={styles.soft}>{messages.scenarioHint}</p>
      <div className={styles.four}>
        {warningDurationsHours.map((hours) => (
          <Field
            key={hours}
            name={`rain_${hours}h_mm`}
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            label={messages.scenarioHours(hours)}
            defaultValue={assumed?.[`rain_${hours}h_mm`] ?? ''}
          />
        ))}
      </div>
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit">
          {messages.scenarioRun}
        </Button>
        {assumed ? <Button onClick={() => assumeRain(undefined)}>{messages.scenarioEnd}</Button> : null}
      </div>
    </form>
  );
}
