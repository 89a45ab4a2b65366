import DatePicker from 'antd/es/date-picker';
import Input from 'antd/es/input';
import Segmented from 'antd/es/segmented';
import Select from 'antd/es/select';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { FormField } from '../../actions/editing/fields.ts';
import { exactChainage, parseChainage } from '../../actions/editing/fields.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { useWording } from '../../state/useWording.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { chevron } from '../chevron.tsx';
import { clockIsChinas, pickedInstant, pickerMoment } from '../chinaPicker.ts';
import { EvidenceValue } from '../details/EvidenceValue.tsx';
import styles from './form.module.css';
import { WrittenField } from './WrittenField.tsx';

export interface FieldControlProps {
  readonly field: FormField;
  readonly id: string;
  readonly value: unknown;
  readonly describedBy: string | undefined;
  /** Undefined where the member is not given any more. */
  readonly onChange: (value: unknown) => void;
}

/** The control of a member by its kind. Emptied, the member is missing: it does not become nothing or zero. */
export function FieldControl(props: FieldControlProps) {
  const { field, id, value, describedBy, onChange } = props;
  const words = useEditingWords();
  const { say } = useWording();
  const isRequired = field.required || undefined;
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          suffixIcon={chevron}
          id={id}
          aria-describedby={describedBy}
          aria-required={isRequired}
          allowClear={!field.required}
          showSearch={(field.definition.codes?.length ?? 0) > 8 ? { optionFilterProp: 'label' } : false}
          placeholder={words.notGiven}
          value={typeof value === 'string' ? value : null}
          options={(field.definition.codes ?? []).map((code) => ({ value: code.value, label: say(code.title) }))}
          onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
        />
      );
    case 'flag':
      return (
        <Segmented
          id={id}
          aria-labelledby={`${id}-label`}
          value={typeof value === 'boolean' ? String(value) : ''}
          options={[
            { value: 'true', label: words.yes },
            { value: 'false', label: words.no },
            { value: '', label: words.notGiven },
          ]}
          onChange={(next) => onChange(next === '' ? undefined : next === 'true')}
        />
      );
    case 'township':
      return <TownshipControl {...props} />;
    case 'day':
    case 'moment':
      return <DateControl {...props} />;
    case 'whole':
    case 'number':
      return <WrittenField {...props} write={String} read={readNumber} fault={words.numberFault} inputMode="decimal" />;
    case 'chainage':
      return (
        <WrittenField
          {...props}
          write={exactChainage}
          read={parseChainage}
          fault={words.chainageFault}
          placeholder={words.chainageForm}
        />
      );
    case 'record':
      return (
        <div id={id} className={styles.record}>
          {value === undefined || value === null ? words.record : <EvidenceValue value={value} />}
        </div>
      );
    case 'long':
      return (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 6 }}
          aria-describedby={describedBy}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      );
    case 'line':
      return (
        <Input
          id={id}
          autoComplete="off"
          aria-describedby={describedBy}
          aria-required={isRequired}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      );
  }
}

function readNumber(written: string): number | undefined {
  const plain = written.trim();
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** By name where the county has its townships entered; a code that names none stays as it is. */
function TownshipControl({ id, value, onChange }: FieldControlProps) {
  const words = useEditingWords();
  const townships = useTownshipNames();
  const isKnown = townships.some(({ code }) => code === value);
  const options = townships.map(({ code, name }) => ({
    value: code,
    label: name === code ? code : `${name}（${code}）`,
  }));
  const own = typeof value === 'string' && !isKnown ? [{ value, label: value }] : [];
  return (
    <Select
      suffixIcon={chevron}
      id={id}
      allowClear
      placeholder={words.noTownship}
      value={typeof value === 'string' ? value : null}
      options={[...own, ...options]}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  );
}

function DateControl({ field, id, value, describedBy, onChange }: FieldControlProps) {
  const { language } = useWording();
  // Names of months and days come from here, and the picker reads them when it is drawn.
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  const isDay = field.kind === 'day';
  const moment = typeof value === 'string' ? (isDay ? dayjs(value) : pickerMoment(value)) : undefined;
  return (
    <DatePicker
      key={language}
      id={id}
      aria-describedby={describedBy}
      format={isDay ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:mm'}
      {...(isDay ? {} : { showTime: { format: 'HH:mm' }, showNow: clockIsChinas() })}
      value={moment?.isValid() ? moment : null}
      onChange={(next) => onChange(next ? (isDay ? next.format('YYYY-MM-DD') : pickedInstant(next)) : undefined)}
    />
  );
}
