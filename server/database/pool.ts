import pg from 'pg';

const { builtins } = pg.types;

/** bigint as a number: ids and counts stay far below 2^53, and a value beyond fails rather than being rounded. */
function parseBigint(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${value} does not fit a number exactly`);
  return number;
}

const parsers = new Map<number, (value: string) => unknown>([
  [builtins.INT8, parseBigint],
  // pg would make a Date at local midnight of it, which in China is the day before in UTC.
  [builtins.DATE, (value) => value],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/**
 * A pool whose connections may break without ending the process: a broken one is replaced, and the query that ran on
 * it rejects.
 */
export function makePool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ application_name: 'anlan', types, ...config });
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** Whoever was using the connection gets the same error as a rejection. */
function ignore(): void {}
