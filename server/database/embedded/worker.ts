import { parentPort, workerData } from 'node:worker_threads';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { finishCreation } from './creation.ts';
import { DurableFolder } from './durable-folder.ts';
import type { FromWorker, ToWorker, WorkerOptions } from './protocol.ts';
import { SerialEngine } from './serial-engine.ts';

/** The worker thread that holds the embedded database: the engine blocks its thread while it computes. */
async function run(port: NonNullable<typeof parentPort>, options: WorkerOptions): Promise<void> {
  const say = (message: FromWorker) => port.postMessage(message);
  const fail = (error: unknown) =>
    say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });

  const engine = new SerialEngine({ fs: new DurableFolder(options.databaseFolder), extensions: { postgis } }, fail);
  await engine.waitReady;
  if (options.isNew) {
    await engine.exec('CREATE EXTENSION postgis; CHECKPOINT');
    finishCreation(options.databaseFolder);
  }

  // pglite-socket counts a connection that ended with an error for ever, so a tight limit would one day shut everyone
  // out; the pool is what limits connections.
  const server = new PGLiteSocketServer({ db: engine, maxConnections: 1_000_000, ...options.listen });
  await server.start();
  say({ type: 'listening', port: Number(server.getServerConn().split(':').at(-1)) });

  port.on('message', async (message: ToWorker) => {
    if (message !== 'close') return;
    try {
      await server.stop();
      await engine.close();
      port.close();
    } catch (error) {
      fail(error);
    }
  });
}

if (parentPort) await run(parentPort, workerData as WorkerOptions);
