import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import express from 'express';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ServiceProblem } from '../../../client/api/http.ts';
import { fetchWithProgress } from '../../../client/api/progress.ts';
import { text } from '../../../data/text.ts';
import { problemHandler } from '../../../server/http/problem-response.ts';
import { answerWithProgress } from '../../../server/http/progress.ts';
import { ProblemError } from '../../../server/problems.ts';

/** Long enough that it comes in many pieces. */
const long = '溪口'.repeat(200_000);
const conflict = () => new ProblemError('code_taken', text('编号已有', 'It is taken'));
const pause = () => new Promise((resolve) => setTimeout(resolve, 120));

const app = express();
app.use(compression());
app.get('/api/long', (request, response) =>
  answerWithProgress(request, response, async (onProgress) => {
    for (const done of [1, 2]) {
      onProgress({ stage: 'checking', done, total: 2 });
      // Within a tenth of a second nothing more is said.
      onProgress({ stage: 'checking', done: -1, total: 2 });
      await pause();
    }
    return { long };
  }),
);
app.get('/api/refused', (request, response) =>
  answerWithProgress(request, response, async (onProgress) => {
    onProgress({ stage: 'storing', done: 1, total: 2 });
    await pause();
    throw conflict();
  }),
);
app.get('/api/at-once', (request, response) =>
  answerWithProgress(request, response, async () => {
    throw conflict();
  }),
);
app.get('/api/broken', (request, response) =>
  answerWithProgress(request, response, async (onProgress) => {
    onProgress({ stage: 'storing', done: 1, total: 2 });
    await pause();
    throw new TypeError('a bug');
  }),
);
app.get('/api/cut', (request, response) =>
  answerWithProgress(request, response, async (onProgress) => {
    onProgress({ stage: 'storing', done: 1, total: 2 });
    await pause();
    response.destroy();
  }),
);
app.get('/api/meddled', (_, response) => {
  response.type('application/x-ndjson').end('{"progress":{"stage":"storing","done":1,"total":2}}\n<html>504</html>\n');
});
app.get('/api/plain', (_, response) => {
  response.json({ plain: true });
});
app.use(problemHandler(pino({ level: 'silent' })));

const server = app.listen(0, '127.0.0.1');
beforeAll(async () => {
  if (!server.listening) await once(server, 'listening');
  vi.stubGlobal('document', { baseURI: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  server.close();
  await once(server, 'close');
});

let told: unknown[] = [];
afterEach(() => {
  told = [];
});
const ask = (path: string) =>
  fetchWithProgress<unknown>(path, { language: 'en' }, (progress) => told.push([progress.stage, progress.done]));

it('tells how far the work is, and answers at last', async () => {
  expect(await ask('long')).toEqual({ long });
  expect(told).toEqual([
    ['checking', 1],
    ['checking', 2],
  ]);
});

it.each(['refused', 'at-once'])('a refusal is a problem like any other: %s', async (path) => {
  const error = await ask(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ServiceProblem);
  expect(error).toMatchObject({ code: 'code_taken', status: 409, detailText: { en: 'It is taken' } });
});

it('a fault of the service is a problem too, though the work had begun', async () => {
  await expect(ask('broken')).rejects.toMatchObject({ code: 'internal', status: 500 });
});

it.each(['cut', 'meddled'])('an answer that breaks off, or is not the service’s, is no answer: %s', async (path) => {
  await expect(ask(path)).rejects.toMatchObject({ code: 'unreachable' });
});

it('takes an answer without progress', async () => {
  expect(await ask('plain')).toEqual({ plain: true });
});
