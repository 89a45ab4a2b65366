import Button from 'antd/es/button';
import Progress from 'antd/es/progress';
import { isUnderWay } from '../../api/jobs.ts';
import { useDismissCheck, useLatestCheck, useStartCheck } from '../../api/routeChecks.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
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
        <Progress percent={job.progress} size="small" aria-label={messages.routeChecksRun} />
        <p>{job.message ?? messages.routeChecksWait}</p>
        {mayCheck ? (
          <Button size="small" loading={dismiss.isPending} onClick={() => dismiss.mutate(job.jobID)}>
            {messages.cancel}
          </Button>
        ) : null}
        <Refusal error={dismiss.error} />
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
