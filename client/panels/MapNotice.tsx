import { layers } from '../../data/layers/index.ts';
import { changesDownStore } from '../state/changes.ts';
import { useStore } from '../state/createStore.ts';
import { failingLayersStore } from '../state/map.ts';
import { useWording } from '../state/useWording.ts';
import styles from './MapNotice.module.css';

/** A map that lacks a layer, or what others store just now, must say so: an empty place would look like a safe one. */
export function MapNotice() {
  const { messages, say } = useWording();
  const failing = useStore(failingLayersStore, (value) => value);
  const isDown = useStore(changesDownStore, (value) => value);
  if (failing.size === 0 && !isDown) return null;
  const names = [...failing].map((id) => say(layers[id].title)).join(' · ');
  return (
    <div className={styles.notice} role="alert">
      {failing.size > 0 ? <p>{messages.tilesFailed(names)}</p> : null}
      {isDown ? <p>{messages.changesDown}</p> : null}
    </div>
  );
}
