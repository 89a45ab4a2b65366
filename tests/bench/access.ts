import { makeAccount, signedIn } from '../setup/accounts.ts';
import type { Bench } from './bench.ts';
import { interleaved, quantile, timed } from './support/measure.ts';
import { milliseconds } from './support/report.ts';

const rounds = 400;

const readings = [
  ['one feature', '/api/collections/roads/items/1'],
  ['a page of 100', '/api/collections/roads/items?limit=100'],
  ['a page of 1,000', '/api/collections/roads/items?limit=1000'],
  ['a warm tile', '/api/tiles/roads/12/3303/1673'],
] as const;

/** What finding out who asks, and whether they may, adds to a read: against the same read by a stranger where all may read. */
export const access: Bench = {
  name: 'access',
  run: async (environment) => {
    const { service, database } = await environment();
    const account = await makeAccount(database, { name: 'reader', role: 'viewer' });
    const session = await signedIn(service.address, account.name, account.password);
    const ways = [
      ['session', session],
      ['token', account.bearer],
    ] as const;
    const rows: string[][] = [];
    for (const [what, path] of readings) {
      const read = (headers: Readonly<Record<string, string>>) =>
        timed(async () => {
          const { status } = await service.request(path, { headers });
          if (status !== 200 && status !== 204) throw new Error(`${path} answered ${status}`);
        });
      await read({});
      for (const [way, headers] of ways) {
        const { first, second } = await interleaved(
          rounds,
          () => read(headers),
          () => read({}),
        );
        const [withAccount, without] = [quantile(first, 0.5), quantile(second, 0.5)];
        rows.push([
          what,
          way,
          milliseconds(withAccount),
          milliseconds(without),
          milliseconds(withAccount - without),
          `${Math.round(((withAccount - without) / withAccount) * 100)} %`,
        ]);
      }
    }
    return {
      title: 'The permission check’s share of a read',
      about: 'Over HTTP, whole answers. The rival is the same read without an account, where everybody may read.',
      columns: ['read', 'by', 'p50', 'without an account p50', 'difference', 'share'],
      rows,
      notes: [`${rounds} rounds each, in turns`],
    };
  },
};
