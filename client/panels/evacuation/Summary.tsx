import type { ReactNode } from 'react';
import { duration, share } from '../../actions/figures.ts';
import { plainNumber } from '../../actions/measures.ts';
import type { CurrentPlan, PlanReport } from '../../api/plans.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './plan.module.css';

/** The figures by which a plan is judged, and how far they can be trusted. */
export function Summary({ plan, report }: { readonly plan: CurrentPlan; readonly report: PlanReport }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  const { clearance, notes } = report;
  const placed = plan.people - plan.unserved;
  const hours = (seconds: number) => plainNumber(Math.round(seconds / 360) / 10, wording);
  return (
    <>
      <dl className={styles.figures}>
        <Figure label={words.people} value={plainNumber(plan.people, wording)} />
        <Figure
          label={words.unserved}
          value={plainNumber(plan.unserved, wording)}
          tone={plan.unserved > 0 ? 'bad' : undefined}
        />
        <Figure label={words.longest} value={duration(plan.longest_s, wording)} />
        <Figure label={words.average} value={placed > 0 ? duration(plan.person_s / placed, wording) : '—'} />
        <Figure label={words.clearance} value={clearance ? duration(clearance.seconds, wording) : '—'} />
        <Figure
          label={words.exposure}
          value={
            <>
              {plainNumber(Math.round(plan.exposure_person_m / 1000), wording)} <small>{words.exposureUnit}</small>
            </>
          }
        />
      </dl>
      <p className={styles.trust}>
        {words.gap} {plan.gap === 0 ? words.gapNone : share(plan.gap, wording)}
        {plan.by === 'time' ? ` · ${words.bound(hours(plan.lower_bound))}` : null}
        {clearance ? ` · ${words.clearanceBound(duration(clearance.lower_bound_s, wording))}` : null}
      </p>
      {notes.length > 0 ? (
        <details className={styles.remarks}>
          <summary>
            {words.remarks} ({notes.length})
          </summary>
          <ul>
            {notes.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly tone?: 'bad' | undefined;
}

function Figure({ label, value, tone }: FigureProps) {
  return (
    <div data-tone={tone}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
