import { type LayerId, layers } from '../../data/layers/index.ts';
import type { TileAddress } from '../../server/tiles/address.ts';
import { encodedTileQuery } from '../../server/tiles/query.ts';
import type { Bench } from './bench.ts';
import type { Environment } from './support/environment.ts';
import { interleaved, median, quantile, timed } from './support/measure.ts';
import { milliseconds, ratio } from './support/report.ts';

const tilesPerZoom = 24;
const warmRounds = 300;
const benched: readonly (readonly [LayerId, number])[] = [
  ['roads', 9],
  ['roads', 11],
  ['roads', 13],
  ['roads', 14],
  ['roads', 15],
  ['road_hazards', 10],
  ['road_hazards', 12],
  ['road_hazards', 14],
];

export const tiles: Bench = {
  name: 'tiles',
  run: async (environment) => {
    const opened = await environment();
    const rows: string[][] = [];
    for (const [layer, z] of benched) rows.push(await measure(opened, layer, z));
    return {
      title: 'Vector tiles: cold and warm over HTTP against the bare SQL',
      about: `A cold tile is made, compressed and sent; the rival is the same SQL through pg, uncompressed. ${opened.county.roadCount} roads and as many hazards. Target: cold at most 1.3 times the SQL.`,
      columns: [
        'layer',
        'zoom',
        'size (gzip)',
        'bare SQL',
        'cold',
        'cold / SQL',
        'warm p50',
        'warm p95',
        'not modified',
      ],
      rows,
      notes: [
        `cold: medians over ${tilesPerZoom} tiles a zoom spread over the county, SQL and HTTP in turns, each tile once; the ratio is that of the sums`,
        `warm: ${warmRounds} requests`,
      ],
    };
  },
};

async function measure({ county, database, service }: Environment, layer: LayerId, z: number): Promise<string[]> {
  const addresses = spread(county.bbox, z);
  const path = ({ x, y }: TileAddress) => `/api/tiles/${layer}/${z}/${x}/${y}`;
  const client = await database.pool.connect();
  try {
    const sql = async (address: TileAddress) => {
      const query = encodedTileQuery(layers[layer], address);
      await client.query(query.text, [...query.values]);
    };
    // Both start from pages that are in memory, and from a service that has not seen any of the tiles.
    for (const address of addresses) await sql(address);
    await client.query('UPDATE anlan.layer_revisions SET revision = revision + 1');
    let bytes = 0;
    const { first: bare, second: cold } = await interleaved(
      addresses.length,
      (round) => timed(() => sql(addresses[round] ?? { z, x: 0, y: 0 })),
      (round) =>
        timed(async () => {
          const { status, body } = await service.request(path(addresses[round] ?? { z, x: 0, y: 0 }));
          if (status !== 200) throw new Error(`${layer} ${z}: ${status}`);
          bytes += body.length;
        }),
    );
    const [one] = addresses;
    const warm: number[] = [];
    for (let round = 0; round < warmRounds; round++) {
      warm.push(await timed(() => service.request(path(one ?? { z, x: 0, y: 0 }))));
    }
    const unchanged = await notModified(service, path(one ?? { z, x: 0, y: 0 }));
    return [
      layer,
      String(z),
      `${Math.round(bytes / addresses.length / 1024)} KiB`,
      milliseconds(median(bare)),
      milliseconds(median(cold)),
      ratio(sum(cold), sum(bare)),
      milliseconds(median(warm)),
      milliseconds(quantile(warm, 0.95)),
      milliseconds(unchanged),
    ];
  } finally {
    client.release();
  }
}

async function notModified(service: Environment['service'], path: string): Promise<number> {
  const { etag = '' } = (await service.request(path)).headers;
  const times: number[] = [];
  for (let round = 0; round < warmRounds; round++) {
    times.push(
      await timed(async () => {
        const { status } = await service.request(path, { headers: { 'If-None-Match': etag } });
        if (status !== 304) throw new Error(`${status} for an unchanged tile`);
      }),
    );
  }
  return median(times);
}

/** Tiles of a zoom that lie wholly in the county where they can, spread over it. */
function spread([west, south, east, north]: readonly [number, number, number, number], z: number): TileAddress[] {
  const column = (longitude: number) => Math.floor(((longitude + 180) / 360) * 2 ** z);
  const row = (latitude: number) => {
    const radians = (latitude * Math.PI) / 180;
    return Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z);
  };
  const all: TileAddress[] = [];
  for (let x = column(west); x <= column(east); x++) {
    for (let y = row(north); y <= row(south); y++) all.push({ z, x, y });
  }
  const step = Math.max(1, Math.floor(all.length / tilesPerZoom));
  return all.filter((_, index) => index % step === 0).slice(0, tilesPerZoom);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
