import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { type ReactNode, useState } from 'react';
import { type PlanChoices, planInputs } from '../../actions/planInputs.ts';
import { useWording } from '../../state/useWording.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { Choice } from '../Choice.tsx';
import { MomentPicker } from '../check/MomentPicker.tsx';
import { chevron } from '../chevron.tsx';
import { Labelled } from '../Labelled.tsx';
import styles from './evacuation.module.css';

interface PlanFormProps {
  readonly sending: boolean;
  readonly onStart: (inputs: Readonly<Record<string, unknown>>) => void;
}

const usual: PlanChoices = {
  name: '',
  points: 'all',
  township: undefined,
  states: ['evacuate', 'prepare'],
  travel: 'foot',
  vehicleWidth: undefined,
  mode: 'split',
  at: undefined,
  zones: 'avoid',
  returnPeriod: undefined,
  closures: true,
  hazards: true,
};

/** Whom to bring where under which circumstances. */
export function PlanForm({ sending, onStart }: PlanFormProps) {
  const { messages } = useWording();
  const words = messages.evacuation;
  const [choices, setChoices] = useState(usual);
  const change = (part: Partial<PlanChoices>) => setChoices((before) => ({ ...before, ...part }));
  const inputs = planInputs(choices);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (inputs) onStart(inputs);
      }}
    >
      <PointChoice choices={choices} change={change} />
      <Row label={words.travel}>
        <Choice
          label={words.travel}
          value={choices.travel}
          options={[
            { value: 'foot', label: words.foot },
            { value: 'vehicle', label: words.vehicle },
          ]}
          onChange={(travel) => change({ travel })}
        />
      </Row>
      {choices.travel === 'vehicle' ? (
        <Labelled
          className={styles.row}
          label={words.vehicleWidth}
          hint={<p className={styles.rowHint}>{words.vehicleWidthHint}</p>}
        >
          {(id) => (
            <InputNumber
              id={id}
              size="small"
              min={0.5}
              max={5}
              step={0.1}
              value={choices.vehicleWidth ?? null}
              onChange={(width) => change({ vehicleWidth: width ?? undefined })}
            />
          )}
        </Labelled>
      ) : null}
      <Row label={words.mode}>
        <Choice
          label={words.mode}
          value={choices.mode}
          options={[
            { value: 'split', label: words.split },
            { value: 'whole', label: words.whole },
          ]}
          onChange={(mode) => change({ mode })}
        />
      </Row>
      <Scenario choices={choices} change={change} />
      <Labelled className={styles.row} label={words.planName}>
        {(id) => (
          <Input
            id={id}
            size="small"
            maxLength={100}
            placeholder={words.planNameHint}
            value={choices.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Labelled>
      <Button type="primary" htmlType="submit" loading={sending} disabled={!inputs}>
        {sending ? words.starting : words.start}
      </Button>
    </form>
  );
}

interface PartProps {
  readonly choices: PlanChoices;
  readonly change: (part: Partial<PlanChoices>) => void;
}

function PointChoice({ choices, change }: PartProps) {
  const { messages } = useWording();
  const words = messages.evacuation;
  const townships = useTownshipNames();
  const states = (['evacuate', 'prepare', 'unknown', 'none'] as const).map((value) => ({
    value,
    label: words.states[value],
  }));
  return (
    <>
      <Labelled className={styles.row} label={words.points}>
        {(id) => (
          <Select
            suffixIcon={chevron}
            id={id}
            size="small"
            value={choices.points}
            options={[
              { value: 'all', label: words.allPoints },
              { value: 'township', label: words.ofTownship },
              { value: 'warning', label: words.byWarning },
            ]}
            onChange={(points) => change({ points })}
          />
        )}
      </Labelled>
      {choices.points === 'township' ? (
        <Labelled className={styles.row} label={words.township}>
          {(id) => (
            <Select
              suffixIcon={chevron}
              id={id}
              size="small"
              value={choices.township ?? null}
              options={townships.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(township) => change({ township: township ?? undefined })}
            />
          )}
        </Labelled>
      ) : null}
      {choices.points === 'warning' ? (
        <Labelled className={styles.row} label={words.warningState}>
          {(id) => (
            <Select
              suffixIcon={chevron}
              id={id}
              size="small"
              mode="multiple"
              value={[...choices.states]}
              options={states}
              onChange={(chosen) => change({ states: chosen })}
            />
          )}
        </Labelled>
      ) : null}
    </>
  );
}

function Scenario({ choices, change }: PartProps) {
  const { messages } = useWording();
  const words = messages.evacuation;
  return (
    <details className={styles.scenario}>
      <summary>{words.scenario}</summary>
      <Row label={words.at}>
        <MomentPicker
          label={words.at}
          placeholder={words.atNow}
          isNow={choices.at === undefined}
          onChange={(at) => change({ at })}
        />
      </Row>
      <Labelled className={styles.row} label={words.zones}>
        {(id) => (
          <Select
            suffixIcon={chevron}
            id={id}
            size="small"
            value={choices.zones}
            options={(['avoid', 'forbid', 'ignore'] as const).map((value) => ({ value, label: words.zoneUses[value] }))}
            onChange={(zones) => change({ zones })}
          />
        )}
      </Labelled>
      {choices.zones === 'ignore' ? null : (
        <Labelled className={styles.row} label={words.returnPeriod}>
          {(id) => (
            <InputNumber
              id={id}
              size="small"
              min={1}
              max={10_000}
              precision={0}
              placeholder={words.returnPeriodHint}
              value={choices.returnPeriod ?? null}
              onChange={(period) => change({ returnPeriod: period ?? undefined })}
            />
          )}
        </Labelled>
      )}
      <Checkbox checked={choices.closures} onChange={({ target }) => change({ closures: target.checked })}>
        {words.closures}
      </Checkbox>
      <Checkbox checked={choices.hazards} onChange={({ target }) => change({ hazards: target.checked })}>
        {words.hazards}
      </Checkbox>
    </details>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  );
}
