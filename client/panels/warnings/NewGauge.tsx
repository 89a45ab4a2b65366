import Button from 'antd/es/button';
import { type FormEvent, useState } from 'react';
import { useAddGauge } from '../../api/warnings.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import { Field } from '../Field.tsx';
import { Problem } from '../Problem.tsx';
import styles from './warnings.module.css';

/** A new gauge, in the middle of the map unless said otherwise. */
export function NewGauge() {
  const { messages } = useWording();
  const add = useAddGauge();
  const [centre, setCentre] = useState<readonly [number, number]>();
  if (!centre) {
    const begin = () => {
      const { lng = 0, lat = 0 } = mapStore.get()?.getCenter() ?? {};
      setCentre([lng, lat]);
    };
    return (
      <Button size="small" onClick={begin}>
        {messages.gaugeAdd}
      </Button>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    add.mutate(
      {
        code: String(given.get('code')).trim(),
        name: String(given.get('name')).trim(),
        place: [Number(given.get('longitude')), Number(given.get('latitude'))],
      },
      { onSuccess: () => setCentre(undefined) },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={messages.gaugeAdd}>
      <div className={styles.pair}>
        <Field name="code" required maxLength={64} label={messages.gaugeCode} autoFocus />
        <Field name="name" maxLength={200} label={messages.gaugeName} />
        <Field
          name="longitude"
          type="number"
          required
          min={-180}
          max={180}
          step="any"
          label={messages.gaugeLongitude}
          defaultValue={centre[0].toFixed(5)}
        />
        <Field
          name="latitude"
          type="number"
          required
          min={-90}
          max={90}
          step="any"
          label={messages.gaugeLatitude}
          defaultValue={centre[1].toFixed(5)}
        />
      </div>
      <p className={styles.soft}>{messages.gaugeAtCentre}</p>
      {add.error ? <Problem title={messages.rainRefused} error={add.error} retry={() => add.reset()} /> : null}
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {messages.save}
        </Button>
        <Button onClick={() => setCentre(undefined)}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
