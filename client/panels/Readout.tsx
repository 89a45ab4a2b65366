import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { degrees } from '../actions/measures.ts';
import { thinnedAt } from '../actions/thinned.ts';
import { useSeeingWords } from '../i18n/seeing/useSeeingWords.ts';
import { useStore } from '../state/createStore.ts';
import { pointerStore } from '../state/map.ts';
import { useWording } from '../state/useWording.ts';
import { useView } from '../state/view.ts';
import styles from './Readout.module.css';

/** Where the pointer is, or the centre of the map where there is none, how far in the map is, and what it leaves out. */
export function Readout() {
  const { messages, say } = useWording();
  const words = useSeeingWords();
  const pointer = useStore(pointerStore, (value) => value);
  const camera = useView((view) => view.camera);
  const shown = useView((view) => view.shown);
  const place = pointer ?? camera;
  if (!place || !camera) return null;
  const thinned = layerList.flatMap((layer) => {
    const part = isDanger(layer) && shown.has(layer.id) ? thinnedAt(layer, camera.zoom) : undefined;
    return part ? [{ title: say(layer.title), part }] : [];
  });
  return (
    <output className={styles.readout}>
      {thinned.map(({ title, part }) => (
        <span key={title} title={words.thinned(words.values(part.drawn.map(say)), part.wholeFrom)}>
          {words.dangersThinned(title)}
        </span>
      ))}
      <span title={messages.pointerPosition}>
        {degrees(place.longitude)}, {degrees(place.latitude)}
      </span>
      <span>{messages.zoomReadout(camera.zoom.toFixed(1))}</span>
    </output>
  );
}

/** What is dangerous and left out from afar looks like no danger; that smaller roads are left out goes without saying. */
function isDanger({ style }: LayerDefinition): boolean {
  return style.leastOpacityPercent !== undefined;
}
