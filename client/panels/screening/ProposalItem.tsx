import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { directionCodes, gradeCodes, hazardCodes, sideCodes } from '../../../data/layers/codes.ts';
import type { CodeList } from '../../../data/layers/definition.ts';
import { type Decision, type Proposal, useReopen } from '../../api/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { EditForm } from './EditForm.tsx';
import { evidenceFacts, missingReason, thresholdFact } from './evidence.ts';
import { RejectForm } from './RejectForm.tsx';
import styles from './screening.module.css';

/** What of the active proposal is being written. */
export type ReviewForm = 'reject' | 'edit';

interface ProposalItemProps {
  readonly proposal: Proposal;
  readonly active: boolean;
  readonly mayDecide: boolean;
  readonly deciding: boolean;
  readonly form: ReviewForm | undefined;
  readonly onShow: () => void;
  readonly onDecide: (how: Pick<Decision, 'reason' | 'edits'>) => void;
  readonly setForm: (form: ReviewForm | undefined) => void;
  readonly refusal: ReactNode;
}

/** One proposal: a line of the list, and everything that speaks for it where it is the active one. */
export function ProposalItem(props: ProposalItemProps) {
  const { proposal, active, onShow } = props;
  const { messages, say } = useWording();
  const { properties } = proposal;
  const title = (codes: CodeList, value: string | null) => {
    const code = codes.find((one) => one.value === value);
    return code ? say(code.title) : undefined;
  };
  const hazard =
    properties.hazard === 'insufficient_data'
      ? messages.insufficientDataOf(title(hazardCodes, properties.of_hazard) ?? '')
      : (title(hazardCodes, properties.hazard) ?? properties.hazard);
  const where = [title(sideCodes, properties.side), title(directionCodes, properties.direction)];
  return (
    <li className={styles.item} data-active={active || undefined} data-grade={properties.grade ?? 'none'}>
      <button type="button" className={styles.line} aria-expanded={active} onClick={onShow}>
        <span className={styles.hazard}>{hazard}</span>
        {properties.grade ? <span className={styles.grade}>{title(gradeCodes, properties.grade)}</span> : null}
        <span className={styles.place}>
          {[properties.road_code ?? properties.segment_code, properties.chainage, ...where].filter(Boolean).join(' · ')}
        </span>
      </button>
      {active ? <Detail {...props} /> : null}
    </li>
  );
}

function Detail({ proposal, mayDecide, deciding, form, onDecide, setForm, refusal }: ProposalItemProps) {
  const { messages, say } = useWording();
  const reopen = useReopen();
  const { properties } = proposal;
  const { evidence, state, attention } = properties;
  const threshold = thresholdFact(evidence);
  const missing = missingReason(evidence);
  const isGap = properties.hazard === 'insufficient_data';
  const isOpen = mayDecide && state === 'proposed';
  return (
    <div className={styles.detail}>
      {missing && isGap ? <p>{say(missing)}</p> : null}
      <dl className={styles.facts}>
        {evidenceFacts(evidence).map(({ label, value }) => (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {threshold ? (
          <div>
            <dt>{messages.threshold}</dt>
            <dd>
              {threshold.value} <span className={styles.source}>{threshold.source}</span>
            </dd>
          </div>
        ) : null}
      </dl>
      {properties.overlaps.length > 0 ? <p>{messages.proposalOverlaps(properties.overlaps.length)}</p> : null}
      {properties.recorded.length > 0 ? <p className={styles.notice}>{messages.alreadyRecorded}</p> : null}
      {attention ? <p className={styles.notice}>{attentionText(attention.code)}</p> : null}
      {properties.reason ? <p>{messages.rejectedBecause(properties.reason, properties.reviewed_by ?? '')}</p> : null}
      {isOpen && !form ? (
        <div className={styles.buttons}>
          {isGap ? null : (
            <>
              <Button size="small" type="primary" loading={deciding} onClick={() => onDecide({})}>
                {messages.accept} <kbd>A</kbd>
              </Button>
              <Button size="small" disabled={deciding} onClick={() => setForm('edit')}>
                {messages.review.edit} <kbd>E</kbd>
              </Button>
            </>
          )}
          <Button size="small" disabled={deciding} onClick={() => setForm('reject')}>
            {messages.reject} <kbd>R</kbd>
          </Button>
        </div>
      ) : null}
      {isOpen && form === 'reject' ? (
        <RejectForm
          deciding={deciding}
          onReject={(reason) => onDecide({ reason })}
          onCancel={() => setForm(undefined)}
        />
      ) : null}
      {isOpen && form === 'edit' && !isGap ? (
        <EditForm
          proposal={proposal}
          deciding={deciding}
          onAccept={(edits) => onDecide({ edits })}
          onCancel={() => setForm(undefined)}
        />
      ) : null}
      {mayDecide && state === 'rejected' ? (
        <Button size="small" loading={reopen.isPending} onClick={() => reopen.mutate(proposal.id)}>
          {messages.reopen}
        </Button>
      ) : null}
      {refusal}
    </div>
  );

  function attentionText(code: string): string {
    if (code === 'grade_raised') return messages.attentionGrade;
    if (code === 'not_judged') return messages.attentionNotJudged;
    return code === 'not_found' ? messages.attentionNotFound : messages.attentionMoved;
  }
}
