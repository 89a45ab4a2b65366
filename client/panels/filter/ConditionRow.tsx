import { CloseOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useId } from 'react';
import type { FormField } from '../../actions/editing/fields.ts';
import {
  type Condition,
  type ConditionValue,
  type Operator,
  operatorsFor,
  valueCount,
} from '../../actions/filter/conditions.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { unitTexts } from '../../i18n/units.ts';
import { useWording } from '../../state/useWording.ts';
import { chevron } from '../chevron.tsx';
import { FieldControl } from '../editing/FieldControl.tsx';
import styles from './filter.module.css';
import { ListControl } from './ListControl.tsx';

/** A condition while it is being written: values may still be missing. */
export interface Draft {
  readonly key: number;
  readonly member: string;
  readonly op: Operator;
  readonly values: readonly (ConditionValue | undefined)[];
}

let made = 0;

export function startOf(field: FormField): Draft {
  made += 1;
  return { key: made, member: field.member, op: operatorsFor(field)[0] ?? 'given', values: [] };
}

export function draftOf(condition: Condition): Draft {
  made += 1;
  return { key: made, ...condition };
}

export function valuesOf(values: Draft['values']): readonly ConditionValue[] {
  return values.filter((value) => value !== undefined);
}

interface ConditionRowProps {
  readonly fields: readonly FormField[];
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onRemove: () => void;
}

export function ConditionRow({ fields, draft, onChange, onRemove }: ConditionRowProps) {
  const words = useTableWords();
  const { say } = useWording();
  const field = fields.find(({ member }) => member === draft.member);
  if (!field) return null;
  const isTime = field.kind === 'day' || field.kind === 'moment';
  const title = (op: Operator) =>
    isTime && (op === 'from' || op === 'to') ? words.operatorsOfTime[op] : words.operators[op];
  const choose = (member: string) => {
    const next = fields.find((one) => one.member === member);
    if (next) onChange({ ...startOf(next), key: draft.key });
  };
  return (
    <li className={styles.condition}>
      <Select
        suffixIcon={chevron}
        aria-label={words.member}
        value={draft.member}
        showSearch={{ optionFilterProp: 'label' }}
        options={fields.map(({ member, definition }) => ({ value: member, label: say(definition.title) }))}
        onChange={choose}
      />
      <Select
        suffixIcon={chevron}
        aria-label={words.operator}
        value={draft.op}
        options={operatorsFor(field).map((op) => ({ value: op, label: title(op) }))}
        onChange={(op: Operator) => onChange({ ...draft, op, values: kept(draft, op) })}
      />
      <div className={styles.values}>
        <Values field={field} draft={draft} onChange={(values) => onChange({ ...draft, values })} />
      </div>
      <Button
        type="text"
        icon={<CloseOutlined aria-hidden />}
        title={words.removeCondition(say(field.definition.title))}
        aria-label={words.removeCondition(say(field.definition.title))}
        onClick={onRemove}
      />
    </li>
  );
}

/** What was written stays where the other operator can use it. */
function kept({ op: before, values }: Draft, op: Operator): Draft['values'] {
  const isList = before === 'in' || op === 'in';
  return isList ? [] : values.slice(0, valueCount(op).most);
}

interface ValuesProps {
  readonly field: FormField;
  readonly draft: Draft;
  readonly onChange: (values: Draft['values']) => void;
}

function Values({ field, draft: { op, values }, onChange }: ValuesProps) {
  const words = useTableWords();
  const { say } = useWording();
  const id = useId();
  const { most } = valueCount(op);
  if (most === 0) return null;
  if (op === 'in') return <ListControl field={field} values={valuesOf(values)} onChange={onChange} />;
  const labels = most === 2 ? [words.valueFrom, words.valueTo] : [words.value];
  const unit = field.definition.unit && field.kind !== 'chainage' ? say(unitTexts[field.definition.unit]) : undefined;
  return (
    <>
      {labels.map((label, index) => (
        <span key={label} className={styles.one}>
          <label className="visually-hidden" id={`${id}${index}-label`} htmlFor={`${id}${index}`}>
            {label}
          </label>
          <FieldControl
            field={asked(field)}
            id={`${id}${index}`}
            value={values[index]}
            describedBy={undefined}
            onChange={(next) => onChange(labels.map((_, at) => (at === index ? toValue(next) : values[at])))}
          />
        </span>
      ))}
      {unit ? <span className={styles.unit}>{unit}</span> : null}
    </>
  );
}

/** Moments are asked for by the day, and long texts by a part that fits a line. */
function asked(field: FormField): FormField {
  if (field.kind === 'moment') return { ...field, kind: 'day', required: false };
  return { ...field, kind: field.kind === 'long' ? 'line' : field.kind, required: false };
}

function toValue(value: unknown): ConditionValue | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
