import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { useSeeingWords } from '../../i18n/seeing/useSeeingWords.ts';
import { mapStore } from '../../state/map.ts';
import { pointAt, profileStore, useProfileState } from '../../state/profile.ts';
import { type ChartContent, drawChart } from './chart.ts';
import styles from './profile.module.css';

interface ProfileChartProps {
  readonly content: Omit<ChartContent, 'onPointed' | 'heightAxis' | 'unknownHere'>;
  /** The place that is pointed at, in words. */
  readonly place: string | undefined;
}

/** The chart, by pointer, finger and key; what it points at is marked on the map, and the other way round. */
export function ProfileChart({ content, place }: ProfileChartProps) {
  const words = useSeeingWords();
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const at = useProfileState((state) => state.at);
  const { samples } = content;

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const drawn = drawChart(element, {
      ...content,
      heightAxis: words.heightAxis,
      unknownHere: words.voidHere,
      onPointed: pointAt,
    });
    chart.current = drawn;
    const watching = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    watching.observe(element);
    return () => {
      watching.disconnect();
      chart.current = undefined;
      drawn.destroy();
    };
  }, [content, words]);

  // What is pointed at from elsewhere; the chart's own pointer has moved its line already.
  useEffect(() => {
    const drawn = chart.current;
    if (!drawn) return;
    const sample = at === undefined ? undefined : samples[at];
    const left = sample ? drawn.valToPos(sample.at_m, 'x') : -10;
    if (Math.round(drawn.cursor.left ?? -10) !== Math.round(left) && drawn.cursor.idx !== at) {
      drawn.setCursor({ left, top: sample ? 0 : -10 }, false);
    }
  }, [at, samples]);

  const last = samples.length - 1;
  const onKey = (event: KeyboardEvent) => {
    const now = profileStore.get().at;
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 }[event.key];
    const wide = event.shiftKey ? 10 : 1;
    let next: number | undefined;
    if (steps !== undefined) next = now === undefined ? (steps > 0 ? 0 : last) : now + steps * wide;
    else if (event.key === 'Home') next = 0;
    else if (event.key === 'End') next = last;
    else return;
    event.preventDefault();
    pointAt(Math.min(last, Math.max(0, next)));
    keepInView(samples[profileStore.get().at ?? -1]?.position);
  };
  // The chart itself follows a mouse only.
  const onTouch = (event: PointerEvent) => {
    const drawn = chart.current;
    if (!drawn || event.pointerType === 'mouse') return;
    const { left } = drawn.over.getBoundingClientRect();
    pointAt(drawn.posToIdx(event.clientX - left));
  };
  return (
    <div
      ref={frame}
      className={styles.chart}
      role="slider"
      tabIndex={0}
      aria-label={words.profileChart}
      aria-valuemin={0}
      aria-valuemax={Math.round(samples[last]?.at_m ?? 0)}
      aria-valuenow={Math.round(samples[at ?? 0]?.at_m ?? 0)}
      aria-valuetext={place ?? words.profileChart}
      data-testid="profile-chart"
      onKeyDown={onKey}
      onPointerDown={onTouch}
      onPointerMove={onTouch}
      onClick={() => keepInView(samples[profileStore.get().at ?? -1]?.position)}
    />
  );
}

function keepInView(position: readonly [number, number] | undefined): void {
  const map = mapStore.get();
  if (map && position && !map.getBounds().contains([position[0], position[1]])) {
    map.panTo([position[0], position[1]], { duration: 0 });
  }
}
