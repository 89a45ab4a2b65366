import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { registerScreen } from '../../../scripts/commands/screen.ts';
import { buildAlignments } from '../../../server/screening/alignment/build.ts';
import { loadElevation } from '../../../server/screening/elevation/load.ts';
import { openElevation } from '../../../server/screening/elevation/shared-elevation.ts';
import { buildWaterData } from '../../../server/screening/roadside/water-index.ts';
import { screenParallel } from '../../../server/screening/screen-parallel.ts';
import { makeStandard } from '../../../server/screening/standard.ts';
import type { Finding } from '../../../server/screening/types.ts';
import { toDegrees, toPlane } from '../../bench/screening/place.ts';
import { makeNetwork } from '../../bench/screening/speed-network.ts';
import { bendLine, lineOf, straightRoad } from './fixtures.ts';

const joining = { joinDeflectionDegrees: 60 };
const rows = makeStandard().rows;
const sources = { roads: { name: 'test' } };

describe('screening on threads', () => {
  const { roads, water, elevation } = makeNetwork(80);
  const data = buildWaterData(water);
  const start = { rows, elevation, sources, ...(data && { water: data }) };
  const alignments = buildAlignments(roads, joining);

  it('gives what one thread gives, in the same order', async () => {
    const texts: string[] = [];
    for (const threads of [1, 2]) {
      const pieces: string[] = [];
      await screenParallel(start, alignments, { threads, onFeatures: (piece) => void pieces.push(piece) });
      texts.push(pieces.join(',\n'));
    }
    const findings = JSON.parse(`[${texts[0]}]`) as Finding[];
    expect(new Set(findings.map(({ properties }) => properties.hazard)).size).toBeGreaterThanOrEqual(4);
    expect(texts[1] === texts[0]).toBe(true);
  }, 60_000);

  it('ends with the reason when it is cancelled, and hands out nothing more', async () => {
    const controller = new AbortController();
    let pieces = 0;
    const run = screenParallel(start, alignments, {
      threads: 2,
      signal: controller.signal,
      onFeatures: () => {
        pieces += 1;
        controller.abort(new Error('cancelled'));
      },
    });
    await expect(run).rejects.toThrow('cancelled');
    const before = pieces;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pieces).toBe(before);
  }, 60_000);
});

describe('elevation for threads', () => {
  const cell = 10;
  /** A plane that rises eastward, 40 × 40 cells in blocks of 16, with one void and whatever else `set` puts in. */
  const raster = (set: (column: number, row: number) => number | undefined) => ({
    width: 40,
    height: 40,
    blockWidth: 16,
    blockHeight: 16,
    cellSizeMetres: cell,
    bounds: [...toDegrees(-5, -5), ...toDegrees(395, 395)] as unknown as [number, number, number, number],
    toCell(longitude: number, latitude: number): [number, number] {
      const [x, y] = toPlane(longitude, latitude);
      return [x / cell, 39 - y / cell];
    },
    async readBlock(blockColumn: number, blockRow: number) {
      const width = Math.min(16, 40 - blockColumn * 16);
      const height = Math.min(16, 40 - blockRow * 16);
      return Float32Array.from({ length: width * height }, (_, i) => {
        const column = blockColumn * 16 + (i % width);
        return set(column, blockRow * 16 + Math.floor(i / width)) ?? 500 + column;
      });
    },
  });
  const load = async (set: (column: number, row: number) => number | undefined) => {
    const shared = await loadElevation([raster(set)], [straightRoad('r', 390, {}, 200)], makeStandard());
    if (!shared) throw new Error('nothing loaded');
    return openElevation(shared);
  };

  it('reads between cells and blocks, and nothing beyond the edge', async () => {
    const { heightAt } = await load(() => undefined);
    for (const [x, height] of [
      [100, 510],
      [155, 515.5],
      [157, 515.7],
      [160, 516],
      [390, 539],
    ] as const) {
      expect(heightAt(...toDegrees(x, 203))).toBeCloseTo(height, 1);
    }
    expect(heightAt(...toDegrees(-20, 200))).toBeNaN();
    expect(heightAt(...toDegrees(420, 200))).toBeNaN();
  });

  it('is as sure of each height as the raster it is from, by its own word or by what is usual', async () => {
    const accuracyAt = async (x: number, accuracies: readonly (number | undefined)[]) => {
      const rasters = accuracies.map((verticalAccuracyMetres, index) => ({
        ...raster((column) => (index === 0 && column >= 20 ? Number.NaN : undefined)),
        cellSizeMetres: cell * (index + 1),
        verticalAccuracyMetres,
      }));
      const shared = await loadElevation(rasters, [straightRoad('r', 390, {}, 200)], makeStandard());
      const elevation = openElevation(shared ?? { rasters: [] });
      return elevation.sources[elevation.sourceAt(...toDegrees(x, 200))]?.verticalRmseMetres;
    };
    expect(await accuracyAt(100, [undefined])).toBeGreaterThan(0.7);
    expect(await accuracyAt(100, [0.3])).toBe(0.3);
    expect(await accuracyAt(100, [0.3, 4])).toBe(0.3);
    expect(await accuracyAt(300, [0.3, 4])).toBe(4);
    expect(await accuracyAt(300, [0.3])).toBeUndefined();
  });

  it('reads on from sheet to sheet, whichever is named first, and not over a gap between them', async () => {
    const sheet = (firstColumn: number, firstRow: number) => {
      const whole = raster(() => undefined);
      return {
        ...whole,
        bounds: [
          ...toDegrees(firstColumn * cell - 5, -firstRow * cell - 5),
          ...toDegrees(firstColumn * cell + 395, -firstRow * cell + 395),
        ] as unknown as [number, number, number, number],
        toCell(longitude: number, latitude: number): [number, number] {
          const [column, row] = whole.toCell(longitude, latitude);
          return [column - firstColumn, row - firstRow];
        },
        readBlock: async (blockColumn: number, blockRow: number) =>
          (await whole.readBlock(blockColumn, blockRow)).map((height) => height + firstColumn),
      };
    };
    const roads = [straightRoad('r', 790, {}, 200), straightRoad('s', 790, {}, 4)];
    const heights = async (rasters: ReturnType<typeof sheet>[]) => {
      const shared = await loadElevation(rasters, roads, makeStandard());
      const { heightAt } = openElevation(shared ?? { rasters: [] });
      return (x: number, y: number) => heightAt(...toDegrees(x, y));
    };
    const sheets = [sheet(0, 0), sheet(40, 0), sheet(0, 40), sheet(40, 40)];
    for (const rasters of [sheets, sheets.toReversed()]) {
      const at = await heights(rasters);
      for (let x = 385; x < 405; x += 0.7) {
        // In the middle of a sheet's side, and where four of them meet.
        for (const y of [203, -3, 0, -9.9]) expect(at(x, y)).toBeCloseTo(500 + x / cell, 2);
      }
    }
    const apart = await heights([sheet(0, 0), sheet(42, 0)]);
    expect(apart(395, 203)).toBeNaN();
    expect(apart(389, 203)).toBeCloseTo(538.9, 2);
  });

  it('keeps a void a void', async () => {
    const { heightAt } = await load((column, row) => (column === 20 && row === 19 ? Number.NaN : undefined));
    expect(heightAt(...toDegrees(195, 203))).toBeNaN();
    expect(heightAt(...toDegrees(225, 203))).toBeCloseTo(522.5, 1);
  });
});

describe('the command screen', () => {
  async function run(...options: string[]): Promise<void> {
    const program = new Command('anlan').exitOverride();
    registerScreen(program);
    await program.parseAsync(['screen', ...options], { from: 'user' });
  }

  it('writes a FeatureCollection with the members agreed on', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'anlan-screen-'));
    try {
      const roadsFile = path.join(folder, 'roads.geojson');
      const standardFile = path.join(folder, 'standard.json');
      const out = path.join(folder, 'findings.geojson');
      const { x, y } = bendLine(50, 80);
      const flat = lineOf(x, y);
      const coordinates = x.map((_, i) => [flat[2 * i], flat[2 * i + 1]]);
      const feature = {
        type: 'Feature',
        id: 'w1',
        properties: { highway: 'secondary' },
        geometry: { type: 'LineString', coordinates },
      };
      await writeFile(roadsFile, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
      await writeFile(
        standardFile,
        JSON.stringify({ rows: [{ id: 'bend.limit_radius_m@40', value: 45, source: 'ours' }] }),
      );
      await run('--roads', roadsFile, '--standard', standardFile, '--out', out);
      const { type, features } = JSON.parse(await readFile(out, 'utf8')) as { type: string; features: Finding[] };
      expect(type).toBe('FeatureCollection');
      const bends = features.filter(({ properties }) => properties.hazard === 'sharp_bend');
      expect(bends).toMatchObject([
        {
          properties: {
            grade: 'considerable',
            road_id: 'w1',
            side: 'left',
            data_used: { roads: { name: 'roads.geojson' } },
          },
        },
      ]);
      expect(Object.keys(bends[0]?.properties.evidence ?? {})).toEqual(
        expect.arrayContaining(['radius_m', 'radius_low_m', 'radius_high_m', 'deflection_deg', 'threshold_m']),
      );
      // Without elevation and water the other four say so instead of keeping silent.
      const gaps = features.filter(({ properties }) => properties.hazard === 'insufficient_data');
      expect(gaps.map(({ properties }) => properties.evidence.of).sort()).toEqual([
        'cliff',
        'long_descent',
        'near_water',
        'steep_slope',
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('names the file and the value of what is wrong', async () => {
    await expect(run('--roads', '/nowhere/roads.geojson', '--out', '/tmp/x')).rejects.toThrow(/nowhere/);
    await expect(run('--roads', 'x', '--out', 'y', '--threads', 'many')).rejects.toThrow(/--threads.*many/);
  });
});
