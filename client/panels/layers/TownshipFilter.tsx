import Select from 'antd/es/select';
import { layerList } from '../../../data/layers/index.ts';
import { commonTownships } from '../../actions/filter/conditions.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { setTownships } from '../../state/filters.ts';
import { useView } from '../../state/view.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { chevron } from '../chevron.tsx';
import styles from './tools.module.css';

/** Narrows every layer that knows townships at once. */
export function TownshipFilter() {
  const words = useTableWords();
  const townships = useTownshipNames();
  const filters = useView((view) => view.filters);
  if (townships.length === 0) return null;
  const chosen = commonTownships(filters, layerList);
  return (
    <div className={styles.townships}>
      <label htmlFor="township-filter">{words.townships}</label>
      <Select
        suffixIcon={chevron}
        id="township-filter"
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        placeholder={chosen ? words.allTownships : words.townshipsDiffer}
        value={[...(chosen ?? [])]}
        showSearch={{ optionFilterProp: 'label' }}
        options={townships.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(next: string[]) => setTownships(next)}
      />
      {chosen && chosen.length > 0 ? <p>{words.townshipsHint}</p> : null}
    </div>
  );
}
