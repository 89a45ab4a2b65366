import Select from 'antd/es/select';
import type { FormField } from '../../actions/editing/fields.ts';
import { type ConditionValue, mostValues } from '../../actions/filter/conditions.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { useWording } from '../../state/useWording.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { chevron } from '../chevron.tsx';

interface ListControlProps {
  readonly field: FormField;
  readonly values: readonly ConditionValue[];
  readonly onChange: (values: readonly ConditionValue[]) => void;
}

/** Several codes, or several townships. */
export function ListControl({ field, values, onChange }: ListControlProps) {
  const words = useTableWords();
  const { say } = useWording();
  const townships = useTownshipNames();
  const options =
    field.kind === 'township'
      ? townships.map(({ code, name }) => ({ value: code, label: name }))
      : (field.definition.codes ?? []).map(({ value, title }) => ({ value, label: say(title) }));
  return (
    <Select
      suffixIcon={chevron}
      mode="multiple"
      aria-label={words.value}
      placeholder={words.chooseValues}
      maxCount={mostValues}
      value={values.map(String)}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      onChange={(next: string[]) => onChange(next)}
    />
  );
}
