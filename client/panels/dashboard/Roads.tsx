import { layers } from '../../../data/layers/index.ts';
import type { Statistics } from '../../../server/statistics/statistics.ts';
import { classLines, sum } from '../../actions/statistics.ts';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { useWording } from '../../state/useWording.ts';
import bars from './bars.module.css';
import styles from './dashboard.module.css';
import { Figure } from './Figure.tsx';
import { lookAt, type Wanted } from './look.ts';

const classes = layers.roads.properties.road_class?.codes ?? [];

/** Kilometres by class, and how many of them somebody has surveyed. */
export function Roads({ statistics, where }: { readonly statistics: Statistics; readonly where: readonly Wanted[] }) {
  const words = useDashboardWords();
  const { say, locale } = useWording();
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const km = (metres: number) => format.format(metres / 1000);
  const lines = classLines(
    statistics,
    classes.map(({ value }) => value),
  );
  const most = Math.max(1, ...lines.map(({ metres }) => metres));
  const [all, surveyed] = [
    sum(statistics.roads, (row) => row.length_m),
    sum(statistics.roads, (row) => row.surveyed_m),
  ];
  return (
    <section className={styles.card} aria-labelledby="dashboard-roads">
      <h3 id="dashboard-roads">{words.roads}</h3>
      <p className={styles.lead}>{words.surveyed(km(surveyed), km(all))}</p>
      <ul className={bars.bars}>
        {lines.map(({ roadClass, metres, surveyedMetres }) => {
          const code = classes.find(({ value }) => value === roadClass);
          const title = code ? say(code.title) : roadClass;
          return (
            <li key={roadClass}>
              <Figure
                label={title}
                onLook={() => lookAt('roads', [...where, { member: 'road_class', op: 'in', values: [roadClass] }])}
              >
                <span className={bars.barLabel}>{title}</span>
                <span className={bars.track}>
                  <i style={{ width: `${(surveyedMetres / most) * 100}%` }} />
                  <i data-rest style={{ width: `${((metres - surveyedMetres) / most) * 100}%` }} />
                </span>
                <b>
                  {km(surveyedMetres)} / {km(metres)}
                </b>
              </Figure>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
