import { lazy, Suspense, useEffect, useRef } from 'react';
import { layers } from '../../../data/layers/index.ts';
import { moment } from '../../actions/measures.ts';
import { type CurrentPlan, type PlanReport, usePlan, usePlanReport } from '../../api/plans.ts';
import { type PlanPart, showPart, useEvacuation } from '../../state/evacuation.ts';
import { useWording } from '../../state/useWording.ts';
import { Choice } from '../Choice.tsx';
import { Problem } from '../Problem.tsx';
import { AcceptPlan } from './AcceptPlan.tsx';
import { ComparePart } from './ComparePart.tsx';
import { CutPart } from './CutPart.tsx';
import styles from './evacuation.module.css';
import { GroupsPart } from './GroupsPart.tsx';
import { LossesPart } from './LossesPart.tsx';
import { PlanStatus } from './PlanStatus.tsx';
import own from './plan.module.css';
import { SheltersPart } from './SheltersPart.tsx';
import { Summary } from './Summary.tsx';

const ClearancePart = lazy(() => import('./clearance/ClearancePart.tsx'));

/** One plan: its figures, its parts one at a time, and its acceptance. */
export function PlanView({ id }: { readonly id: number }) {
  const { messages } = useWording();
  const plan = usePlan(id);
  const report = usePlanReport(id);
  const error = plan.error ?? report.error;
  if (error) {
    const retry = () => void Promise.all([plan.refetch(), report.refetch()]);
    return <Problem title={messages.evacuation.plansFailed} error={error} retry={retry} />;
  }
  if (!plan.data || !report.data) return <p className={styles.empty}>{messages.loading}</p>;
  return <Loaded plan={plan.data} report={report.data} />;
}

interface PlanProps {
  readonly plan: CurrentPlan;
  readonly report: PlanReport;
}

function Loaded({ plan, report }: PlanProps) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  const heading = useRef<HTMLHeadingElement>(null);
  // Who came by the keyboard goes on from here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <div className={own.planHead}>
        <h3 ref={heading} tabIndex={-1}>
          {plan.name ?? words.unnamed(plan.id)}
        </h3>
        <PlanStatus plan={plan} />
        <p className={styles.sub}>
          {plan.accepted
            ? words.acceptedBy(plan.accepted_by ?? '', moment(plan.accepted, wording))
            : words.madeBy(plan.user_name, moment(plan.created, wording))}
        </p>
        <Outdated plan={plan} />
      </div>
      <Summary plan={plan} report={report} />
      <Parts plan={plan} report={report} />
      <AcceptPlan plan={plan} />
    </>
  );
}

function Outdated({ plan }: { readonly plan: CurrentPlan }) {
  const { messages, say, list } = useWording();
  if (!plan.outdated || plan.accepted) return null;
  const words = messages.evacuation;
  const changes = plan.changed_since.map(({ layer, features }) =>
    words.outdatedPart(say(layers[layer].title), features),
  );
  return (
    <p className={styles.note} role="status">
      {words.outdated(list(changes))}
    </p>
  );
}

const parts: readonly PlanPart[] = ['groups', 'shelters', 'clearance', 'cut', 'losses', 'compare'];

function Parts({ plan, report }: PlanProps) {
  const { messages } = useWording();
  const words = messages.evacuation;
  const part = useEvacuation((state) => state.part);
  return (
    <>
      <div className={own.parts} data-part={part}>
        <Choice
          label={plan.name ?? words.unnamed(plan.id)}
          value={part}
          options={parts.map((value) => ({ value, label: words.parts[value] }))}
          onChange={showPart}
        />
      </div>
      {part === 'groups' ? <GroupsPart plan={plan.id} report={report} /> : null}
      {part === 'shelters' ? <SheltersPart plan={plan.id} report={report} /> : null}
      {part === 'clearance' ? (
        <Suspense fallback={<p className={styles.empty}>{messages.loading}</p>}>
          <ClearancePart plan={plan.id} report={report} />
        </Suspense>
      ) : null}
      {part === 'cut' ? <CutPart plan={plan.id} report={report} /> : null}
      {part === 'losses' ? <LossesPart plan={plan.id} /> : null}
      {part === 'compare' ? <ComparePart plan={plan} /> : null}
    </>
  );
}
