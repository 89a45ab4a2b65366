import { CaretRightOutlined, PauseOutlined } from '@ant-design/icons';
import { type KeyboardEvent, useId } from 'react';
import { arrivedBy, type ClearanceSchedule, peoplePerDot } from '../../../actions/clearance.ts';
import { duration } from '../../../actions/figures.ts';
import { plainNumber } from '../../../actions/measures.ts';
import { useClearanceWords } from '../../../i18n/clearance/useClearanceWords.ts';
import { seek, setSpeed, speeds, togglePlaying, useClearance } from '../../../state/clearance.ts';
import { useWording } from '../../../state/useWording.ts';
import { Choice } from '../../Choice.tsx';
import styles from './clearance.module.css';

const stepSeconds: Readonly<Record<string, number>> = {
  ArrowLeft: -60,
  ArrowDown: -60,
  ArrowRight: 60,
  ArrowUp: 60,
  PageDown: -600,
  PageUp: 600,
};

/** Play and pause, the time, and how fast it goes. */
export function Player({ schedule }: { readonly schedule: ClearanceSchedule }) {
  const wording = useWording();
  const words = useClearanceWords();
  const keysId = useId();
  const { seconds: total, people } = schedule;
  const { seconds, isPlaying, speed } = useClearance((state) => state);
  const arrived = arrivedBy(schedule, seconds);
  const count = (value: number) => plainNumber(value, wording);
  const time = seconds >= total ? words.done(duration(total, wording)) : words.at(duration(seconds, wording));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    // Radio buttons and buttons have a use for these keys of their own.
    const isChoice = event.target instanceof HTMLInputElement && event.target.type === 'radio';
    if (event.key === ' ' && !(event.target instanceof HTMLButtonElement) && !isChoice) togglePlaying(total);
    else if (event.key === 'Home' && !isChoice) seek(0, total);
    else if (event.key === 'End' && !isChoice) seek(total, total);
    else {
      const step = isChoice ? undefined : stepSeconds[event.key];
      if (step === undefined) return;
      seek(seconds + step, total);
    }
    event.preventDefault();
  };
  return (
    <section className={styles.player} aria-label={words.player} onKeyDown={onKeyDown}>
      <div className={styles.controls}>
        <button
          type="button"
          className={styles.play}
          title={isPlaying ? words.pause : words.play}
          aria-label={isPlaying ? words.pause : words.play}
          onClick={() => togglePlaying(total)}
        >
          {isPlaying ? <PauseOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
        </button>
        <input
          type="range"
          className={styles.slider}
          aria-label={words.time}
          aria-describedby={keysId}
          aria-valuetext={`${time} · ${words.arrived} ${words.arrivedOf(count(arrived), count(people))}`}
          min={0}
          max={total}
          step="any"
          value={seconds}
          onChange={(event) => seek(Number(event.target.value), total)}
        />
      </div>
      <p id={keysId} className="visually-hidden">
        {words.keys}
      </p>
      <dl className={styles.now}>
        <div>
          <dt>{words.time}</dt>
          <dd>{duration(seconds, wording)}</dd>
        </div>
        <div>
          <dt>{words.arrived}</dt>
          <dd>{words.arrivedOf(count(arrived), count(people))}</dd>
        </div>
        <div>
          <dt>{words.onTheWay}</dt>
          <dd>{words.peopleOf(count(people - arrived))}</dd>
        </div>
      </dl>
      <Choice
        label={words.speed}
        value={String(speed)}
        options={speeds.map((value) => ({ value: String(value), label: words.speedOf(value / 60) }))}
        onChange={(value) => setSpeed(Number(value))}
      />
      <ul className={styles.legend} aria-label={words.fullness}>
        <li data-load="free">{words.free}</li>
        <li data-load="busy">{words.busy}</li>
        <li data-load="full">{words.full}</li>
        <li data-load="wait">{words.waits}</li>
        <li data-load="dot">{words.dotOf(count(peoplePerDot(schedule)))}</li>
      </ul>
      <p className={styles.assumption}>{words.assumption}</p>
    </section>
  );
}
