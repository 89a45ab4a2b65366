import { text } from '../../../data/text.ts';
import { readConfig } from '../../../server/config.ts';
import { startService } from '../../../server/main.ts';
import type { StartError } from '../../../server/start-error.ts';
import { buildClient } from '../../build-client.ts';
import { say, tell } from '../terminal.ts';

export async function runServe({ empty = false }: { empty?: boolean }): Promise<void> {
  const config = readConfig(process.env);
  let fail: (error: StartError) => void = () => {};
  const failed = new Promise<StartError>((resolve) => {
    fail = resolve;
  });
  const service = await startService(config, {
    demo: !empty,
    onProgress: tell,
    clientFolder: buildClient(tell),
    onFailure: (error) => fail(error),
  });
  say(text(`安澜已启动：${service.url}（按 Ctrl-C 停止）`, `Anlan is running: ${service.url} (Ctrl-C stops it)`));
  for (const note of service.notes) say(note);
  const failure = await Promise.race([endRequested(), failed]);
  if (!failure) tell(text('正在停止……', 'Stopping …'));
  await service.close();
  if (failure) throw failure;
}

/** Ctrl-C, or the end that a service manager asks for. A second one ends the process at once. */
async function endRequested(): Promise<undefined> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
