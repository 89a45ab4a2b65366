import { stat } from 'node:fs/promises';
import type { LineString } from 'geojson';
import { LRUCache } from 'lru-cache';
import { fingerprintOf, openRaster, type Raster } from '../../elevation/raster.ts';
import { buildAlignments } from '../../screening/alignment/build.ts';
import { type Alignment, lengthOf } from '../../screening/alignment/types.ts';
import { makeBatchScreener } from '../../screening/batch.ts';
import { type BlockRaster, loadElevation } from '../../screening/elevation/load.ts';
import { readRoads, readWater } from '../../screening/read-roads.ts';
import { buildWaterData, type WaterData } from '../../screening/roadside/water-index.ts';
import { makeStandard, type Standard } from '../../screening/standard.ts';
import type { RoadInput } from '../../screening/types.ts';
import type { Chunk, Plan, Planned, PlanRaster, ScreenedRoad } from './protocol.ts';

/** Screens roads given as features, alignment by alignment, in chunks that can each be stored by itself. */
export interface Screener {
  add(of: 'roads' | 'water', features: readonly string[]): void;
  plan(plan: Plan): Promise<Planned>;
  /** Undefined when all is done. */
  next(): Promise<Chunk | undefined>;
}

/** About a second's work: so much is lost when a job is broken off, and so finely is its progress told. */
const chunkMetres = 25_000;
/** Decoded blocks of heights that are kept, since neighbouring roads need the same. */
const keptBlockBytes = 64 * 1024 * 1024;

interface OpenFile {
  readonly raster: Raster;
  /** The same with its blocks kept. */
  readonly kept: BlockRaster;
}

interface Keyed {
  readonly key: number;
  readonly alignment: Alignment;
}

interface Under {
  readonly plan: Plan;
  readonly rasters: readonly BlockRaster[];
  readonly standard: Standard;
  readonly water: WaterData | undefined;
  readonly waiting: Keyed[];
}

export function makeScreener(): Screener {
  const open = new Map<string, OpenFile>();
  const blocks = new LRUCache<string, Float32Array>({
    maxSize: keptBlockBytes,
    sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
  });
  let roads = new Map<number, { input: RoadInput; version: number }>();
  let water: unknown[] = [];
  let under: Under | undefined;

  /** Opens what the plan rests on before its first chunk: nothing that becomes of the files later touches it. */
  const openAll = async (rasters: readonly PlanRaster[]): Promise<readonly BlockRaster[]> => {
    const files = rasters.map(({ file }) => file);
    for (const [file, { raster }] of open) {
      if (files.includes(file) && !(await hasChanged(raster))) continue;
      open.delete(file);
      await raster.close();
    }
    const opened: BlockRaster[] = [];
    for (const { file, verticalAccuracyMetres } of rasters) {
      const known = open.get(file) ?? (await openFile(file));
      open.set(file, known);
      opened.push({ ...known.kept, verticalAccuracyMetres });
    }
    return opened;
  };

  const openFile = async (file: string): Promise<OpenFile> => {
    const raster = await openRaster(file);
    const kept: BlockRaster = {
      ...raster,
      async readBlock(column, row) {
        const key = `${raster.file} ${raster.fingerprint} ${column} ${row}`;
        const kept = blocks.get(key);
        if (kept) return kept;
        const block = await raster.readBlock(column, row);
        blocks.set(key, block);
        return block;
      },
    };
    return { raster, kept };
  };

  return {
    add(of, features) {
      for (const text of features) {
        const feature = JSON.parse(text);
        if (of === 'water') water.push(feature);
        else addRoad(roads, feature);
      }
    },

    async plan(plan) {
      const standard = makeStandard(plan.rows);
      const alignments = keyed(
        [...roads.values()].map(({ input }) => input),
        standard,
      );
      const selected = plan.selected && new Set(plan.selected);
      const wanted = alignments.filter(({ alignment }) =>
        alignment.pieces.some(({ roadId }) => selected?.has(Number(roadId)) ?? true),
      );
      const { after } = plan;
      const waiting = after === undefined ? wanted : wanted.filter(({ key }) => key > after);
      const metres = (list: readonly Keyed[]) => list.reduce((sum, { alignment }) => sum + lengthOf(alignment), 0);
      under = {
        plan,
        rasters: await openAll(plan.elevation),
        standard,
        water: waterOf(water, plan.waterExtent),
        waiting: [...waiting].reverse(),
      };
      const roadIds = [...new Set(wanted.flatMap(({ alignment }) => roadsOf(alignment)))];
      const allMetres = metres(wanted);
      return {
        kind: 'planned',
        alignments: wanted.length,
        doneMetres: allMetres - metres(waiting),
        allMetres,
        roads: roadIds.length,
        roadIds,
      };
    },

    async next() {
      if (!under) throw new Error('nothing was planned');
      const { plan, rasters, standard, waiting } = under;
      const chunk: Keyed[] = [];
      let metres = 0;
      while (metres < chunkMetres) {
        const one = waiting.pop();
        if (!one) break;
        chunk.push(one);
        metres += lengthOf(one.alignment);
      }
      const last = chunk.at(-1);
      if (!last) {
        roads = new Map();
        water = [];
        under = undefined;
        return undefined;
      }
      const ids = [...new Set(chunk.flatMap(({ alignment }) => roadsOf(alignment)))];
      const own = ids.flatMap((id) => roads.get(id) ?? []);
      const elevation = await loadElevation(
        rasters,
        own.map(({ input }) => input),
        standard,
      );
      const screenBatch = makeBatchScreener({
        rows: plan.rows,
        hazards: plan.hazards,
        sources: plan.sources,
        ...(elevation && { elevation }),
        ...(under.water && { water: under.water }),
      });
      const { features } = screenBatch({ batch: 0, alignments: chunk.map(({ alignment }) => alignment) });
      return {
        kind: 'chunk',
        lastKey: last.key,
        metres,
        roads: ids.flatMap((id): ScreenedRoad[] => {
          const road = roads.get(id);
          return road ? [{ id, version: road.version }] : [];
        }),
        findings: features === '' ? [] : features.split(',\n'),
      };
    },
  };
}

/** Of a file put in by hand, which may be written anew in its place. */
async function hasChanged({ file, fingerprint }: Raster): Promise<boolean> {
  try {
    return fingerprintOf(await stat(file)) !== fingerprint;
  } catch {
    // Gone, and open still.
    return false;
  }
}

function addRoad(
  roads: Map<number, { input: RoadInput; version: number }>,
  feature: { id: number; geometry: LineString; properties: { _version: number } },
): void {
  // A table's lines are valid, but a road drawn on one spot has no length to be screened.
  const [input] = readRoads([feature]).roads;
  if (input) roads.set(feature.id, { input, version: feature.properties._version });
}

/** By their lowest road id, which a cursor can name whatever is edited meanwhile. */
function keyed(roads: readonly RoadInput[], standard: Standard): Keyed[] {
  const alignments = buildAlignments(roads, { joinDeflectionDegrees: standard.value('road.join_deflection_deg') });
  return alignments
    .map((alignment) => ({ alignment, key: Math.min(...roadsOf(alignment)) }))
    .sort((a, b) => a.key - b.key);
}

function roadsOf({ pieces }: Alignment): number[] {
  return pieces.map(({ roadId }) => Number(roadId));
}

/** A place that no county is at: it stands for the water elsewhere where none lies near. */
const farAway = Float64Array.of(0, -90, 0, -90);

function waterOf(features: readonly unknown[], extent: Plan['waterExtent']): WaterData | undefined {
  if (!extent) return undefined;
  const near = readWater(features).water;
  const data = buildWaterData(near.length > 0 ? near : [{ id: 0, kind: 'line', parts: [farAway], halfWidthMetres: 0 }]);
  return data && { ...data, extent };
}
