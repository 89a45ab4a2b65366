import { useEffect, useRef } from 'react';
import { isUnderWay } from '../../api/jobs.ts';
import { planOfJob, useEndPlanJob, useLatestPlanJob, useStartPlan } from '../../api/plans.ts';
import { showPlan } from '../../state/evacuation.ts';
import { useWording } from '../../state/useWording.ts';
import { Refusal } from '../account/Refusal.tsx';
import { JobProgress } from '../JobProgress.tsx';
import styles from './evacuation.module.css';
import { PlanForm } from './PlanForm.tsx';
import { useMayPlan } from './useMayPlan.ts';

/** Starts a plan, shows how far it has come, ends it, and opens it when it is there. */
export function NewPlan({ open }: { readonly open: boolean }) {
  const { messages, language } = useWording();
  const words = messages.evacuation;
  const mayPlan = useMayPlan();
  const { data: job } = useLatestPlanJob();
  const start = useStartPlan();
  const end = useEndPlanJob();
  // Opened by itself is what was started here, not what somebody made yesterday.
  const awaited = useRef<string | undefined>(undefined);
  const underWay = isUnderWay(job ?? undefined);

  useEffect(() => {
    if (!job || job.jobID !== awaited.current || job.status !== 'successful') return;
    awaited.current = undefined;
    void planOfJob(job.jobID, language).then(showPlan);
  }, [job, language]);

  if (job && underWay) {
    return (
      <section className={styles.run} aria-label={words.newPlan}>
        <JobProgress
          job={job}
          label={words.newPlan}
          waiting={words.waits}
          stopLabel={words.dismiss}
          stop={end}
          mayStop={mayPlan}
        />
      </section>
    );
  }
  if (!mayPlan) return <p className={styles.hint}>{words.needsRole}</p>;
  return (
    <details className={styles.fold} open={open}>
      <summary>{words.newPlan}</summary>
      {job?.status === 'dismissed' ? <p className={styles.note}>{words.dismissed}</p> : null}
      {job?.status === 'failed' ? (
        <p role="alert" className={styles.refusal}>
          <strong>{words.failed}</strong> {job.problem?.detail}
        </p>
      ) : null}
      <PlanForm
        sending={start.isPending}
        onStart={(inputs) =>
          start.mutate(inputs, {
            onSuccess: ({ jobID }) => {
              awaited.current = jobID;
            },
          })
        }
      />
      <Refusal error={start.error} />
    </details>
  );
}
