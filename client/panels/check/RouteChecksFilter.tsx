import type { RouteCheckCounts, RouteCheckState } from '../../../server/route-checks/read-checks.ts';
import type { RouteCheckFilter } from '../../api/routeChecks.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './county.module.css';
import { stateTones, stateWord } from './routeState.ts';

interface RouteChecksFilterProps {
  readonly counts: Omit<RouteCheckCounts, 'matched'>;
  readonly filter: RouteCheckFilter;
  readonly onChange: (filter: RouteCheckFilter) => void;
}

const states: readonly RouteCheckState[] = ['fail', 'unknown', 'warn', 'pass', 'problem', 'unchecked'];

/** How many routes came out how; each figure shows only those. */
export function RouteChecksFilter({ counts, filter, onChange }: RouteChecksFilterProps) {
  const { messages } = useWording();
  const here = filter.township === undefined ? {} : { township: filter.township };
  const isOfState = (state: RouteCheckState) => filter.verdicts?.includes(state) ?? false;
  const isOnly = (state: RouteCheckState) => isOfState(state) && filter.verdicts?.length === 1;
  const all = states.reduce((sum, state) => sum + counts.verdicts[state], 0);
  const chip = (key: string, label: string, count: number, isOn: boolean, next: RouteCheckFilter, tone?: string) => (
    <button
      key={key}
      type="button"
      className={styles.chip}
      data-tone={tone}
      aria-pressed={isOn}
      onClick={() => onChange({ ...here, ...next })}
    >
      {label} <strong>{count}</strong>
    </button>
  );
  return (
    <fieldset className={styles.chips} aria-label={messages.routeChecks}>
      {chip('all', messages.routeChecksAll, all, !filter.verdicts && !filter.stale, {})}
      {states
        .filter((state) => counts.verdicts[state] > 0 || isOfState(state))
        .map((state) =>
          chip(
            state,
            stateWord(state, messages),
            counts.verdicts[state],
            isOfState(state),
            isOnly(state) ? {} : { verdicts: [state] },
            stateTones[state],
          ),
        )}
      {counts.stale > 0 || filter.stale
        ? chip(
            'stale',
            messages.routeStale,
            counts.stale,
            filter.stale === true,
            filter.stale ? {} : { stale: true },
            'stale',
          )
        : null}
    </fieldset>
  );
}
