import { useEffect, useMemo, useRef } from 'react';
import { type ClearanceSchedule, readSchedule } from '../../../actions/clearance.ts';
import { plainNumber } from '../../../actions/measures.ts';
import { type PlanReport, useClearanceFeatures } from '../../../api/plans.ts';
import { useClearanceWords } from '../../../i18n/clearance/useClearanceWords.ts';
import { advance, beginClearance, useClearance } from '../../../state/clearance.ts';
import { useWording } from '../../../state/useWording.ts';
import { Problem } from '../../Problem.tsx';
import evacuation from '../evacuation.module.css';
import { ArrivalCurve } from './ArrivalCurve.tsx';
import { ClearanceOverlay } from './ClearanceOverlay.tsx';
import styles from './clearance.module.css';
import { Player } from './Player.tsx';
import { SheltersFilling } from './SheltersFilling.tsx';

interface ClearanceProps {
  readonly plan: number;
  readonly report: PlanReport;
}

/** A plan's clearance, played on the map from the schedule that its time is read from. */
export default function ClearancePart({ plan, report }: ClearanceProps) {
  const { messages } = useWording();
  const words = useClearanceWords();
  const { data, error, refetch } = useClearanceFeatures(plan);
  const schedule = useMemo(() => data && readSchedule(data), [data]);
  if (error) {
    return <Problem title={messages.evacuation.plansFailed} error={error} retry={() => void refetch()} />;
  }
  if (!data) return <p className={evacuation.empty}>{messages.loading}</p>;
  if (!schedule) return <p className={evacuation.empty}>{report.clearance ? words.notKept : words.nobody}</p>;
  return <Playing plan={plan} report={report} schedule={schedule} />;
}

function Playing({ plan, report, schedule }: ClearanceProps & { readonly schedule: ClearanceSchedule }) {
  const { seconds: total } = schedule;
  useEffect(() => {
    beginClearance(total, !window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  }, [total]);
  usePlaying(total);
  const stage = useRef<HTMLDivElement>(null);
  // Below the figures of the plan it would play out of sight on a small screen.
  useEffect(() => {
    // Newer browsers answer with a promise, which is nothing for an effect to return.
    void stage.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <>
      <div ref={stage} className={styles.stage}>
        <Cautions report={report} />
        <Player schedule={schedule} />
      </div>
      <ArrivalCurve schedule={schedule} lowerBound={report.clearance?.lower_bound_s ?? 0} />
      <SheltersFilling plan={plan} report={report} schedule={schedule} />
      <ClearanceOverlay plan={plan} schedule={schedule} />
    </>
  );
}

/** A page that comes back after a while goes on where it was, and does not leap. */
const longestFrameSeconds = 0.25;

function usePlaying(total: number): void {
  const isPlaying = useClearance((state) => state.isPlaying);
  const speed = useClearance((state) => state.speed);
  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    let frame = requestAnimationFrame(function next(now) {
      advance(Math.min(longestFrameSeconds, Math.max(0, now - last) / 1000) * speed, total);
      last = now;
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, speed, total]);
}

/** What the animation does not show, and what it must not be read as. */
function Cautions({ report }: { readonly report: PlanReport }) {
  const wording = useWording();
  const words = useClearanceWords();
  const unknown = report.points_of_unknown_people.length;
  const said = [
    ...(report.status === 'complete' ? [] : [words.unknownStatus]),
    ...(report.unserved > 0 ? [words.incomplete(plainNumber(report.unserved, wording))] : []),
    ...(unknown > 0 ? [words.unknownPeople(unknown)] : []),
  ];
  if (said.length === 0) return null;
  return (
    <div className={evacuation.alarm} role="note">
      {said.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
