import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { printedFile, sweepPrints } from '../../server/cards/print/files.ts';
import { type PrintResult, printRun } from '../../server/cards/print/run.ts';
import { type Job, JobEnded } from '../../server/jobs/job.ts';
import { makeScratchFolder } from '../setup/scratch.ts';
import { findPdftotext, needed } from '../setup/tools.ts';
import { line, point, rectangle, sample, store } from './support/features.ts';
import { call, drawTownships, makePeople, otherTownship, ownTownship } from './support/people.ts';
import { ended } from './support/plans.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

/** Open to strangers, so that it shows that cards are not. */
const service = testService({ publicRead: true });
const phone = '13800000042';
/** Place names have characters that no list of common ones holds. */
const rare = '崾崄塄𡎚村';

let people: Awaited<ReturnType<typeof makePeople>>;

beforeAll(async () => {
  const { database } = service;
  await drawTownships(service);
  people = await makePeople(service);
  await store(database, 'roads', [
    sample('roads', { code: 'R1', name: '石门路', road_code: 'Y012', from_m: 0, to_m: 400 }, line([0, 0], [400, 0])),
    sample(
      'roads',
      { code: 'R2', name: '安澜线', road_code: 'X201', from_m: 1000, to_m: 1300 },
      line([400, 0], [400, 300]),
    ),
  ]);
  await store(database, 'flood_zones', [sample('flood_zones', {}, rectangle(-100, -50, 100, 50))]);
  await store(database, 'shelters', [
    sample(
      'shelters',
      { code: 'AZ1', name: '中心小学', state: 'open', contact_person: '丁', contact_phone: phone },
      point(400, 310),
    ),
    sample('shelters', { code: 'AZ2', name: '旧礼堂', state: 'closed' }, point(400, -200)),
  ]);
  const leader = { transfer_person: '丙', transfer_phone: phone, warning_signal: '铜锣' };
  await store(database, 'flood_points', [
    sample(
      'flood_points',
      { code: 'SH1', name: rare, village: '石门村', township: ownTownship, households: 12, ...leader },
      point(0, 5),
    ),
    sample(
      'flood_points',
      { code: 'SH/2', name: '<b>&', township: otherTownship, shelter_code: 'AZ2' },
      point(1500, 0),
    ),
    sample('flood_points', { code: 'SH3', name: '两路口', township: ownTownship }, point(0, 0)),
    sample('flood_points', { name: '无号点', township: ownTownship }, point(200, 0)),
  ]);
  const to = (flood: string, shelter: string, more = {}) => ({
    flood_point_code: flood,
    shelter_code: shelter,
    mode: 'foot',
    ...more,
  });
  await store(database, 'evacuation_routes', [
    sample('evacuation_routes', { code: 'ZY1', people: 40, ...to('SH1', 'AZ1') }, line([0, 0], [400, 0], [400, 300])),
    sample('evacuation_routes', { code: 'ZY3', people: 10, ...to('SH3', 'AZ2') }, line([0, 0], [400, 0], [400, -200])),
    sample('evacuation_routes', { code: 'ZY4', people: 30, ...to('SH3', 'AZ1') }, line([0, 0], [400, 0], [400, 300])),
  ]);
});

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0;

const printedFiles = () => readdirSync(path.join(service.dataFolder, 'printed-cards'));

function printJob(inputs: Record<string, unknown>) {
  return service.post('/processes/print-cards/execution').send({ inputs });
}

/** Prints cards, and expects that a file comes of it. */
async function print(inputs: Record<string, unknown>): Promise<PrintResult> {
  const started = await printJob(inputs);
  expect(started.status, started.text).toBe(201);
  const job = await ended(service, started.body.jobID);
  expect(job.status, JSON.stringify(job.problem)).toBe('successful');
  return (await service.get(`/jobs/${job.jobID}/results`).expect(200)).body;
}

async function download(address: string): Promise<Buffer> {
  const answer = await service
    .get(address)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/pdf');
  expect(answer.headers['cache-control']).toBe('no-store');
  return answer.body;
}

describe('the list of cards', () => {
  test('says for each point what is missing and what stands against handing it out', async () => {
    const { body } = await service.get('/cards').set('Accept-Language', 'zh');
    expect(body).toMatchObject({ numberMatched: 4, numberReturned: 4, next: null });
    const [first, second, third, fourth] = body.cards;
    expect(first).toMatchObject({ code: 'SH1', township_name: '安澜镇', households: 12, routes: 1 });
    expect(first.missing.map(({ member }: { member: string }) => member)).toEqual([
      'warning_person',
      'warning_phone',
      'responsible_person',
      'responsible_phone',
      'signals',
    ]);
    expect(second.concerns.map(({ code }: { code: string }) => code)).toEqual(['no_route', 'shelter_closed']);
    expect(second.links[0].href).toBe(`${service.address}/api/cards/SH%2F2.html`);
    expect(third).toMatchObject({ routes: 2 });
    expect(third.concerns).toContainEqual(expect.objectContaining({ code: 'shelter_closed', severity: 'stop' }));
    expect(fourth).toMatchObject({ code: null, links: [] });
  });

  test('goes on from page to page, and within a township', async () => {
    const seen: unknown[] = [];
    for (let cursor: number | null = 0; cursor !== null; ) {
      const { body } = await service.get(`/cards?limit=1&cursor=${cursor}`);
      seen.push(...body.cards.map(({ name }: { name: string }) => name));
      cursor = body.next;
    }
    expect(seen).toEqual([rare, '<b>&', '两路口', '无号点']);
    expect((await service.get(`/cards?township=${otherTownship}`)).body.numberMatched).toBe(1);
    await expectProblem(() => service.get('/cards?township=1'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/cards?limit=0'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/cards?colour=red'), 'unknown_parameter', 400);
  });
});

describe('the print page', () => {
  test('holds the way in words, whom to call, and the map', async () => {
    const { text, headers } = await service.get('/cards/SH1.html?lang=zh');
    expect(headers['content-type']).toContain('text/html');
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('从石门村出发，沿石门路（Y012）向东走约 400 米（K0+000–K0+400）。');
    expect(text).toContain('左转，沿安澜线（X201）向北走约 300 米（K1+000–K1+300）。');
    expect(text).toContain('到达中心小学，全程约 700 米。');
    expect(text).toContain(phone);
    expect(text).toContain('本点 12 户');
    expect(text).toMatch(/<svg[^>]+aria-label="从崾崄塄𡎚村到中心小学/);
    expect(text).not.toContain('急促敲锣');
    expect((await service.get('/cards/SH1.html?lang=zh&signals=proposed')).text).toContain('急促敲锣');
    expect((await service.get('/cards/SH1.html?lang=en')).text).toContain('Turn left, north along 安澜线 (X201)');
    expect((await service.get('/cards/SH1.html?size=a4')).text).toContain('size: A4');
  });

  test('says before printing and on the card that a shelter is closed', async () => {
    const { text } = await service.get('/cards/SH3.html?lang=zh');
    expect(text.match(/<article/g)).toHaveLength(2);
    expect(text).toContain('安置点“旧礼堂”已停用，勿发此卡');
    expect(text.match(/核实前勿发/g)).toHaveLength(1);
    expect(text).toContain('第 1 条路线，共 2 条');
  });

  test('leaves empty lines where there is no route, and lets no name become markup', async () => {
    const { text } = await service.get('/cards/SH%2F2.html?lang=zh');
    expect(text).toContain('<ol class="blank" aria-label="未填">');
    expect(text).toContain('&lt;b&gt;&amp;');
    expect(text).not.toContain('<b>&</');
  });

  test('of a point that is not there is refused', async () => {
    await expectProblem(() => service.get('/cards/SH9.html'), 'unknown_feature', 404);
    await expectProblem(() => service.get('/cards/SH9.pdf'), 'unknown_feature', 404);
    await expectProblem(() => service.get('/cards/SH1.html?size=a3'), 'invalid_parameter', 400);
    await expectProblem(() => service.get('/cards/SH1'), 'unknown_path', 404);
  });
});

describe('the PDF', () => {
  test('holds a list and a card for every route, in the chosen size', async () => {
    const { file, ...told } = await print({ lang: 'zh' });
    expect(told).toMatchObject({ points: 4, cards: 5, kept_hours: 24 });
    const pdf = await download(file);
    expect(pdf.length).toBe(told.bytes);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.subarray(-6).toString()).toContain('%%EOF');
    expect(pagesOf(pdf)).toBe(1 + 5);
    expect(pdf.toString('latin1')).toContain('NotoSansHans-Regular');
    expect(pdf.toString('latin1')).toContain('MediaBox [0 0 419.527559 595.275591]');
    expect(pagesOf(await download((await print({ township: otherTownship, size: 'a4' })).file))).toBe(2);
    expect(pagesOf(await download('/cards/SH3.pdf'))).toBe(2);
  });

  test('is laid out by a job that says how far it is', async () => {
    const started = await printJob({});
    expect(started.status, started.text).toBe(201);
    const job = await ended(service, started.body.jobID);
    expect(job).toMatchObject({ status: 'successful', progress: 100, message: '5 of 5 cards laid out' });
  });

  test('leaves nothing of it when it is ended half way', async () => {
    const { database, dataFolder } = service;
    const controller = new AbortController();
    const inputs = { township: null, lang: 'zh', size: 'a5', signals: 'blank' };
    const job = { id: randomUUID(), inputs, checkpoint: null } as unknown as Job;
    const step = async () => controller.abort(new JobEnded('it was dismissed'));
    const run = printRun({ database, dataFolder }).run({ job, signal: controller.signal, step });
    await expect(run).rejects.toThrow(JobEnded);
    expect(printedFiles().filter((name) => name.startsWith(job.id))).toEqual([]);
  });

  test('is kept for a day', async () => {
    const { file } = await print({});
    const [, id = ''] = /printed\/(.+)\.pdf$/.exec(file) ?? [];
    const stored = printedFile(service.dataFolder, id);
    const old = new Date(Date.now() - 24 * 3600 * 1000 - 1000);
    utimesSync(stored, old, old);
    await expectProblem(() => service.get(file), 'print_gone', 410);
    const before = printedFiles().length;
    await sweepPrints(service.dataFolder, new Date());
    expect(printedFiles()).toHaveLength(before - 1);
    expect(printedFiles()).not.toContain(path.basename(stored));
  });

  test('of no cards, of a township that is not there, on paper that is not there is refused before a job is made', async () => {
    const refused = (inputs: Record<string, unknown>) => () => printJob(inputs);
    await expectProblem(refused({ township: '429901199' }), 'invalid_inputs', 400);
    await expectProblem(refused({ size: 'a3' }), 'invalid_inputs', 400);
    await expectProblem(() => service.get(`/cards/printed/${randomUUID()}.pdf`), 'unknown_job', 404);
    await expectProblem(() => service.get('/cards/printed/x.pdf'), 'unknown_job', 404);
  });

  test('is for everybody with an account, who end what they have started and nothing else', async () => {
    const execution = '/processes/print-cards/execution';
    const start = (bearer?: Record<string, string>) => call(service, 'POST', execution, bearer, { inputs: {} });
    expect((await start()).status).toBe(401);
    const started = await start(people.viewer.bearer);
    expect(started.status).toBe(201);
    const { jobID: id } = started.body as { jobID: string };
    const end = (bearer: Record<string, string>) => call(service, 'DELETE', `/jobs/${id}`, bearer);
    expect((await end(people.township.bearer)).status).toBe(403);
    expect((await end(people.viewer.bearer)).status).toBe(200);
    const other = await printJob({});
    await ended(service, other.body.jobID);
    expect((await call(service, 'DELETE', `/jobs/${other.body.jobID}`, people.viewer.bearer)).status).toBe(403);
  });

  test('can be read again, rare characters among it', async (context) => {
    const pdftotext = needed(context, 'poppler', findPdftotext());
    const file = path.join(makeScratchFolder(), 'card.pdf');
    writeFileSync(file, await download('/cards/SH1.pdf?lang=zh'));
    const read = execFileSync(pdftotext, ['-layout', file, '-'], { encoding: 'utf8' });
    expect(read).toContain(rare);
    expect(read).toContain('左转，沿安澜线（X201）向北走约 300 米');
    expect(read).toContain(phone);
  });
});

test('what the check of a route said stands on its cards, and that it no longer holds', async () => {
  const { database } = service;
  const concernsOf = async (code: string): Promise<{ code: string; severity: string; message: string }[]> => {
    const { body } = await service.get('/cards').set('Accept-Language', 'en');
    return body.cards.find((card: { code: string | null }) => card.code === code).concerns;
  };
  const has = (code: string) => expect.objectContaining({ code });
  expect(await concernsOf('SH3')).toContainEqual(has('route_unchecked'));
  const started = await service.post('/processes/check-routes/execution').send({ inputs: {} });
  expect(started.status, started.text).toBe(201);
  expect((await ended(service, started.body.jobID)).status).toBe('successful');
  const checked = await concernsOf('SH3');
  expect(checked).not.toContainEqual(has('route_unchecked'));
  expect(checked).not.toContainEqual(has('route_stale'));
  // To the closed shelter: rule EV07.
  expect(checked).toContainEqual(expect.objectContaining({ code: 'route_fails', severity: 'stop' }));
  // Past the service, as from QGIS.
  await database.pool.query(`UPDATE anlan.evacuation_routes SET people = people + 1 WHERE flood_point_code = 'SH1'`);
  expect(await concernsOf('SH1')).toContainEqual(expect.objectContaining({ code: 'route_stale', severity: 'stop' }));
  const { text } = await service.get('/cards/SH1.html?lang=zh');
  expect(text).toContain('校核之后数据已改动');
});

test('cards are for those who are signed in, whatever their role, for they hold phone numbers', async () => {
  for (const address of [
    '/cards',
    '/cards/printed/x.pdf',
    '/cards/SH1.pdf',
    '/cards/SH1.html',
    '/CARDS/SH1.HTML',
    '/cards/',
  ]) {
    expect((await call(service, 'GET', address)).status, address).toBe(401);
    expect((await call(service, 'HEAD', address)).status, address).toBe(401);
  }
  for (const { bearer } of [people.viewer, people.township]) {
    expect((await call(service, 'GET', '/cards/SH1.html', bearer)).status).toBe(200);
  }
  expect((await service.post('/cards')).status).toBe(405);
});
