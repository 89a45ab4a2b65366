import Select from 'antd/es/select';
import { duration, signed } from '../../actions/figures.ts';
import { plainNumber } from '../../actions/measures.ts';
import { type CurrentPlan, type PlanComparison, useComparison, usePlans } from '../../api/plans.ts';
import { holdAgainst, useEvacuation } from '../../state/evacuation.ts';
import { useWording } from '../../state/useWording.ts';
import { chevron } from '../chevron.tsx';
import { Problem } from '../Problem.tsx';
import styles from './evacuation.module.css';
import own from './parts.module.css';
import { usePlaceNames } from './usePlaceNames.ts';

/** Two plans side by side: figures with their differences, and the points that fare otherwise. */
export function ComparePart({ plan }: { readonly plan: CurrentPlan }) {
  const { messages } = useWording();
  const words = messages.evacuation;
  const other = useEvacuation((state) => state.other);
  const { data: plans } = usePlans();
  // The other is what was; this plan is what becomes of it.
  const { data, error, refetch } = useComparison(other ?? 0, other === undefined ? undefined : plan.id);
  const others = (plans ?? []).filter(({ id }) => id !== plan.id);
  if (plans && others.length === 0) return <p className={styles.empty}>{words.compareNone}</p>;
  return (
    <div className={own.compare}>
      <Select
        suffixIcon={chevron}
        size="small"
        aria-label={words.compareWith}
        placeholder={words.compareWith}
        value={other ?? null}
        options={others.map(({ id, name }) => ({ value: id, label: name ?? words.unnamed(id) }))}
        onChange={(id: number | null) => holdAgainst(id ?? undefined)}
      />
      {other === undefined ? <p className={styles.sub}>{words.compareHint}</p> : null}
      {error ? <Problem title={words.plansFailed} error={error} retry={() => void refetch()} /> : null}
      {data ? <Comparison plan={plan.id} comparison={data} /> : null}
    </div>
  );
}

/** For which of the figures more is worse. */
const shownFigures = [
  'people',
  'unserved',
  'longest_s',
  'clearance_s',
  'person_s',
  'person_m',
  'exposure_person_m',
  'worst_loss',
  'routes',
] as const;
type FigureName = (typeof shownFigures)[number];
const neutral: ReadonlySet<FigureName> = new Set(['people', 'routes']);

function Comparison({ plan, comparison }: { readonly plan: number; readonly comparison: PlanComparison }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  const names = usePlaceNames(plan);
  // Whoever leaves people behind gets the others in sooner: that is nothing better.
  const isAlike = comparison.comparable && comparison.figures.unserved.difference === 0;
  const shown = (figure: FigureName) => (value: number) => {
    if (figure === 'longest_s' || figure === 'clearance_s') return duration(value, wording);
    if (figure === 'person_s') return plainNumber(Math.round(value / 360) / 10, wording);
    if (figure === 'person_m' || figure === 'exposure_person_m') return plainNumber(Math.round(value / 1000), wording);
    return plainNumber(value, wording);
  };
  return (
    <>
      {comparison.comparable ? null : <p className={styles.note}>{words.notComparable}</p>}
      <table className={own.table}>
        <thead>
          <tr>
            <th scope="col">{words.figure}</th>
            <th scope="col">{words.otherPlan}</th>
            <th scope="col">{words.thisPlan}</th>
            <th scope="col">{words.difference}</th>
          </tr>
        </thead>
        <tbody>
          {shownFigures.map((figure) => {
            const { a, b, difference } = comparison.figures[figure];
            const say = shown(figure);
            const isJudged =
              difference !== null && difference !== 0 && !neutral.has(figure) && (figure === 'unserved' || isAlike);
            return (
              <tr key={figure}>
                <th scope="row">{words.figures[figure]}</th>
                <td>{a === null ? '—' : say(a)}</td>
                <td>{b === null ? '—' : say(b)}</td>
                <td data-better={isJudged ? String(difference < 0) : undefined}>
                  {difference === null ? '—' : signed(difference, say)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ul className={own.plainList}>
        {comparison.points.map(({ point, change, b }) => (
          <li key={point}>
            <strong>{names.point(point)}</strong> {words.changes[change]}
            {b && b.shelters.length > 0 && change !== 'other_way'
              ? ` → ${wording.list(b.shelters.map(({ shelter }) => names.shelter(shelter)))}`
              : null}
          </li>
        ))}
      </ul>
      {comparison.same_points > 0 ? <p className={styles.sub}>{words.sameReach(comparison.same_points)}</p> : null}
    </>
  );
}
