import type pg from 'pg';
import type { WarningNumbers } from '../../data/standards/warnings.ts';
import { judge } from '../evacuation/warnings/judge.ts';
import { type Speaker, speakersFor } from '../evacuation/warnings/speak.ts';
import { type Judgement, type Level, raised } from '../evacuation/warnings/types.ts';
import { type GaugeRain, gaugeRain } from '../evacuation/warnings/windows.ts';
import { type CountyRain, type FloodPoint, type RainGauge, readCountyRain } from './county-rain.ts';
import { earliestMoment, type LateRain, passedPeaks } from './late-rain.ts';
import { readWarningNumbers } from './settings.ts';
import { dropStates, readStates, type StateChange, type StoredState, saveStates } from './state-store.ts';

export interface PointWarning {
  readonly point: FloodPoint;
  readonly judgement: Judgement;
  readonly since: string;
  /** Of a state that may be graver: the graver one, or the only one, that was known before, and until when. */
  readonly lastKnown: { readonly state: Level; readonly until: string } | undefined;
  readonly gauges: readonly (Speaker & { readonly lastEndMs: number | undefined; readonly demo: boolean })[];
  readonly demo: boolean;
}

export interface CountyJudgement {
  readonly at: Date;
  readonly warnings: readonly PointWarning[];
  readonly changes: readonly StateChange[];
}

/**
 * Judges every flood point and records what has changed, within an open transaction. Of several that judge at once each
 * waits for the one before.
 */
export async function judgeCounty(client: pg.ClientBase, now: Date, late: LateRain): Promise<CountyJudgement> {
  await client.query('SELECT FROM anlan.warning_judgement FOR UPDATE');
  const numbers = await readWarningNumbers(client);
  const nowMs = now.getTime();
  const county = await readCountyRain(client, earliestMoment(late, nowMs), numbers);
  const stored = await readStates(client);
  const court = makeCourt(county, numbers);
  const judged = county.points.map((point) => {
    const speakers = court.speakers(point);
    const judgement = court.judge(point, speakers, nowMs, false);
    const before = stored.get(point.id);
    const floor = Math.max(raised[before?.state ?? 'unknown'], raised[judgement.state]);
    const gauges = speakers.map(({ gauge }) => gauge);
    return { id: point.id, thresholds: point.thresholds, gauges, floor, point, speakers, judgement, before };
  });
  const peaks = await passedPeaks(client, judged, late, nowMs, numbers, ({ point, speakers }, atMs) =>
    court.judge(point, speakers, atMs, true),
  );

  const warnings: PointWarning[] = [];
  const changes: StateChange[] = [];
  const renewed: StoredState[] = [];
  for (const { point, speakers, judgement, before } of judged) {
    const peak = peaks.get(point.id);
    const demo = speakers.some(({ gauge }) => gauge.demo);
    const note = (judged: Judgement, atMs: number, from: StoredState['state'] | undefined) =>
      changes.push({ point, before: from, judgement: judged, at: new Date(atMs), demo });
    if (peak) note(peak.judgement, peak.atMs, before?.state);
    const from = peak?.judgement.state ?? before?.state;
    // That a point is first seen without rain is no news.
    if (from !== judgement.state && !(from === undefined && judgement.state === 'unknown'))
      note(judgement, nowMs, from);
    const state = nextState(point, judgement, before, from, now);
    if (!before || differs(before, state)) renewed.push(state);
    warnings.push({
      point,
      judgement,
      since: state.since,
      lastKnown: state.lastKnown,
      gauges: speakers.map(({ gauge, distanceMetres }) => ({
        code: gauge.code,
        distanceMetres,
        lastEndMs: court.rain(gauge, nowMs, false).lastEndMs,
        demo: gauge.demo,
      })),
      demo,
    });
  }
  await saveStates(client, renewed, changes);
  const gone = [...stored.keys()].filter((id) => !county.points.some((point) => point.id === id));
  if (gone.length > 0) await dropStates(client, gone);
  return { at: now, warnings, changes };
}

interface Spoken {
  readonly gauge: RainGauge;
  readonly distanceMetres: number;
}

/** Windows are summed once for a gauge and a moment, however many points it speaks for. */
function makeCourt(county: CountyRain, numbers: WarningNumbers) {
  const byCode = new Map(county.gauges.map((gauge) => [gauge.code, gauge]));
  const known = new Map<string, GaugeRain>();
  const rain = (gauge: RainGauge, atMs: number, past: boolean): GaugeRain => {
    const key = `${atMs} ${past} ${gauge.code}`;
    const found = known.get(key);
    if (found) return found;
    // At a moment that has passed nothing later is known.
    const readings = past ? gauge.readings.filter(({ endMs }) => endMs <= atMs) : gauge.readings;
    const summed = gaugeRain(readings, atMs, gauge.staleAfterMs, numbers);
    known.set(key, summed);
    return summed;
  };
  return {
    rain,
    speakers: (point: FloodPoint): readonly Spoken[] =>
      speakersFor(point, county.gauges, county.assigned, numbers.gauge_reach_m).flatMap(({ code, distanceMetres }) => {
        const gauge = byCode.get(code);
        return gauge ? [{ gauge, distanceMetres }] : [];
      }),
    judge: (point: FloodPoint, speakers: readonly Spoken[], atMs: number, past: boolean): Judgement =>
      judge(
        point.thresholds,
        speakers.map(({ gauge }) => ({ code: gauge.code, rain: rain(gauge, atMs, past) })),
      ),
  };
}

function nextState(
  point: FloodPoint,
  judgement: Judgement,
  before: StoredState | undefined,
  from: StoredState['state'] | undefined,
  now: Date,
): StoredState {
  const { state, open, doubts } = judgement;
  const until = now.toISOString();
  const since = from === state ? (before?.since ?? until) : until;
  return { pointId: point.id, state, open, doubts, since, lastKnown: lastKnown(judgement, before, from, until) };
}

/** Missing rain neither clears nor lowers a warning: what was known before it went missing stays beside the state. */
function lastKnown(
  { state, open }: Judgement,
  before: StoredState | undefined,
  from: StoredState['state'] | undefined,
  until: string,
): StoredState['lastKnown'] {
  if (!open) return undefined;
  const left = from === undefined || from === 'unknown' || from === state ? undefined : { state: from, until };
  const earlier = before?.lastKnown;
  const known = left && raised[left.state] >= raised[earlier?.state ?? 'none'] ? left : (earlier ?? left);
  return known && (state === 'unknown' || raised[known.state] > raised[state]) ? known : undefined;
}

function differs(a: StoredState, b: StoredState): boolean {
  return (
    a.state !== b.state ||
    a.since !== b.since ||
    a.open !== b.open ||
    a.doubts.join() !== b.doubts.join() ||
    a.lastKnown?.until !== b.lastKnown?.until
  );
}
