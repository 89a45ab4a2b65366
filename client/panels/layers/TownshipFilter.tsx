import Select from 'antd/es/select';
import { layerList } from '../../../data/layers/index.ts';
import { commonTownships, withOwnTownships } from '../../actions/filter/conditions.ts';
import { useTableWords } from '../../i18n/table/useTableWords.ts';
import { clearTownships, setTownships } from '../../state/filters.ts';
import { useWording } from '../../state/useWording.ts';
import { useView } from '../../state/view.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { chevron } from '../chevron.tsx';
import styles from './tools.module.css';

/** Narrows every layer that knows townships at once. */
export function TownshipFilter() {
  const { say } = useWording();
  const words = useTableWords();
  const townships = useTownshipNames();
  const filters = useView((view) => view.filters);
  if (townships.length === 0) return null;
  const chosen = commonTownships(filters, layerList);
  const own = withOwnTownships(filters, layerList);
  return (
    <div className={styles.townships}>
      <label htmlFor="township-filter">{words.townships}</label>
      <Select
        suffixIcon={chevron}
        id="township-filter"
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        placeholder={own.length === 0 ? words.allTownships : words.townshipsDiffer}
        value={[...chosen]}
        showSearch={{ optionFilterProp: 'label' }}
        options={townships.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(next: string[]) => setTownships(next)}
      />
      {chosen.length > 0 || own.length > 0 ? <p>{words.townshipsHint}</p> : null}
      {own.length > 0 ? (
        <p>
          {words.townshipsOwn(own.map(({ title }) => say(title)))}{' '}
          <button type="button" onClick={clearTownships}>
            {words.clearTownships}
          </button>
        </p>
      ) : null}
    </div>
  );
}
