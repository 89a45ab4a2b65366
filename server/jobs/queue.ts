import type pg from 'pg';
import type { Logger } from 'pino';

/** Hands out the ids of waiting jobs, each to one service. */
export interface Queue {
  send(process: string, id: string): Promise<void>;
  /** The next id of the process, if one waits. Said to be done with `done`, whatever came of it. */
  take(process: string): Promise<{ id: string; done: () => Promise<void> } | undefined>;
  close(): Promise<void>;
}

/** pg-boss's own schema, beside the service's. */
const schema = 'pgboss';
/** Its longest. Only pg-boss's note of the delivery expires, not the job: that has a lease. */
const expireInHours = 23;

/**
 * Opens pg-boss over the service's own connections; the first time it makes its schema. It is told neither to supervise
 * nor to schedule: both would ask the one backend of the embedded database every few seconds for nothing.
 */
export async function openQueue(pool: pg.Pool, processes: readonly string[], logger: Logger): Promise<Queue> {
  const { default: PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    schema,
    supervise: false,
    schedule: false,
    db: { executeSql: (sql, values) => pool.query(sql, values) },
  });
  boss.on('error', (error) => logger.error({ err: error }, 'pg-boss'));
  await boss.start();
  // Of deliveries that wait under one key, one is enough.
  for (const name of processes) await boss.createQueue(name, { name, policy: 'short', retryLimit: 0, expireInHours });
  await boss.maintain();
  return {
    async send(process, id) {
      await boss.send(process, { id }, { singletonKey: id, retryLimit: 0, expireInHours });
    },
    async take(process) {
      const [delivery] = await boss.fetch<{ id: string }>(process);
      return delivery && { id: delivery.data.id, done: () => boss.complete(process, delivery.id) };
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}
