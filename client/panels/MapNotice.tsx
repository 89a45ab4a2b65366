import { layers } from '../../data/layers/index.ts';
import { moment } from '../actions/measures.ts';
import { useWarned } from '../api/warnings.ts';
import { useFieldWords } from '../i18n/field/useFieldWords.ts';
import { useWarnedWords } from '../i18n/warned/useWarnedWords.ts';
import { changesDownStore } from '../state/changes.ts';
import { useStore } from '../state/createStore.ts';
import { failingLayersStore } from '../state/map.ts';
import { useIsRemembered, useSession } from '../state/session.ts';
import { useWording } from '../state/useWording.ts';
import { listedWarningsStore } from '../state/warnings.ts';
import styles from './MapNotice.module.css';
import { rainSentence } from './warnedWords.ts';

/** A map that lacks a layer, or what others store just now, must say so: an empty place would look like a safe one. */
export function MapNotice() {
  const wording = useWording();
  const { messages, say } = wording;
  const words = useWarnedWords();
  const failing = useStore(failingLayersStore, (value) => value);
  const isDown = useStore(changesDownStore, (value) => value);
  const isOffline = useIsRemembered();
  const { data: warned, lacks: lacksWarnings } = useWarned();
  const isAssumed = useStore(listedWarningsStore, (listed) => listed?.assumed === true);
  const oldRain = warned?.rain_until ? rainSentence(warned, wording, words) : undefined;
  if (isOffline) return <OfflineNotice />;
  if (failing.size === 0 && !isDown && !lacksWarnings && !isAssumed && !oldRain) return null;
  const names = [...failing].map((id) => say(layers[id].title)).join(' · ');
  return (
    <div className={styles.notice} role="alert">
      {failing.size > 0 ? <p>{messages.tilesFailed(names)}</p> : null}
      {isDown ? <p>{messages.changesDown}</p> : null}
      {isAssumed ? <p>{words.assumedOnPaper}</p> : null}
      {lacksWarnings ? (
        <p>{warned ? words.stateOutdated(moment(warned.judged_at, wording)) : words.stateUnknown}</p>
      ) : null}
      {/* A county that has no gauges at all would have this over its map for good: there the badge says so. */}
      {oldRain ? <p>{oldRain}</p> : null}
    </div>
  );
}

/** Nothing on the map is of this visit: one sentence says so for all layers, and what can be done all the same. */
function OfflineNotice() {
  const words = useFieldWords();
  const mayReport = useSession()?.edits.includes('road_hazards');
  return (
    <div className={styles.notice} role="alert">
      <p>{words.offlineMap}</p>
      {mayReport ? <p>{words.offlineReport}</p> : null}
    </div>
  );
}
