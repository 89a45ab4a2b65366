import { degrees } from '../actions/measures.ts';
import { useStore } from '../state/createStore.ts';
import { pointerStore } from '../state/map.ts';
import { useWording } from '../state/useWording.ts';
import { useView } from '../state/view.ts';
import styles from './Readout.module.css';

/** Where the pointer is, or the centre of the map where there is none, and how far in the map is. */
export function Readout() {
  const { messages } = useWording();
  const pointer = useStore(pointerStore, (value) => value);
  const camera = useView((view) => view.camera);
  const place = pointer ?? camera;
  if (!place || !camera) return null;
  return (
    <output className={styles.readout}>
      <span title={messages.pointerPosition}>
        {degrees(place.longitude)}, {degrees(place.latitude)}
      </span>
      <span>{messages.zoomReadout(camera.zoom.toFixed(1))}</span>
    </output>
  );
}
