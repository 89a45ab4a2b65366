import type { Database } from '../database/database.ts';
import { judge } from '../evacuation/warnings/judge.ts';
import { assumedWindows } from '../evacuation/warnings/scenario.ts';
import type { DurationMm } from '../evacuation/warnings/types.ts';
import { readPoints } from './county-rain.ts';
import type { CountyJudgement } from './judge-county.ts';

/** The states of all points under an assumed rainfall, the same over the whole county. Stores nothing. */
export async function assumeRain(
  { pool }: Pick<Database, 'pool'>,
  rain: DurationMm,
  at: Date,
): Promise<CountyJudgement> {
  const nowMs = at.getTime();
  const gauge = {
    code: 'scenario',
    rain: { lastEndMs: nowMs, stale: false, windows: assumedWindows(rain, nowMs) },
  };
  const points = await readPoints(pool);
  return {
    at,
    changes: [],
    warnings: points.map((point) => ({
      point,
      judgement: judge(point.thresholds, [gauge]),
      since: at.toISOString(),
      lastKnown: undefined,
      gauges: [],
      demo: false,
    })),
  };
}
