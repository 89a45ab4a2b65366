import { CheckCircleFilled, ExclamationCircleFilled, QuestionCircleFilled } from '@ant-design/icons';
import type { PlanDocument } from '../../api/plans.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './evacuation.module.css';

const icons = { complete: CheckCircleFilled, incomplete: ExclamationCircleFilled, unknown: QuestionCircleFilled };

/** Whether everybody has a place, by sign, word and colour; and whether the plan is in force. */
export function PlanStatus({ plan }: { readonly plan: Pick<PlanDocument, 'status' | 'accepted'> }) {
  const { messages } = useWording();
  const words = messages.evacuation;
  const Icon = icons[plan.status];
  return (
    <span className={styles.badges}>
      {plan.accepted ? <span className={styles.acceptedBadge}>{words.accepted}</span> : null}
      <span className={styles.badge} data-status={plan.status}>
        <Icon aria-hidden /> {words.status[plan.status]}
      </span>
    </span>
  );
}
