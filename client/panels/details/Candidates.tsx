import { layers } from '../../../data/layers/index.ts';
import { sameSelection } from '../../actions/view.ts';
import { useStore } from '../../state/createStore.ts';
import { candidatesStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import { select, useView } from '../../state/view.ts';
import styles from './details.module.css';

/** The other features under the click, so that what lies beneath can be reached. */
export function Candidates() {
  const { messages, say } = useWording();
  const candidates = useStore(candidatesStore, (value) => value);
  const selection = useView((view) => view.selection);
  const isAmong = candidates.some((candidate) => sameSelection(candidate, selection));
  if (candidates.length < 2 || !isAmong) return null;
  return (
    <nav className={styles.candidates}>
      <span>{messages.alsoHere}</span>
      {candidates.map((candidate) => {
        const layer = say(layers[candidate.layer].title);
        return (
          <button
            key={`${candidate.layer}/${candidate.id}`}
            type="button"
            aria-current={sameSelection(candidate, selection)}
            title={layer}
            onClick={() => select({ layer: candidate.layer, id: candidate.id })}
          >
            {candidate.title ?? layer}
          </button>
        );
      })}
    </nav>
  );
}
