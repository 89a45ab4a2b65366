import { warningTitles } from '../../../data/standards/warning-words.ts';
import type { WarningState } from '../../../server/evacuation/warnings/types.ts';
import type { RouteCheckState } from '../../../server/route-checks/read-checks.ts';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { plainNumber } from '../../actions/measures.ts';
import { sum } from '../../actions/statistics.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { markDataUrl } from '../../map/marks.ts';
import { warningMarks } from '../../map/warningMarks.ts';
import { useWording } from '../../state/useWording.ts';
import { stateTones, stateWord } from '../check/routeState.ts';
import { ToneIcon } from '../check/ToneIcon.tsx';
import bars from './bars.module.css';
import styles from './dashboard.module.css';
import { Figure } from './Figure.tsx';
import lists from './lists.module.css';
import { openFeature, openRouteChecks, openWarnings } from './look.ts';

const states: readonly WarningState[] = ['evacuate', 'prepare', 'unknown', 'none'];
const verdicts: readonly RouteCheckState[] = ['fail', 'unknown', 'unchecked', 'problem', 'warn', 'pass'];

/** Flood points by state, and routes by what their check says. What is unknown has a line of its own. */
export function Rescue({ statistics }: { readonly statistics: Statistics }) {
  const words = useDashboardWords();
  const wording = useWording();
  const { messages } = wording;
  const n = (value: number) => plainNumber(value, wording);
  const { flood_points: points, routes } = statistics;
  const mostPoints = Math.max(
    1,
    ...states.map((state) =>
      sum(
        points.filter((row) => row.state === state),
        (row) => row.points,
      ),
    ),
  );
  const mostRoutes = Math.max(
    1,
    ...verdicts.map((verdict) =>
      sum(
        routes.filter((row) => row.verdict === verdict),
        (row) => row.routes,
      ),
    ),
  );
  return (
    <section className={styles.card}>
      <h3>{words.floodStates}</h3>
      <ul className={`${bars.bars} ${bars.wide}`}>
        {states.map((state) => {
          const rows = points.filter((row) => row.state === state);
          const count = sum(rows, (row) => row.points);
          const people = sum(rows, (row) => row.people);
          return (
            <li key={state}>
              <Figure
                label={wording.say(warningTitles[state])}
                onLook={() => openWarnings([state], statistics.township ?? undefined)}
              >
                <span className={bars.barLabel}>
                  <img src={markDataUrl(warningMarks[state])} width={18} height={18} alt="" />
                  {wording.say(warningTitles[state])}
                </span>
                <span className={bars.track}>
                  <i style={{ width: `${(count / mostPoints) * 100}%`, background: warningMarks[state].colour }} />
                </span>
                <b>{words.pointsAndPeople(n(count), n(people))}</b>
              </Figure>
            </li>
          );
        })}
      </ul>
      <h3>{words.routeStates}</h3>
      <ul className={`${bars.bars} ${bars.wide}`}>
        {verdicts.map((verdict) => {
          const rows = routes.filter((row) => row.verdict === verdict);
          const count = sum(rows, (row) => row.routes);
          const stale = sum(
            rows.filter((row) => row.stale),
            (row) => row.routes,
          );
          if (count === 0 && (verdict === 'unchecked' || verdict === 'problem')) return null;
          return (
            <li key={verdict}>
              <Figure
                label={stateWord(verdict, messages)}
                onLook={() => openRouteChecks([verdict], statistics.township ?? undefined)}
              >
                <span className={bars.barLabel}>
                  <ToneIcon tone={stateTones[verdict]} />
                  {stateWord(verdict, messages)}
                </span>
                <span className={bars.track}>
                  <i data-tone={stateTones[verdict]} style={{ width: `${(count / mostRoutes) * 100}%` }} />
                </span>
                <b>
                  {n(count)}
                  {stale > 0 && verdict !== 'unchecked' ? (
                    <em className={styles.unknown}> {words.staleNote(n(stale))}</em>
                  ) : null}
                </b>
              </Figure>
            </li>
          );
        })}
      </ul>
      {statistics.without_route.points > 0 ? (
        <p className={styles.alert}>
          {words.withoutRoute(n(statistics.without_route.points), n(statistics.without_route.people))}
        </p>
      ) : null}
    </section>
  );
}

/** Shelters that hold fewer than are meant to come, are closed, or of which it is not known. */
export function ShelterLoads({ statistics }: { readonly statistics: Statistics }) {
  const words = useDashboardWords();
  const wording = useWording();
  const n = (value: number) => plainNumber(value, wording);
  const loads = statistics.shelter_loads;
  return (
    <section className={styles.card}>
      <h3>{words.shelters}</h3>
      {loads.length === 0 ? <p className={styles.none}>{words.sheltersFine}</p> : null}
      <ul className={lists.loads}>
        {loads.map(({ id, name, people, capacity, state }) => (
          <li key={id}>
            <button type="button" onClick={() => openFeature('shelters', id)}>
              <span>
                {name}
                {state === 'open' ? null : (
                  <em>{state === 'closed' ? words.shelterClosed : words.shelterStateUnknown}</em>
                )}
              </span>
              <b data-over={capacity === null ? 'unknown' : people > capacity || undefined}>
                {words.load(n(people), capacity === null ? words.unknown : n(capacity))}
              </b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
