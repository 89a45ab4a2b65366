import Button from 'antd/es/button';
import { setFilter, useScreening } from '../../state/screening.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './screening.module.css';

/** Says which list is empty, and whether a filter is why. */
export function NoProposals() {
  const { messages } = useWording();
  const { state, hazard, grade } = useScreening((screening) => screening.filter);
  const { review } = messages;
  if (hazard !== undefined || grade !== undefined) {
    return (
      <div className={styles.none}>
        <p>{messages.noProposals}</p>
        <Button size="small" onClick={() => setFilter({ hazard: undefined, grade: undefined })}>
          {review.clearFilters}
        </Button>
      </div>
    );
  }
  const none = {
    proposed: review.noneOpen,
    accepted: review.noneAccepted,
    rejected: review.noneRejected,
    attention: review.noneAttention,
  };
  return <p className={styles.none}>{none[state]}</p>;
}
