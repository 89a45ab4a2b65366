import Select from 'antd/es/select';
import { gradeCodes, hazardCodes } from '../../../data/layers/codes.ts';
import { type ProposalFilter, setFilter, useScreening } from '../../state/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { chevron } from '../chevron.tsx';
import styles from './screening.module.css';

/** Which proposals are listed. */
export function ProposalFilters({ count }: { readonly count: number | undefined }) {
  const { messages, say } = useWording();
  const filter = useScreening((screening) => screening.filter);
  const states: readonly { value: ProposalFilter['state']; label: string }[] = [
    { value: 'proposed', label: messages.proposalOpen },
    { value: 'accepted', label: messages.proposalAccepted },
    { value: 'rejected', label: messages.proposalRejected },
    { value: 'attention', label: messages.review.attention },
  ];
  const hazards = [
    ...hazardCodes.map(({ value, title }) => ({ value: value as string, label: say(title) })),
    { value: 'insufficient_data', label: messages.insufficientData },
  ];
  const grades = gradeCodes.map(({ value, title }) => ({ value: value as string, label: say(title) }));
  return (
    <div className={styles.filters}>
      <Select
        suffixIcon={chevron}
        size="small"
        aria-label={messages.proposalState}
        value={filter.state}
        options={[...states]}
        onChange={(state) => setFilter({ state })}
      />
      <Select
        suffixIcon={chevron}
        size="small"
        allowClear
        aria-label={messages.proposalHazard}
        placeholder={messages.proposalHazard}
        value={filter.hazard ?? null}
        options={hazards}
        onChange={(hazard: string | null | undefined) => setFilter({ hazard: hazard ?? undefined })}
      />
      <Select
        suffixIcon={chevron}
        size="small"
        allowClear
        aria-label={messages.proposalGrade}
        placeholder={messages.proposalGrade}
        value={filter.grade ?? null}
        options={grades}
        onChange={(grade: string | null | undefined) => setFilter({ grade: grade ?? undefined })}
      />
      <span className={styles.count} aria-live="polite">
        {count === undefined ? null : messages.proposalCount(count)}
      </span>
    </div>
  );
}
