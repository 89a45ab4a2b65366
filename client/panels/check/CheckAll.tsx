import Button from 'antd/es/button';
import { isUnderWay } from '../../api/jobs.ts';
import { useDismissCheck, useLatestCheck, useStartCheck } from '../../api/routeChecks.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { JobProgress } from '../JobProgress.tsx';
import styles from './county.module.css';

/** Starts a check of all routes, shows how far it has come, and ends it. */
export function CheckAll() {
  const { messages } = useWording();
  const session = useSession();
  const user = session?.user;
  const mayCheck = session?.edits.includes('evacuation_routes') === true && user?.role !== 'township';
  const { data: job } = useLatestCheck(user !== undefined && user !== null);
  const start = useStartCheck();
  const dismiss = useDismissCheck();
  if (job && isUnderWay(job)) {
    return (
      <div className={styles.run}>
        <JobProgress
          job={job}
          label={messages.routeChecksRun}
          waiting={messages.routeChecksWait}
          stopLabel={messages.cancel}
          stop={mayCheck ? dismiss : undefined}
        />
      </div>
    );
  }
  return (
    <div className={styles.run}>
      {job?.status === 'failed' ? <p>{job.problem?.detail}</p> : null}
      {job === null ? <p>{messages.routeChecksFollow}</p> : null}
      <Button size="small" disabled={!mayCheck} loading={start.isPending} onClick={() => start.mutate()}>
        {messages.routeChecksRun}
      </Button>
      {mayCheck ? null : <p>{messages.routeChecksNeedRole}</p>}
      <Refusal error={start.error} />
    </div>
  );
}
