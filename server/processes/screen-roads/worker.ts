import { parentPort } from 'node:worker_threads';
import type { FromThread, ToThread } from './protocol.ts';
import { makeScreener } from './screener.ts';

const screener = makeScreener();

async function answer(message: ToThread): Promise<FromThread | undefined> {
  switch (message.kind) {
    case 'features':
      screener.add(message.of, message.features);
      return undefined;
    case 'take':
      return { kind: 'lacking', keys: screener.take(message.of, message.keys) };
    case 'plan':
      return await screener.plan(message);
    case 'next':
      return (await screener.next()) ?? { kind: 'end' };
  }
}

let last = Promise.resolve();
parentPort?.on('message', (message: ToThread) => {
  last = last.then(async () => {
    try {
      const reply = await answer(message);
      if (reply) parentPort?.postMessage(reply);
    } catch (error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort?.postMessage({ kind: 'error', error: told } satisfies FromThread);
    }
  });
});
