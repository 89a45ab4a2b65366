import { beforeAll, describe, expect, test } from 'vitest';
import { layerIds, layerList } from '../../data/layers/index.ts';
import { columnType } from '../../server/layers/table.ts';
import { testDatabase } from '../setup/service.ts';

const db = testDatabase();

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly generated: string;
}

let columns: readonly Column[] = [];
let indexes: readonly { table: string; definition: string }[] = [];
let triggers: readonly { table: string; definition: string }[] = [];

/** What every table has beside the members of its layer. */
const recordColumns = [
  { name: 'id', type: 'bigint', required: true, generated: 'ALWAYS' },
  { name: 'version', type: 'integer', required: true, generated: 'NEVER' },
  { name: 'created_at', type: 'timestamp with time zone', required: true, generated: 'NEVER' },
  { name: 'updated_at', type: 'timestamp with time zone', required: true, generated: 'NEVER' },
];

beforeAll(async () => {
  const { pool } = db.database;
  const read = async <T>(sql: string) => (await pool.query(sql)).rows as T[];
  columns = await read(`
    SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
           a.attnotnull AS required, CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'NEVER' END AS generated
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = 'anlan' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`);
  indexes = await read(
    `SELECT tablename AS "table", indexdef AS definition FROM pg_indexes WHERE schemaname = 'anlan'`,
  );
  triggers = await read(`
    SELECT c.relname AS "table", pg_get_triggerdef(t.oid) AS definition
    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal`);
});

const typeNames: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };

describe.each(layerList)('the table of $id', (layer) => {
  test('has the members of its definition as columns, in order, and nothing else', () => {
    const members = Object.entries(layer.properties).map(([name, definition]) => ({
      name,
      type: typeNames[columnType(definition)] ?? columnType(definition),
      required: layer.required.includes(name),
      generated: 'NEVER',
    }));
    const geometry = { name: 'geom', type: `geometry(${layer.geometry},4326)`, required: true, generated: 'NEVER' };
    const [id, ...record] = recordColumns;
    const found = columns.filter((column) => column.table === layer.id).map(({ table: _, ...column }) => column);
    expect(found).toEqual([id, ...members, geometry, ...record]);
  });

  test('finds by place, by code and by id through an index', () => {
    const own = indexes.filter(({ table }) => table === layer.id).map(({ definition }) => definition);
    expect(own).toContainEqual(expect.stringMatching(/USING gist \(geom\)$/));
    expect(own).toContainEqual(expect.stringMatching(/^CREATE UNIQUE INDEX .* USING btree \(code\)$/));
    expect(own).toContainEqual(expect.stringMatching(/^CREATE UNIQUE INDEX .* USING btree \(id\)$/));
  });

  test('moves the revision of its layer and the version of its rows', () => {
    const own = triggers.filter(({ table }) => table === layer.id).map(({ definition }) => definition);
    expect(own).toContainEqual(
      expect.stringMatching(
        /AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE .* FOR EACH STATEMENT EXECUTE FUNCTION anlan\.bump_layer_revision/,
      ),
    );
    expect(own).toContainEqual(
      expect.stringMatching(/BEFORE UPDATE .* FOR EACH ROW EXECUTE FUNCTION anlan\.bump_feature_version/),
    );
  });
});

test.each(layerList)('the table of $id writes its history and lets nothing pass it by', ({ id }) => {
  const own = triggers.filter(({ table }) => table === id).map(({ definition }) => definition);
  for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
    expect(own).toContainEqual(
      expect.stringMatching(new RegExp(`AFTER ${event} .* FOR EACH STATEMENT EXECUTE FUNCTION anlan\\.record_history`)),
    );
  }
  expect(own).toContainEqual(expect.stringMatching(/BEFORE TRUNCATE .* EXECUTE FUNCTION anlan\.refuse_truncate/));
  expect(own).toContainEqual(expect.stringMatching(/BEFORE UPDATE OF id .* EXECUTE FUNCTION anlan\.keep_feature_id/));
});

const otherTables = [
  'rain_gauges',
  'rain_gauge_points',
  'rain_readings',
  'rain_corrections',
  'warning_states',
  'warning_changes',
  'warning_judgement',
  'layer_revisions',
  'migrations',
  'settings',
  'transactions',
  'history',
  'history_links',
  'idempotency_keys',
  'jobs',
  'screening_runs',
  'proposals',
  'screening_followed',
  'screening_due',
  'route_checks',
  'route_checks_followed',
  'plans',
  'plan_features',
  'photos',
  'users',
  'sessions',
  'tokens',
];

test('every layer has one revision, and every table of the schema is a layer or named here', async () => {
  const { rows } = await db.database.pool.query<{ layer: string }>('SELECT layer FROM anlan.layer_revisions');
  expect(rows.map(({ layer }) => layer).sort()).toEqual([...layerIds].sort());
  const tables = [...new Set(columns.map(({ table }) => table))];
  expect(tables.sort()).toEqual([...layerIds, ...otherTables].sort());
});
