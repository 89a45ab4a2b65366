import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { directionCodes, gradeCodes, hazardCodes, sideCodes } from '../../../data/layers/codes.ts';
import type { CodeList } from '../../../data/layers/definition.ts';
import { type Proposal, useReopen } from '../../api/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { evidenceFacts, missingReason, thresholdFact } from './evidence.ts';
import { RejectForm } from './RejectForm.tsx';
import styles from './screening.module.css';

interface ProposalItemProps {
  readonly proposal: Proposal;
  readonly active: boolean;
  readonly mayDecide: boolean;
  readonly deciding: boolean;
  readonly rejecting: boolean;
  readonly onShow: () => void;
  readonly onAccept: () => void;
  readonly onReject: (reason: string) => void;
  readonly setRejecting: (rejecting: boolean) => void;
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

function Detail({
  proposal,
  mayDecide,
  deciding,
  rejecting,
  onAccept,
  onReject,
  setRejecting,
  refusal,
}: ProposalItemProps) {
  const { messages, say } = useWording();
  const reopen = useReopen();
  const { properties } = proposal;
  const { evidence, state, attention } = properties;
  const threshold = thresholdFact(evidence);
  const missing = missingReason(evidence);
  const isGap = properties.hazard === 'insufficient_data';
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
      {mayDecide && state === 'proposed' && !rejecting ? (
        <div className={styles.buttons}>
          {isGap ? null : (
            <Button size="small" type="primary" loading={deciding} onClick={onAccept}>
              {messages.accept} <kbd>A</kbd>
            </Button>
          )}
          <Button size="small" disabled={deciding} onClick={() => setRejecting(true)}>
            {messages.reject} <kbd>R</kbd>
          </Button>
        </div>
      ) : null}
      {mayDecide && state === 'proposed' && rejecting ? (
        <RejectForm deciding={deciding} onReject={onReject} onCancel={() => setRejecting(false)} />
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
