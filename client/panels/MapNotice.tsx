import { layers } from '../../data/layers/index.ts';
import { useStore } from '../state/createStore.ts';
import { failingLayersStore } from '../state/map.ts';
import { useWording } from '../state/useWording.ts';
import styles from './MapNotice.module.css';

/** A map that lacks a layer must say so: an empty place would look like a safe one. */
export function MapNotice() {
  const { messages, say } = useWording();
  const failing = useStore(failingLayersStore, (value) => value);
  if (failing.size === 0) return null;
  const names = [...failing].map((id) => say(layers[id].title)).join(' · ');
  return (
    <p className={styles.notice} role="alert">
      {messages.tilesFailed(names)}
    </p>
  );
}
