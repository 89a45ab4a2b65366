import { gradeCodes, hazardCodes } from '../../../data/layers/codes.ts';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { chainageRange, day, plainNumber } from '../../actions/measures.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { hazardMark, markDataUrl } from '../../map/marks.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './dashboard.module.css';
import lists from './lists.module.css';
import { openFeature } from './look.ts';

interface OverdueListProps {
  readonly statistics: Statistics;
  readonly overdue: number;
}

/** What is late, the longest first: which road, what, whose. */
export function OverdueList({ statistics, overdue }: OverdueListProps) {
  const words = useDashboardWords();
  const wording = useWording();
  const names = new Map(statistics.townships.map(({ code, name }) => [code, name]));
  const n = (value: number) => plainNumber(value, wording);
  return (
    <section className={styles.card} aria-labelledby="dashboard-overdue">
      <h3 id="dashboard-overdue">{words.overdueList}</h3>
      {overdue === 0 ? <p className={styles.none}>{words.overdueListNone}</p> : null}
      <ol className={lists.overdue}>
        {statistics.overdue.map((hazard) => {
          const { id, road_code: road, from_m: from, to_m: to, township } = hazard;
          const kind = hazardCodes.find(({ value }) => value === hazard.hazard);
          const grade = gradeCodes.find(({ value }) => value === hazard.grade);
          const place = [road, from !== null && to !== null ? chainageRange(from, to) : null].filter(Boolean).join(' ');
          return (
            <li key={id}>
              <button type="button" onClick={() => openFeature('road_hazards', id)}>
                <img src={markDataUrl(hazardMark(hazard.hazard, hazard.grade))} width={20} height={20} alt="" />
                <span className={lists.late}>
                  <b>{place || hazard.name || hazard.code || `#${id}`}</b>
                  <small>
                    {[
                      kind && wording.say(kind.title),
                      grade && wording.say(grade.title),
                      township === null ? null : (names.get(township) ?? township),
                      words.deadline(day(hazard.deadline_on, wording)),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </span>
                <span className={lists.days}>{words.days(n(hazard.days))}</span>
              </button>
            </li>
          );
        })}
      </ol>
      {overdue > statistics.overdue.length ? (
        <p className={styles.none}>{words.moreOverdue(n(overdue - statistics.overdue.length))}</p>
      ) : null}
    </section>
  );
}
