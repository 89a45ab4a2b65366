import Button from 'antd/es/button';
import { useEffect, useRef, useState } from 'react';
import { neighbour } from '../../actions/proposals.ts';
import { type Decision, type Proposal, useDecide } from '../../api/screening.ts';
import { showProposal, useScreening } from '../../state/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { NoProposals } from './NoProposals.tsx';
import { ProposalItem, type ReviewForm } from './ProposalItem.tsx';
import { useMayDecide } from './RunSection.tsx';
import styles from './screening.module.css';
import { useReviewKeys } from './useReviewKeys.ts';

interface ProposalListProps {
  readonly proposals: readonly Proposal[];
  readonly more: (() => void) | undefined;
}

/** The proposals, one of them open with its evidence; decided by button or by key. */
export function ProposalList({ proposals, more }: ProposalListProps) {
  const { messages } = useWording();
  const mayDecide = useMayDecide();
  const active = useScreening((screening) => screening.active);
  const [form, setForm] = useState<ReviewForm>();
  const decide = useDecide();
  const list = useRef<HTMLUListElement>(null);
  const current = proposals.find(({ id }) => id === active);

  const show = (proposal: Proposal | undefined) => {
    if (!proposal) return;
    setForm(undefined);
    showProposal(proposal.id);
  };
  const decideOn = (proposal: Proposal, how: Pick<Decision, 'reason' | 'edits'>) => {
    const next = neighbour(proposals, proposal.id, 1) ?? neighbour(proposals, proposal.id, -1);
    decide.mutate(
      { id: proposal.id, version: proposal.properties._version, ...how },
      {
        onSuccess: () => {
          setForm(undefined);
          showProposal(next?.id);
        },
      },
    );
  };
  const isOpen = mayDecide && current?.properties.state === 'proposed' && !decide.isPending;
  const isHazard = current?.properties.hazard !== 'insufficient_data';
  useReviewKeys({
    next: () => show(neighbour(proposals, active, 1)),
    previous: () => show(neighbour(proposals, active, -1)),
    accept: () => {
      if (isOpen && isHazard) decideOn(current, {});
    },
    reject: () => {
      if (isOpen) setForm('reject');
    },
    edit: () => {
      if (isOpen && isHazard) setForm('edit');
    },
  });
  useEffect(() => {
    if (active !== undefined) list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <>
      {proposals.length > 0 ? <p className={styles.keys}>{messages.review.keys}</p> : null}
      {proposals.length === 0 ? <NoProposals /> : null}
      <ul ref={list}>
        {proposals.map((proposal) => (
          <ProposalItem
            key={proposal.id}
            proposal={proposal}
            active={proposal.id === active}
            mayDecide={mayDecide}
            deciding={decide.isPending}
            form={form}
            onShow={() => show(proposal)}
            onDecide={(how) => decideOn(proposal, how)}
            setForm={setForm}
            refusal={proposal.id === active ? <Refusal error={decide.error} /> : null}
          />
        ))}
      </ul>
      {more ? (
        <div className={styles.more}>
          <Button size="small" onClick={more}>
            {messages.moreProposals}
          </Button>
        </div>
      ) : null}
    </>
  );
}
