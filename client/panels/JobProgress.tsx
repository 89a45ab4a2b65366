import Button from 'antd/es/button';
import Progress from 'antd/es/progress';
import type { Change } from '../api/change.ts';
import type { Job } from '../api/jobs.ts';
import { Refusal } from './account/Refusal.tsx';

interface JobProgressProps {
  readonly job: Job;
  /** What is being done, for who listens. */
  readonly label: string;
  /** Said until the job itself says something. */
  readonly waiting: string;
  readonly stopLabel: string;
  /** Ends the job by its id; undefined: no button. */
  readonly stop: Change<string> | undefined;
  readonly mayStop?: boolean;
}

/** How far long work has come, and the way to end it. */
export function JobProgress({ job, label, waiting, stopLabel, stop, mayStop = true }: JobProgressProps) {
  return (
    <>
      <Progress percent={job.progress} size="small" aria-label={label} />
      <p aria-live="polite">{job.message ?? waiting}</p>
      {stop ? (
        <Button size="small" disabled={!mayStop} loading={stop.isPending} onClick={() => stop.mutate(job.jobID)}>
          {stopLabel}
        </Button>
      ) : null}
      <Refusal error={stop?.error ?? null} />
    </>
  );
}
