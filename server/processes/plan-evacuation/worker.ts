import { parentPort } from 'node:worker_threads';
import { makeBlockCache } from '../../elevation/block-cache.ts';
import { openRaster } from '../../elevation/raster.ts';
import { heightsWithin } from '../../elevation/sampling.ts';
import type { RoadLines } from '../../evacuation/network/graph.ts';
import type { HeightAt } from '../../evacuation/network/travel.ts';
import { planEvacuation } from '../../evacuation/plan/plan.ts';
import { ProblemError } from '../../problems.ts';
import type { FromThread, PlanWork } from './protocol.ts';

/** Enough for the blocks of one county's elevation. */
const cacheBytes = 256 * 1024 * 1024;

async function heights(files: readonly string[], lines: RoadLines): Promise<HeightAt | undefined> {
  if (files.length === 0) return undefined;
  const rasters = [];
  try {
    for (const file of files) rasters.push(await openRaster(file));
    return await heightsWithin(makeBlockCache(cacheBytes), rasters, boundsOf(lines));
  } finally {
    for (const raster of rasters) await raster.close();
  }
}

function boundsOf({ longitude, latitude }: RoadLines): [number, number, number, number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  for (let vertex = 0; vertex < longitude.length; vertex++) {
    bounds[0] = Math.min(bounds[0], longitude[vertex] as number);
    bounds[1] = Math.min(bounds[1], latitude[vertex] as number);
    bounds[2] = Math.max(bounds[2], longitude[vertex] as number);
    bounds[3] = Math.max(bounds[3], latitude[vertex] as number);
  }
  return bounds;
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', async ({ input, elevation }: PlanWork) => {
  try {
    const heightAt = 'graph' in input.roads ? await heights(elevation, input.roads.graph.lines) : undefined;
    const onProgress = (share: number) => tell({ kind: 'progress', share });
    const report = await planEvacuation({ ...input, ...(heightAt && { heightAt }), onProgress });
    tell({ kind: 'report', report });
  } catch (error) {
    if (error instanceof ProblemError) tell({ kind: 'problem', detail: error.detail });
    else tell({ kind: 'error', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
