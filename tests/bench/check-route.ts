import type { Feature, LineString } from 'geojson';
import type pg from 'pg';
import { routeCheckReachMetres } from '../../data/standards/route-check.ts';
import { readSurroundings } from '../../server/route-checks/surroundings.ts';
import type { Bench } from './bench.ts';
import { interleaved, quantile, timed } from './support/measure.ts';
import { milliseconds, ratio } from './support/report.ts';

const routeMetres = 20_000;
const routes = 20;
const rounds = 60;

export const checkRoute: Bench = {
  name: 'check-route',
  run: async (environment) => {
    const { county, database, service } = await environment();
    const lines = Array.from(
      { length: routes },
      (_, index): Feature<LineString> => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'LineString', coordinates: county.route(index, routeMetres) },
      }),
    );
    const client = await database.pool.connect();
    try {
      const statements: Statement[][] = [];
      for (const line of lines) statements.push(await statementsOf(client, line));
      let seen = 0;
      const check = async (round: number) => {
        const { status, body } = await service.request('/api/processes/check-route/execution', {
          body: { inputs: { route: lines[round % routes] } },
        });
        if (status !== 200) throw new Error(`${status} ${body}`);
        seen = body.length;
      };
      const bare = async (round: number) => {
        for (const { text, values } of statements[round % routes] ?? []) await client.query(text, values);
      };
      // Compiles, caches and connections are warm on both sides before anything counts.
      for (let round = 0; round < routes; round++) {
        await bare(round);
        await check(round);
      }
      const { first: sql, second: http } = await interleaved(
        rounds,
        (round) => timed(() => bare(round)),
        (round) => timed(() => check(round)),
      );
      const row = (name: string, times: readonly number[]) => [
        name,
        milliseconds(quantile(times, 0.5)),
        milliseconds(quantile(times, 0.95)),
        ratio(quantile(times, 0.5), quantile(sql, 0.5)),
      ];
      const selected = await selectedBy(client, lines[0]);
      return {
        title: 'check-route on a route of 20 km',
        about: `Over HTTP, whole report, in a county of ${county.roadCount} roads and as many hazards. The rival is the bare preselection SQL through pg, which reads everything near the route.`,
        columns: ['', 'p50', 'p95', 'p50 / SQL'],
        rows: [row('bare preselection SQL', sql), row('check-route over HTTP', http)],
        notes: [
          `${rounds} checks of ${routes} routes, in turns with the SQL`,
          `a route has ${lines[0]?.geometry.coordinates.length} positions; the preselection of the first gives ${selected}; its report has ${Math.round(seen / 1024)} KiB compressed`,
        ],
      };
    } finally {
      client.release();
    }
  },
};

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** The statements of the preselection as they are sent, to be sent again without anything around them. */
async function statementsOf(client: pg.PoolClient, line: Feature<LineString>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const recorder = {
    query: (text: string, values: unknown[] = []) => {
      statements.push({ text, values });
      return client.query(text, values);
    },
  };
  await readSurroundings(recorder as unknown as pg.ClientBase, line, routeCheckReachMetres);
  return statements;
}

async function selectedBy(client: pg.PoolClient, line: Feature<LineString> | undefined): Promise<string> {
  if (!line) return 'nothing';
  const { features } = await readSurroundings(client, line, routeCheckReachMetres);
  return Object.entries(features)
    .map(([layer, found]) => `${found.length} ${layer}`)
    .join(', ');
}
