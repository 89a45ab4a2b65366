import Button from 'antd/es/button';
import { useEffect, useRef, useState } from 'react';
import { neighbour } from '../../actions/proposals.ts';
import { type Proposal, useDecide } from '../../api/screening.ts';
import { showProposal, useScreening } from '../../state/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { ProposalItem } from './ProposalItem.tsx';
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
  const [rejecting, setRejecting] = useState(false);
  const decide = useDecide();
  const list = useRef<HTMLUListElement>(null);
  const current = proposals.find(({ id }) => id === active);

  const show = (proposal: Proposal | undefined) => {
    if (!proposal) return;
    setRejecting(false);
    showProposal(proposal.id);
  };
  const decideOn = (proposal: Proposal, reason: string | undefined) => {
    const next = neighbour(proposals, proposal.id, 1) ?? neighbour(proposals, proposal.id, -1);
    decide.mutate(
      { id: proposal.id, version: proposal.properties._version, reason },
      {
        onSuccess: () => {
          setRejecting(false);
          showProposal(next?.id);
        },
      },
    );
  };
  const isOpen = mayDecide && current?.properties.state === 'proposed' && !decide.isPending;
  useReviewKeys({
    next: () => show(neighbour(proposals, active, 1)),
    previous: () => show(neighbour(proposals, active, -1)),
    accept: () => {
      if (isOpen && current.properties.hazard !== 'insufficient_data') decideOn(current, undefined);
    },
    reject: () => {
      if (isOpen) setRejecting(true);
    },
  });
  useEffect(() => {
    if (active !== undefined) list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <>
      {proposals.length > 0 ? <p className={styles.keys}>{messages.reviewKeys}</p> : null}
      {proposals.length === 0 ? <p className={styles.none}>{messages.noProposals}</p> : null}
      <ul className={styles.list} ref={list}>
        {proposals.map((proposal) => (
          <ProposalItem
            key={proposal.id}
            proposal={proposal}
            active={proposal.id === active}
            mayDecide={mayDecide}
            deciding={decide.isPending}
            rejecting={rejecting}
            onShow={() => show(proposal)}
            onAccept={() => decideOn(proposal, undefined)}
            onReject={(reason) => decideOn(proposal, reason)}
            setRejecting={setRejecting}
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
