import { stat } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { fingerprintOf, openRaster, type Raster } from '../../elevation/raster.ts';
import { buildAlignments } from '../../screening/alignment/build.ts';
import { type Alignment, lengthOf } from '../../screening/alignment/types.ts';
import { makeBatchScreener } from '../../screening/batch.ts';
import { type MeasuredBend, makeBendMeasurer } from '../../screening/bends/measure.ts';
import { type BlockRaster, loadElevation } from '../../screening/elevation/load.ts';
import { buildWaterData, type WaterData } from '../../screening/roadside/water-index.ts';
import { makeStandard, type Standard } from '../../screening/standard.ts';
import type { WaterInput } from '../../screening/types.ts';
import { type KeptRoad, makeKeptFeatures } from './kept-features.ts';
import type { Chunk, Plan, Planned, PlanRaster, ScreenedLayer, ScreenedRoad } from './protocol.ts';

/** Screens roads given as features, alignment by alignment, in chunks that can each be stored by itself. */
export interface Screener {
  add(of: ScreenedLayer, features: readonly string[]): void;
  /** Takes up what is kept of earlier screenings; gives the keys of what is not. */
  take(of: ScreenedLayer, keys: readonly string[]): readonly string[];
  plan(plan: Plan): Promise<Planned>;
  /** Undefined when all is done. */
  next(): Promise<Chunk | undefined>;
}

/** About a second's work: so much is lost when a job is broken off, and so finely is its progress told. */
const chunkMetres = 25_000;
/** Decoded blocks of heights that are kept, since neighbouring roads need the same. */
const keptBlockBytes = 64 * 1024 * 1024;
/** Bends of stretches between junctions as they were measured: an edit changes one stretch of a road. */
const keptBendBytes = 64 * 1024 * 1024;
const bytesOfBend = 200;
/** An index over so much water is kept for the next screening; one over a whole county's is large, and soon out of date. */
const keptWaterSegments = 50_000;

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
  const measureBends = makeBendMeasurer(
    new LRUCache<string, readonly MeasuredBend[]>({
      maxSize: keptBendBytes,
      sizeCalculation: (bends, key) => key.length + bytesOfBend * (1 + bends.length),
    }),
  );
  const features = makeKeptFeatures();
  let joined: { readonly of: string; readonly alignments: readonly Keyed[] } | undefined;
  let indexed: { readonly of: string; readonly data: WaterData } | undefined;
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

  /** The continuous roads that the selected ones belong to; all where undefined. */
  const join = (selected: readonly number[] | undefined, standard: Standard): readonly Keyed[] => {
    const of = `${standard.value('road.join_deflection_deg')} ${selected?.join()} ${features.stateOf('roads')}`;
    if (joined?.of !== of) joined = { of, alignments: keyed(features.roads(), selected, standard) };
    return joined.alignments;
  };

  const indexWater = (): WaterData => {
    const of = features.stateOf('water');
    if (indexed?.of !== of) indexed = { of, data: waterOf(features.water()) };
    return indexed.data;
  };

  return {
    add(of, texts) {
      for (const text of texts) features.add(of, text);
    },

    take: (of, keys) => features.take(of, keys),

    async plan(plan) {
      const standard = makeStandard(plan.rows);
      const wanted = join(plan.selected, standard);
      const { after } = plan;
      const waiting = after === undefined ? wanted : wanted.filter(({ key }) => key > after);
      const metres = (list: readonly Keyed[]) => list.reduce((sum, { alignment }) => sum + lengthOf(alignment), 0);
      under = {
        plan,
        rasters: await openAll(plan.elevation),
        standard,
        water: plan.waterExtent && { ...indexWater(), extent: plan.waterExtent },
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
        features.end();
        joined = undefined;
        if (indexed && indexed.data.polygon.length > keptWaterSegments) indexed = undefined;
        under = undefined;
        return undefined;
      }
      const ids = [...new Set(chunk.flatMap(({ alignment }) => roadsOf(alignment)))];
      const roads = features.roads();
      const own = ids.flatMap((id) => roads.get(id) ?? []);
      const elevation = await loadElevation(
        rasters,
        own.flatMap(({ input }) => input ?? []),
        standard,
      );
      const start = {
        rows: plan.rows,
        hazards: plan.hazards,
        sources: plan.sources,
        ...(elevation && { elevation }),
        ...(under.water && { water: under.water }),
      };
      const screened = makeBatchScreener(
        start,
        measureBends,
      )({ batch: 0, alignments: chunk.map(({ alignment }) => alignment) });
      return {
        kind: 'chunk',
        lastKey: last.key,
        metres,
        roads: ids.flatMap((id): ScreenedRoad[] => {
          const road = roads.get(id);
          return road ? [{ id, version: road.version }] : [];
        }),
        findings: screened.features === '' ? [] : screened.features.split(',\n'),
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

/** By their lowest road id, which a cursor can name whatever is edited meanwhile. */
function keyed(
  roads: ReadonlyMap<number, KeptRoad>,
  selected: readonly number[] | undefined,
  standard: Standard,
): Keyed[] {
  const inputs = [...roads.values()].flatMap(({ input }) => input ?? []);
  const joining = { joinDeflectionDegrees: standard.value('road.join_deflection_deg') };
  const ids = selected && new Set<number | string>(selected);
  const alignments = buildAlignments(inputs, joining, (roadIds) => !ids || roadIds.some((id) => ids.has(id)));
  return alignments
    .map((alignment) => ({ alignment, key: Math.min(...roadsOf(alignment)) }))
    .sort((a, b) => a.key - b.key);
}

function roadsOf({ pieces }: Alignment): number[] {
  return pieces.map(({ roadId }) => Number(roadId));
}

/** A place that no county is at: it stands for the water elsewhere where none lies near. */
const elsewhere: WaterInput = { id: 0, kind: 'line', parts: [Float64Array.of(0, -90, 0, -90)], halfWidthMetres: 0 };

/** Somewhere where none lies near: there is water in the county. */
function waterOf(near: readonly WaterInput[]): WaterData {
  const data = buildWaterData(near) ?? buildWaterData([elsewhere]);
  if (!data) throw new Error('water without a segment');
  return data;
}
