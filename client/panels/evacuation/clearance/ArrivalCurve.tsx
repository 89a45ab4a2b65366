import { useMemo } from 'react';
import { arrivalCurve, arrivedBy, type ClearanceSchedule } from '../../../actions/clearance.ts';
import { duration } from '../../../actions/figures.ts';
import { plainNumber } from '../../../actions/measures.ts';
import { useClearanceWords } from '../../../i18n/clearance/useClearanceWords.ts';
import { useClearance } from '../../../state/clearance.ts';
import { useWording } from '../../../state/useWording.ts';
import styles from './clearance.module.css';

const width = 344;
const height = 96;
/** Room for the lines at the edges. */
const edge = 4;

interface CurveProps {
  readonly schedule: ClearanceSchedule;
  readonly lowerBound: number;
}

/** People in over time, where it is now, and the time below which no order of people on these routes can get. */
export function ArrivalCurve({ schedule, lowerBound }: CurveProps) {
  const wording = useWording();
  const words = useClearanceWords();
  const { seconds: total, people } = schedule;
  const x = (seconds: number) => edge + (total > 0 ? seconds / total : 1) * (width - 2 * edge);
  const y = (count: number) => height - edge - (count / people) * (height - 2 * edge);
  const corners = useMemo(() => arrivalCurve(schedule), [schedule]);
  const line = corners.map(({ seconds, people: count }) => `${x(seconds).toFixed(1)},${y(count).toFixed(1)}`).join(' ');
  const [end, bound] = [duration(total, wording), duration(lowerBound, wording)];
  return (
    <figure className={styles.curve}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={words.curve(plainNumber(people, wording), end, bound)}
      >
        <path className={styles.axis} d={`M${edge} ${edge}V${height - edge}H${width - edge}`} />
        <path className={styles.boundLine} d={`M${x(lowerBound)} ${edge}V${height - edge}`} />
        <polyline className={styles.arrivals} points={line} />
        <Now schedule={schedule} x={x} y={y} />
      </svg>
      <figcaption>
        <span data-line="bound">{words.bound(bound)}</span>
        <span data-line="end">{words.done(end)}</span>
      </figcaption>
    </figure>
  );
}

interface NowProps {
  readonly schedule: ClearanceSchedule;
  readonly x: (seconds: number) => number;
  readonly y: (people: number) => number;
}

function Now({ schedule, x, y }: NowProps) {
  const seconds = useClearance((state) => state.seconds);
  return (
    <>
      <path className={styles.nowLine} d={`M${x(seconds)} ${edge}V${height - edge}`} />
      <circle className={styles.nowDot} cx={x(seconds)} cy={y(arrivedBy(schedule, seconds))} r={4} />
    </>
  );
}
