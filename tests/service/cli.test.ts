import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Feature, FeatureCollection } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import { type Ended, project, runAnlan } from '../setup/command.ts';
import { databaseKind } from '../setup/service.ts';
import { commandCounty } from './support/command-county.ts';

/** Each command is a process of its own, as people run it. */
const { environment, open } = commandCounty();
const fixtures = path.join(project, 'tests/fixtures/geojson');
const folder = mkdtempSync(path.join(os.tmpdir(), 'anlan-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function anlan(...words: readonly string[]): Promise<Ended> {
  return run(words, { LANG: 'en_US.UTF-8' });
}

function run(words: readonly string[], given: Record<string, string>, input?: string): Promise<Ended> {
  return runAnlan(words, { ...environment(), ...given }, input);
}

async function fileWith(name: string, content: unknown): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function road(number: number, properties: Record<string, unknown> = {}): Feature {
  const west = Number((110.1 + number / 100).toFixed(2));
  const coordinates = [
    [west, 31.2],
    [west, 31.21],
  ];
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates },
    properties: { code: `X${number}`, road_class: 'county', structure: 'road', ...properties },
  };
}

const collection = (...features: readonly unknown[]) => ({ type: 'FeatureCollection', features });

/** What a person gets who made a mistake: exit code 1, the reason in a line, nothing of the program's insides. */
function expectRefused({ code, out, err }: Ended, ...words: readonly string[]): void {
  expect(out).toBe('');
  for (const word of words) expect(err).toContain(word);
  expect(err).not.toMatch(/\n {4}at |node:internal|Error:/);
  expect(code).toBe(1);
}

// What never comes to a database is tried once, not for each kind of database.
if (databaseKind === 'embedded') {
  describe('help', () => {
    it.each(['serve', 'import', 'export', 'check-route', 'rainfall', 'migrate'])(
      'of %s shows an example, in both languages',
      async (command) => {
        const [english, chinese] = await Promise.all([
          anlan(command, '--help'),
          anlan(command, '--help', '--lang', 'zh'),
        ]);
        for (const { code, out, err } of [english, chinese]) {
          expect([code, err]).toEqual([0, '']);
          expect(out).toContain(`npm run anlan -- ${command}`);
        }
        expect(english.out).not.toMatch(/\p{Script=Han}/u);
        expect(chinese.out).toContain('用法：');
        expect(chinese.out).not.toMatch(/Usage|Options|display help|choices|default/);
      },
    );

    it('lists the commands in Chinese where the terminal says nothing', async () => {
      const { out } = await run(['--help'], {});
      for (const word of ['命令：', 'serve', 'import', 'export', 'check-route', 'migrate']) expect(out).toContain(word);
    });
  });

  describe('a mistake', () => {
    it.each([
      ['no such command', ['improt'], ['improt', '--help']],
      ['no such option', ['import', 'roads', 'x.geojson', '--fast'], ['--fast']],
      ['an argument missing', ['import', 'roads'], ['file']],
      ['an option missing', ['export', 'roads'], ['--out']],
      ['no such layer', ['import', 'streets', 'x.geojson'], ['streets', 'roads, road_hazards']],
      ['no such file', ['import', 'roads', '/none/x.geojson'], ['/none/x.geojson', 'no such file']],
      ['a folder', ['import', 'roads', '.'], ['.: it is a folder']],
      ['a format not read', ['import', 'roads', 'README.md'], ['README.md', 'ogr2ogr']],
      ['no such mapping', ['import', 'roads', 'x.geojson', '--mapping', 'osmium'], ['osmium', 'osm']],
      ['a mapping without the layer', ['import', 'closures', 'x.geojson', '--mapping', 'osm'], ['closures', 'roads, ']],
      ['no folder to write to', ['export', 'roads', '--out', '/none/x.geojson'], ['/none']],
      ['a format not written', ['export', 'roads', '--out', 'x.dwg', '--format', 'dwg'], ['dwg', 'geojson']],
      [
        'a filter by no member',
        ['export', 'roads', '--out', 'x.geojson', '--filter', 'colour=red'],
        ['colour', 'road_class'],
      ],
      ['a box turned round', ['export', 'roads', '--out', 'x.geojson', '--bbox', '31,110,32,111'], ['swapped']],
      [
        'a time that is none',
        [
          'check-route',
          '--route',
          path.join(fixtures, 'good/1--single-feature.geojson'),
          '--out',
          'x.json',
          '--at',
          'noon',
        ],
        ['--at', 'noon'],
      ],
      [
        'several routes',
        ['check-route', '--route', path.join(fixtures, 'good/3--collection.geojson'), '--out', 'x.json'],
        ['several'],
      ],
    ])('%s', async (_, words, told) => {
      const file = path.join(folder, 'x.geojson');
      await writeFile(file, JSON.stringify(collection()));
      expectRefused(await anlan(...words.map((word) => (word === 'x.geojson' ? file : word))), ...told);
    });

    it('in a setting is told by its name', async () => {
      expectRefused(await run(['migrate'], { LANG: 'en', DATABASE_URL: 'mysql://x' }), 'DATABASE_URL');
    });
  });
}

describe('import and export', () => {
  it('tell each fault with file, feature, member and reason, and store nothing', async () => {
    const file = await fileWith(
      'faulty.geojson',
      collection(road(11), road(12, { road_class: 'motorway' }), {
        ...road(13),
        geometry: {
          type: 'LineString',
          coordinates: [
            [31.2, 110.1],
            [31.3, 110.2],
          ],
        },
      }),
    );
    const refused = await anlan('import', 'roads', file);
    expectRefused(
      refused,
      `${file}: feature 2 properties.road_class: `,
      `${file}: feature 3 geometry.coordinates[0]: `,
      '2 of 3 features',
    );
  });

  it('store a file, say so, and write back what is wanted, with nothing of the refused one', async () => {
    const file = await fileWith(
      'roads.geojson',
      collection(road(1), road(2, { name: '石门线' }), road(3, { road_class: 'village' })),
    );
    const imported = await anlan('import', 'roads', file);
    expect(imported).toMatchObject({ code: 0, out: `${file}: 3 features, 3 stored in Roads.\n` });

    const out = path.join(folder, 'out.geojson');
    const exported = await anlan(
      'export',
      'roads',
      '--out',
      out,
      '--filter',
      'road_class=county',
      '--bbox',
      '110,31,111,32',
    );
    expect(exported.code).toBe(0);
    const written = JSON.parse(await readFile(out, 'utf8')) as FeatureCollection;
    expect(written.features.map(({ geometry }) => geometry)).toEqual([road(1).geometry, road(2).geometry]);
    expect(written.features[1]?.properties).toMatchObject({ code: 'X2', name: '石门线', _version: 1 });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('recognise OpenStreetMap, say so, and count what was left out', async () => {
    const way = (id: string, tags: object) => ({ ...road(20), id, properties: tags });
    const file = await fileWith(
      'osm.geojson',
      collection(way('w1', { highway: 'primary' }), way('w2', { highway: 'construction' })),
    );
    const { code, out } = await anlan('import', 'roads', file, '--dry-run');
    expect(code).toBe(0);
    for (const words of ['--mapping none', '1 would go into', 'nothing was stored', 'highway=construction'])
      expect(out).toContain(words);
  });
});

describe('check-route', () => {
  it('writes the report and tells its verdict', async () => {
    const file = await fileWith('route.geojson', road(1));
    const out = path.join(folder, 'report.json');
    const { code, out: told } = await anlan(
      'check-route',
      '--route',
      file,
      '--out',
      out,
      '--at',
      '2026-07-01T08:00:00+08:00',
    );
    expect(code).toBe(0);
    const report = JSON.parse(await readFile(out, 'utf8'));
    expect(report).toMatchObject({ verdict: 'unknown', at: { from: '2026-07-01T00:00:00.000Z' } });
    expect(told).toContain('cannot be judged');
  });
});

describe('migrate', () => {
  it('has nothing to do a second time', async () => {
    expect(await anlan('migrate')).toMatchObject({ code: 0, out: 'The tables are up to date.\n' });
  });
});

describe('beside a service that has the database open', () => {
  let service: Database;
  beforeAll(async () => {
    service = await open();
  });
  afterAll(() => service.close());

  it('features are imported, and the service has them', async () => {
    const file = await fileWith('beside.geojson', collection(road(77)));
    const imported = await anlan('import', 'roads', file);
    expect(imported.code, imported.err).toBe(0);
    const { rows } = await service.pool.query("SELECT count(*) AS n FROM anlan.roads WHERE code = 'X77'");
    expect(rows).toEqual([{ n: 1 }]);
  });

  describe('user', () => {
    it('adds, lists, disables, enables and resets, and shows a made password once', async () => {
      const ring = [
        [110, 31],
        [110.1, 31],
        [110.1, 31.1],
        [110, 31],
      ];
      const geometry = { type: 'MultiPolygon', coordinates: [[ring]] };
      const properties = { code: '429901101', name: '安澜镇' };
      const townships = await fileWith('townships.geojson', { type: 'Feature', geometry, properties });
      expect((await anlan('import', 'townships', townships)).code).toBe(0);
      const added = await anlan(
        'user',
        'add',
        'Zhang',
        '--role',
        'township',
        '--township',
        '429901101',
        '--display-name',
        '张工',
      );
      expect(added.code, added.err).toBe(0);
      expect(added.out).toMatch(/The account zhang \(township\) is added\.\nIts password is [a-z0-9-]{19} /);
      expect((await anlan('user', 'add', 'boss', '--role', 'administrator')).code).toBe(0);
      const lines = (await anlan('user', 'list')).out.trim().split('\n');
      expect(lines.map((line) => line.split('\t').slice(0, 4))).toEqual([
        ['boss', 'boss', 'Administrator', ''],
        ['zhang', '张工', 'Township', '429901101'],
      ]);
      expect((await anlan('user', 'disable', 'zhang')).out).toContain('disabled');
      expect((await anlan('user', 'list')).out).toMatch(/^zhang\t.*\tdisabled/m);
      expect((await anlan('user', 'enable', 'zhang')).code).toBe(0);
      expect((await anlan('user', 'role', 'zhang', 'viewer')).out).toContain('viewer');
      expect((await anlan('user', 'reset', 'zhang')).out).toMatch(/Its password is \S+ \(shown this once\)/);
      const given = await run(['user', 'reset', 'zhang', '--password-stdin'], { LANG: 'en' }, 'a-much-better-one\n');
      expect([given.code, given.out.includes('Its password')]).toEqual([0, false]);
    });

    it.each([
      ['a name that is taken', ['add', 'BOSS', '--role', 'viewer'], ['boss', 'taken']],
      ['a township without its code', ['add', 'li', '--role', 'township'], ['township']],
      ['a role that is none', ['add', 'li', '--role', 'king'], ['--role']],
      ['a name that nobody has', ['disable', 'nobody'], ['nobody']],
      ['the last administrator', ['disable', 'boss'], ['only administrator']],
    ])('refuses %s', async (_, words, told) => {
      expectRefused(await anlan('user', ...words), ...told);
    });

    it('takes no weak password', async () => {
      const words = ['user', 'add', 'li', '--role', 'viewer', '--password-stdin'];
      expectRefused(await run(words, { LANG: 'en' }, '12345\n'), '10 to 128');
      expectRefused(await run(words, { LANG: 'en' }, ''), 'standard input');
    });
  });

  describe('verify-history', () => {
    const tamper = async (sql: string) => {
      await service.pool.query('ALTER TABLE anlan.history DISABLE TRIGGER ALL');
      await service.pool.query(sql);
      await service.pool.query('ALTER TABLE anlan.history ENABLE TRIGGER ALL');
    };

    it('says that sound history is sound, and ends with 1 where it was tampered with', async () => {
      const sound = await anlan('verify-history');
      expect(sound.code, sound.err).toBe(0);
      expect(sound.out).toMatch(/The history is sound: \d+ entries/);
      const name = (from: string, to: string) =>
        `UPDATE anlan.history SET after = jsonb_set(after, '{name}', '"${to}"') WHERE after->>'name' = '${from}'`;
      await tamper(name('石门线', '石门改线'));
      const tampered = await anlan('verify-history');
      expect(tampered.code).toBe(1);
      expect(tampered.out).toContain('Roads');
      expect(tampered.err).toContain('cannot be trusted');
      await tamper(name('石门改线', '石门线'));
      expect((await anlan('verify-history')).code).toBe(0);
    });
  });
});
