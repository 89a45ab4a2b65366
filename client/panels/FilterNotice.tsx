import { FilterFilled } from '@ant-design/icons';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { sayCondition } from '../actions/filter/said.ts';
import { plainNumber } from '../actions/measures.ts';
import { thinnedAt } from '../actions/thinned.ts';
import { useSeeingWords } from '../i18n/seeing/useSeeingWords.ts';
import { useStore } from '../state/createStore.ts';
import { type FilterState, filterStatesStore } from '../state/filters.ts';
import { toggleLayers, usePanels } from '../state/panels.ts';
import { useView } from '../state/view.ts';
import styles from './FilterNotice.module.css';
import { useSaying } from './filter/useSaying.ts';

/** While the layers' own chips are out of sight, the map itself says what it leaves out: that would look like nothing there. */
export function FilterNotice() {
  const saying = useSaying();
  const layersOpen = usePanels((panels) => panels.layers);
  const filters = useView((view) => view.filters);
  const shown = useView((view) => view.shown);
  const wholeZoom = useView((view) => Math.floor(view.camera?.zoom ?? 0));
  const seeing = useSeeingWords();
  const states = useStore(filterStatesStore, (value) => value);
  const filtered = layerList.filter(({ id }) => shown.has(id) && (filters.get(id)?.length ?? 0) > 0);
  if (layersOpen || filtered.length === 0) return null;
  const { words, wording } = saying;
  const trouble = (state: FilterState | undefined) => {
    if (state?.kind === 'asking') return words.mapAsking;
    if (state?.kind === 'failed') return words.mapFailed;
    if (state?.kind === 'too-many') return words.mapTooMany(plainNumber(state.count, wording));
    return undefined;
  };
  const thinned = filtered.flatMap((layer) => {
    const part = thinnedAt(layer, wholeZoom);
    return part ? [{ layer, part }] : [];
  });
  // A township chosen for all layers is said once.
  const layersOf = new Map<string, LayerDefinition[]>();
  for (const layer of filtered) {
    const conditions = filters.get(layer.id) ?? [];
    const what = words.saidAll(conditions.map((condition) => sayCondition(layer, condition, saying)));
    layersOf.set(what, [...(layersOf.get(what) ?? []), layer]);
  }
  const troubles = filtered.flatMap((layer) => {
    const said = trouble(states.get(layer.id));
    return said ? [{ layer, said }] : [];
  });
  return (
    <button type="button" className={styles.notice} title={words.openLayers} onClick={toggleLayers}>
      {[...layersOf].map(([what, among]) => (
        <span key={what}>
          <FilterFilled aria-hidden />{' '}
          {words.filtered(`${among.map(({ title }) => wording.say(title)).join(' · ')} — ${what}`)}
        </span>
      ))}
      {thinned.map(({ layer, part }) => (
        <span key={layer.id}>
          {wording.say(layer.title)} — {seeing.thinned(seeing.values(part.drawn.map(wording.say)), part.wholeFrom)}
        </span>
      ))}
      {troubles.map(({ layer, said }) => (
        <b key={layer.id} role="status">
          {wording.say(layer.title)} — {said}
        </b>
      ))}
    </button>
  );
}
