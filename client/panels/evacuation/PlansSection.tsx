import { moment, plainNumber } from '../../actions/measures.ts';
import { type PlanDocument, usePlans } from '../../api/plans.ts';
import { showPlan } from '../../state/evacuation.ts';
import { useWording } from '../../state/useWording.ts';
import { Problem } from '../Problem.tsx';
import styles from './evacuation.module.css';
import { NewPlan } from './NewPlan.tsx';
import { PlanStatus } from './PlanStatus.tsx';
import { useMayPlan } from './useMayPlan.ts';

/** The plans there are, and the making of a new one. */
export function PlansSection() {
  const { messages } = useWording();
  const words = messages.evacuation;
  const mayPlan = useMayPlan();
  const { data: plans, error, refetch } = usePlans();
  return (
    <>
      <NewPlan open={plans?.length === 0} />
      {error ? <Problem title={words.plansFailed} error={error} retry={() => void refetch()} /> : null}
      {plans?.length === 0 ? <p className={styles.empty}>{mayPlan ? words.noPlans : words.noPlansViewer}</p> : null}
      {plans && plans.length > 0 ? (
        <ul aria-label={words.plans}>
          {plans.map((plan) => (
            <PlanItem key={plan.id} plan={plan} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function PlanItem({ plan }: { readonly plan: PlanDocument }) {
  const wording = useWording();
  const words = wording.messages.evacuation;
  return (
    <li className={styles.item}>
      <button type="button" className={styles.line} onClick={() => showPlan(plan.id)}>
        <span className={styles.name}>{plan.name ?? words.unnamed(plan.id)}</span>
        <PlanStatus plan={plan} />
        <span className={styles.sub}>
          {words.peopleOf(plainNumber(plan.people, wording))}
          {plan.unserved > 0 ? ` · ${words.unservedOf(plainNumber(plan.unserved, wording))}` : null}
          {' · '}
          {words.madeBy(plan.user_name, moment(plan.created, wording))}
        </span>
      </button>
    </li>
  );
}
