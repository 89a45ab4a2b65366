import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FeatureCollection } from 'geojson';
import { afterAll, describe, expect, it } from 'vitest';
import type { RouteCheckReport } from '../../../server/evacuation/index.ts';
import { type Ended, project, runAnlan } from '../../setup/command.ts';

const demo = (layer: string) => path.join(project, 'data/demo', layer);
const folder = mkdtempSync(path.join(os.tmpdir(), 'anlan-check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const route = path.join(folder, 'route.geojson');
const out = path.join(folder, 'report.json');

/** It needs no database, so none is given. */
async function checkRoute(...words: readonly string[]): Promise<Ended> {
  const all: FeatureCollection = JSON.parse(await readFile(demo('evacuation_routes.geojson'), 'utf8'));
  await writeFile(route, JSON.stringify(all.features.find(({ properties }) => properties?.code === 'ZY014')));
  const given = ['check-route', '--route', route, '--out', out, '--at', '2026-06-01T08:00:00+08:00', ...words];
  return await runAnlan(given);
}

const outcomes = async () => {
  const report: RouteCheckReport = JSON.parse(await readFile(out, 'utf8'));
  return Object.fromEntries(report.rules.map(({ rule, outcome }) => [rule, outcome]));
};

describe('anlan check-route without a database', { timeout: 120_000 }, () => {
  it('checks by all rules where all files are given', async () => {
    const files = Object.entries({
      roads: 'roads',
      points: 'flood_points',
      shelters: 'shelters',
      routes: 'evacuation_routes',
      closures: 'closures',
      hazards: 'road_hazards',
      'flood-zones': 'flood_zones',
      watercourses: 'watercourses',
      'water-bodies': 'water_bodies',
    }).flatMap(([option, layer]) => [`--${option}`, demo(`${layer}.geojson`)]);
    const { code, err } = await checkRoute(...files, '--elevation', demo('elevation.tif'));
    expect(code, err).toBe(0);
    const found = await outcomes();
    expect(Object.keys(found)).toHaveLength(15);
    expect(Object.values(found)).not.toContain('unknown');
    expect(found).toMatchObject({ EV01: 'pass', EV13: 'violated', EV14: 'violated', EV15: 'pass' });
  });

  it('says unknown where files are missing', async () => {
    const { code, err } = await checkRoute('--roads', demo('roads.geojson'));
    expect(code, err).toBe(0);
    expect(await outcomes()).toMatchObject({ EV01: 'unknown', EV02: 'pass', EV04: 'unknown', EV13: 'unknown' });
    expect(await outcomes()).toMatchObject({ EV03: 'unknown', EV08: 'unknown' });
  });

  it('takes a file without features as a county that has none', async () => {
    const none = path.join(folder, 'none.geojson');
    await writeFile(none, JSON.stringify({ type: 'FeatureCollection', features: [] }));
    const places = ['--points', demo('flood_points.geojson'), '--shelters', demo('shelters.geojson')];
    const { code, err } = await checkRoute(
      '--roads',
      demo('roads.geojson'),
      ...places,
      '--closures',
      none,
      '--routes',
      none,
    );
    expect(code, err).toBe(0);
    expect(await outcomes()).toMatchObject({ EV03: 'pass', EV08: 'pass' });
  });

  it('takes no half of a county', async () => {
    const { code, err } = await checkRoute('--points', demo('flood_points.geojson'));
    expect(code).toBe(1);
    expect(err).toContain('--roads');
  });
});
