import { CloseOutlined, FilterFilled } from '@ant-design/icons';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { sayCondition } from '../../actions/filter/said.ts';
import { plainNumber } from '../../actions/measures.ts';
import { setFilter, useFilter, useFilterState, writeFilter } from '../../state/filters.ts';
import { useSaying } from '../filter/useSaying.ts';
import styles from './tools.module.css';

/** Says that a layer does not show all it has: a hidden hazard looks like no hazard. */
export function FilterChip({ layer }: { readonly layer: LayerDefinition }) {
  const saying = useSaying();
  const conditions = useFilter(layer.id);
  const state = useFilterState(layer.id);
  if (conditions.length === 0) return null;
  const { words, wording } = saying;
  const title = wording.say(layer.title);
  const what = words.saidAll(conditions.map((condition) => sayCondition(layer, condition, saying)));
  return (
    <>
      <div className={styles.chip}>
        <button
          type="button"
          className={styles.said}
          title={what}
          aria-label={words.editFilter(title, what)}
          onClick={() => writeFilter(layer.id)}
        >
          <FilterFilled aria-hidden /> {what}
        </button>
        <button
          type="button"
          title={words.clearFilter(title)}
          aria-label={words.clearFilter(title)}
          onClick={() => setFilter(layer.id, [])}
        >
          <CloseOutlined aria-hidden />
        </button>
      </div>
      {state && state.kind !== 'applied' ? (
        <p className={styles.warning} role="status">
          {state.kind === 'asking' ? words.mapAsking : null}
          {state.kind === 'failed' ? words.mapFailed : null}
          {state.kind === 'too-many' ? words.mapTooMany(plainNumber(state.count, wording)) : null}
        </p>
      ) : null}
    </>
  );
}
