import { Worker } from 'node:worker_threads';

/**
 * Starts a TypeScript module in a worker thread, whatever runs this one: tsx's hooks do not reach worker threads on
 * Node 20 through `--import`, and a test runner's own threads do not have them at all. The worker registers them itself.
 *
 * @param module the module's address, for example `new URL('./worker.ts', import.meta.url)`.
 */
export function startWorkerThread(module: URL, workerData: unknown): Worker {
  const boot = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(module.href)}); })`;
  return new Worker(boot, { eval: true, workerData, execArgv: [] });
}
