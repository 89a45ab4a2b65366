import { useMemo } from 'react';
import { useProposals } from '../../api/screening.ts';
import { closeRight } from '../../state/panels.ts';
import { showProposal, useScreening } from '../../state/screening.ts';
import { useWording } from '../../state/useWording.ts';
import { Panel } from '../Panel.tsx';
import { Problem } from '../Problem.tsx';
import { ElevationSection } from './ElevationSection.tsx';
import { ProposalFilters } from './ProposalFilters.tsx';
import { ProposalList } from './ProposalList.tsx';
import { ProposalOverlay } from './ProposalOverlay.tsx';
import { RunSection } from './RunSection.tsx';

/** A screening from its start to the last decision. */
export default function ScreeningPanel() {
  const { messages } = useWording();
  const filter = useScreening((screening) => screening.filter);
  const { data, error, refetch, fetchNextPage, hasNextPage, isPending } = useProposals(filter);
  const proposals = useMemo(() => data?.pages.flatMap(({ features }) => features) ?? [], [data]);
  const close = () => {
    showProposal(undefined);
    closeRight();
  };
  return (
    <Panel
      side="right"
      title={messages.screening}
      label={messages.screening}
      closeLabel={messages.close}
      onClose={close}
    >
      <RunSection />
      <ElevationSection />
      <ProposalFilters count={data?.pages[0]?.numberMatched} />
      {error ? <Problem title={messages.proposalsFailed} error={error} retry={() => void refetch()} /> : null}
      {isPending || (error && !data) ? null : (
        <ProposalList proposals={proposals} more={hasNextPage ? () => void fetchNextPage() : undefined} />
      )}
      <ProposalOverlay proposals={proposals} />
    </Panel>
  );
}
