import { layers } from '../../../data/layers/index.ts';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { chainageRange, moment } from '../../actions/measures.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './dashboard.module.css';
import lists from './lists.module.css';
import { openFeature } from './look.ts';

const reasons = layers.closures.properties.reason?.codes ?? [];
const listId = 'dashboard-closures';

/** To the list: a filter goes by days, and what is in force at one moment would not be what it shows. */
export function showClosures(): void {
  const list = document.getElementById(listId);
  list?.scrollIntoView({ block: 'center' });
  list?.focus();
}

interface ClosuresProps {
  /** Of the whole county. */
  readonly statistics: Statistics;
  readonly township: string | undefined;
}

/** The closures in force, each a way to its place: which road, why, from when and until when. */
export function Closures({ statistics, township }: ClosuresProps) {
  const words = useDashboardWords();
  const wording = useWording();
  const names = new Map(statistics.townships.map(({ code, name }) => [code, name]));
  const closures = statistics.closures.filter((one) => township === undefined || one.township === township);
  return (
    <section className={styles.card} id={listId} tabIndex={-1} aria-label={words.closures}>
      <h3>{words.closures}</h3>
      {closures.length === 0 ? <p className={styles.none}>{words.closuresNone}</p> : null}
      <ul className={lists.overdue}>
        {closures.map(({ id, code, name, road_code: road, from_m: from, to_m: to, ...closure }) => {
          const reason = reasons.find(({ value }) => value === closure.reason);
          const place = [road, from !== null && to !== null ? chainageRange(from, to) : null].filter(Boolean).join(' ');
          return (
            <li key={id}>
              <button type="button" onClick={() => openFeature('closures', id)}>
                <span className={lists.late}>
                  <b>{place || name || code || `#${id}`}</b>
                  <small>
                    {[
                      reason ? wording.say(reason.title) : closure.reason,
                      closure.township === null ? words.unstated : (names.get(closure.township) ?? closure.township),
                      words.closedSince(moment(closure.valid_from, wording)),
                      closure.valid_to === null
                        ? words.closedOpenEnd
                        : words.closedUntil(moment(closure.valid_to, wording)),
                    ].join(' · ')}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
