import Button from 'antd/es/button';
import { useState } from 'react';
import { gradeCodes, sideCodes } from '../../../data/layers/codes.ts';
import type { CodeList } from '../../../data/layers/definition.ts';
import { type EditedProposal, type EditFault, readEdits, scaleOf, untouched } from '../../actions/proposalEdits.ts';
import type { Proposal, ProposalEdits } from '../../api/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { Labelled } from '../Labelled.tsx';
import styles from './screening.module.css';

interface EditFormProps {
  readonly proposal: Proposal;
  readonly deciding: boolean;
  readonly onAccept: (edits: ProposalEdits) => void;
  readonly onCancel: () => void;
}

const longestRemarks = 500;

/** What somebody who knows the place corrects of a proposal in accepting it. */
export function EditForm({ proposal, deciding, onAccept, onCancel }: EditFormProps) {
  const { messages, say } = useWording();
  const { review } = messages;
  const [edited, setEdited] = useState(() => untouched(proposal));
  const [fault, setFault] = useState<EditFault>();
  const change = (part: Partial<EditedProposal>) => {
    setEdited((before) => ({ ...before, ...part }));
    setFault(undefined);
  };
  const isChainage = scaleOf(proposal.properties) !== 0;
  const faultText = fault === 'order' ? review.wrongOrder : isChainage ? review.notAChainage : review.notMetres;
  const options = (codes: CodeList) =>
    codes.map(({ value, title }) => (
      <option key={value} value={value}>
        {say(title)}
      </option>
    ));
  return (
    <form
      className={styles.edit}
      aria-label={review.edit}
      onSubmit={(event) => {
        event.preventDefault();
        const edits = readEdits(proposal, edited);
        if (typeof edits === 'string') setFault(edits);
        else onAccept(edits);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <div className={styles.pair}>
        <Labelled className={styles.labelled} label={isChainage ? review.from : review.fromMetres}>
          {(id) => (
            <input
              id={id}
              // The key that opens the form is followed by the first correction.
              ref={focusOnce}
              value={edited.from}
              aria-invalid={fault === 'from' || fault === 'order' || undefined}
              onChange={({ target }) => change({ from: target.value })}
            />
          )}
        </Labelled>
        <Labelled className={styles.labelled} label={isChainage ? review.to : review.toMetres}>
          {(id) => (
            <input
              id={id}
              value={edited.to}
              aria-invalid={fault === 'to' || fault === 'order' || undefined}
              onChange={({ target }) => change({ to: target.value })}
            />
          )}
        </Labelled>
      </div>
      {fault ? (
        <p role="alert" className={styles.fault}>
          {faultText}
        </p>
      ) : null}
      <div className={styles.pair}>
        <Labelled className={styles.labelled} label={messages.proposalGrade}>
          {(id) => (
            <select id={id} value={edited.grade} onChange={({ target }) => change({ grade: target.value })}>
              {options(gradeCodes)}
            </select>
          )}
        </Labelled>
        <Labelled className={styles.labelled} label={review.side}>
          {(id) => (
            <select id={id} value={edited.side} onChange={({ target }) => change({ side: target.value })}>
              {options(sideCodes)}
            </select>
          )}
        </Labelled>
      </div>
      <Labelled className={styles.labelled} label={review.remarks}>
        {(id) => (
          <input
            id={id}
            value={edited.remarks}
            maxLength={longestRemarks}
            onChange={({ target }) => change({ remarks: target.value })}
          />
        )}
      </Labelled>
      <div className={styles.buttons}>
        <Button size="small" type="primary" htmlType="submit" loading={deciding}>
          {review.acceptEdited}
        </Button>
        <Button size="small" onClick={onCancel}>
          {messages.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Stable, so that it is called when the field appears and not at every letter. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
