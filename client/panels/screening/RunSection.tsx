import Button from 'antd/es/button';
import { moment } from '../../actions/measures.ts';
import { isUnderWay } from '../../api/jobs.ts';
import { useDismissJob, useLatestScreening, useStartScreening } from '../../api/screening.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { JobProgress } from '../JobProgress.tsx';
import { Problem } from '../Problem.tsx';
import styles from './screening.module.css';

/** Starts a screening of the whole county, shows how far it has come, and ends it. */
export function RunSection() {
  const wording = useWording();
  const { messages } = wording;
  const mayScreen = useMayScreen();
  const { data: job, error, refetch } = useLatestScreening();
  const start = useStartScreening();
  const dismiss = useDismissJob();
  const underWay = isUnderWay(job ?? undefined);
  if (error && !job) {
    return <Problem title={messages.review.runFailed} error={error} retry={() => void refetch()} />;
  }
  return (
    <section className={styles.run} aria-label={messages.screeningRun}>
      {job && underWay ? (
        <JobProgress
          job={job}
          label={messages.screeningRun}
          waiting={messages.screeningWaits}
          stopLabel={messages.cancel}
          stop={dismiss}
          mayStop={mayScreen}
        />
      ) : (
        <>
          <p>
            {job?.status === 'failed' ? job.problem?.detail : null}
            {job?.status === 'dismissed' ? messages.screeningDismissed : null}
            {job?.status === 'successful' && job.finished ? messages.screenedAt(moment(job.finished, wording)) : null}
            {job === null ? messages.neverScreened : null}
          </p>
          <Button
            type="primary"
            size="small"
            disabled={!mayScreen}
            loading={start.isPending}
            onClick={() => start.mutate({})}
          >
            {messages.startScreening}
          </Button>
          {mayScreen ? null : <p className={styles.hint}>{messages.screeningNeedsRole}</p>}
        </>
      )}
      <Refusal error={start.error} />
    </section>
  );
}

/** A screening is of the whole county; a township decides on what it finds in its own area. */
function useMayScreen(): boolean {
  const role = useSession()?.user?.role;
  return useMayDecide() && role !== 'township';
}

/** Whoever may record hazards decides on what is proposed as one. */
export function useMayDecide(): boolean {
  return useSession()?.edits.includes('road_hazards') ?? false;
}
