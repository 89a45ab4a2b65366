import { gradeCodes, hazardCodes, hazardStateCodes } from '../../../data/layers/codes.ts';
import { layers } from '../../../data/layers/index.ts';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { plainNumber } from '../../actions/measures.ts';
import { openCount, openStates, stateLines } from '../../actions/statistics.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { hazardMark, markDataUrl } from '../../map/marks.ts';
import { symbolOf } from '../../map/symbols.ts';
import { useWording } from '../../state/useWording.ts';
import bars from './bars.module.css';
import styles from './dashboard.module.css';
import { Figure } from './Figure.tsx';
import heat from './heat.module.css';
import { lookAt, type Wanted } from './look.ts';

interface HazardsProps {
  readonly statistics: Statistics;
  readonly where: readonly Wanted[];
}

/** Open hazards: kinds down, grades across. */
export function HazardMatrix({ statistics: { hazards }, where }: HazardsProps) {
  const words = useDashboardWords();
  const wording = useWording();
  const count = (hazard: string, grade: string) => openCount(hazards, hazard, grade);
  const most = Math.max(1, ...hazardCodes.flatMap((kind) => gradeCodes.map((grade) => count(kind.value, grade.value))));
  const total = (values: readonly number[]) =>
    plainNumber(
      values.reduce((all, one) => all + one, 0),
      wording,
    );
  return (
    <section className={styles.card} aria-labelledby="dashboard-matrix">
      <h3 id="dashboard-matrix">{words.matrix}</h3>
      <div className={heat.scroll}>
        <table className={`${heat.heat} ${heat.compact}`}>
          <thead>
            <tr>
              <td />
              {gradeCodes.map(({ value, title }) => (
                <th key={value} scope="col" className={heat.narrow}>
                  {wording.say(title)}
                </th>
              ))}
              <th scope="col" className={heat.narrow}>
                {words.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {hazardCodes.map((kind) => (
              <tr key={kind.value}>
                <th scope="row">
                  <img src={markDataUrl(hazardMark(kind.value, undefined))} width={18} height={18} alt="" />
                  {wording.say(kind.title)}
                </th>
                {gradeCodes.map((grade) => {
                  const value = count(kind.value, grade.value);
                  const { colour } = symbolOf(layers.road_hazards, grade.value);
                  const background = `color-mix(in srgb, ${colour} ${Math.round(6 + (value / most) * 34)}%, #fffefb)`;
                  return (
                    <td key={grade.value} style={value > 0 ? { background } : undefined}>
                      {value > 0 ? (
                        <Figure
                          label={`${wording.say(kind.title)} · ${wording.say(grade.title)}`}
                          onLook={() =>
                            lookAt('road_hazards', [
                              ...where,
                              { member: 'hazard', op: 'in', values: [kind.value] },
                              { member: 'grade', op: 'in', values: [grade.value] },
                              { member: 'state', op: 'in', values: openStates },
                            ])
                          }
                        >
                          {plainNumber(value, wording)}
                        </Figure>
                      ) : (
                        <span className={heat.zero}>0</span>
                      )}
                    </td>
                  );
                })}
                <td className={heat.sum}>{total(gradeCodes.map((grade) => count(kind.value, grade.value)))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              {gradeCodes.map((grade) => (
                <td key={grade.value}>{total(hazardCodes.map((kind) => count(kind.value, grade.value)))}</td>
              ))}
              <td>{total(hazardCodes.flatMap((kind) => gradeCodes.map((grade) => count(kind.value, grade.value))))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** How far the hazards have come, and how many of each step are late. */
export function StateBars({ statistics: { hazards }, where }: HazardsProps) {
  const words = useDashboardWords();
  const wording = useWording();
  const lines = stateLines(hazards);
  const most = Math.max(1, ...lines.map(({ count }) => count));
  return (
    <section className={styles.card} aria-labelledby="dashboard-states">
      <h3 id="dashboard-states">
        {words.states}
        <span className={bars.key}>
          <i className={bars.sample} />
          {words.legendOverdue}
        </span>
      </h3>
      <ul className={bars.bars}>
        {lines.map(({ state, count, overdue }) => {
          const code = hazardStateCodes.find(({ value }) => value === state);
          const title = code ? wording.say(code.title) : state;
          return (
            <li key={state}>
              <Figure
                label={title}
                onLook={() => lookAt('road_hazards', [...where, { member: 'state', op: 'in', values: [state] }])}
              >
                <span className={bars.barLabel}>{title}</span>
                <span className={bars.track} data-done={state === 'closed' || undefined}>
                  <i data-late style={{ width: `${(overdue / most) * 100}%` }} />
                  <i style={{ width: `${((count - overdue) / most) * 100}%` }} />
                </span>
                <b>{plainNumber(count, wording)}</b>
                {overdue > 0 ? (
                  <span className="visually-hidden">{words.ofThemOverdue(plainNumber(overdue, wording))}</span>
                ) : null}
              </Figure>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
