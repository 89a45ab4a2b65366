import { useState } from 'react';
import type { RouteCheckEntry } from '../../../server/route-checks/read-checks.ts';
import { moment } from '../../actions/measures.ts';
import { routeLine } from '../../api/routeChecks.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { checkStored } from './checkStored.ts';
import styles from './county.module.css';
import { staleReason, stateTones, stateWord } from './routeState.ts';
import { ToneIcon } from './ToneIcon.tsx';

/** One route: verdict, what it fails by, and whether that still holds. A click shows it on the map with its report. */
export function RouteCheckLine({ route }: { readonly route: RouteCheckEntry }) {
  const wording = useWording();
  const { messages, say, language } = wording;
  const [error, setError] = useState<Error | null>(null);
  const name = route.name ?? route.code ?? String(route.route_id);
  const show = () => {
    setError(null);
    routeLine(route.route_id, language).then((line) => checkStored(String(route.route_id), name, line), setError);
  };
  const isStale = route.stale && route.verdict !== 'unchecked';
  return (
    <li className={styles.route} data-tone={stateTones[route.verdict]} data-stale={isStale || undefined}>
      <button type="button" title={messages.showOnMap} onClick={show}>
        <ToneIcon tone={stateTones[route.verdict]} size={18} />
        <span className={styles.name}>
          {name}
          {route.people === null ? null : <span>{messages.routePeople(route.people)}</span>}
        </span>
        <span className={styles.state}>
          {stateWord(route.verdict, messages)}
          {isStale ? <em title={staleReason(route, wording)}>{messages.routeStale}</em> : null}
        </span>
        <span className={styles.rules}>
          {route.rules.map(({ rule, outcome, severity }) => (
            <span
              key={rule}
              data-tone={outcome === 'unknown' ? 'unknown' : severity === 'warning' ? 'warning' : 'error'}
            >
              {rule}
            </span>
          ))}
          {route.checked_at ? <time>{messages.routeCheckedAt(moment(route.checked_at, wording))}</time> : null}
        </span>
      </button>
      {isStale && staleReason(route, wording) !== '' ? (
        <p className={styles.because}>{staleReason(route, wording)}</p>
      ) : null}
      {route.problem ? <p className={styles.because}>{say(route.problem.detail)}</p> : null}
      <Refusal error={error} />
    </li>
  );
}
