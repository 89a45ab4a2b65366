import { describe, expect, test } from 'vitest';
import { writeCounty } from '../../server/county.ts';
import { point, sample, store } from './support/features.ts';
import { expectProblem } from './support/problem.ts';
import { testService } from './support/service.ts';

const service = testService();

describe('the landing page', () => {
  test('links to everything, each link to something that is there', async () => {
    const { body, headers } = await service.get('/');
    expect(headers['content-type']).toMatch(/^application\/json/);
    const hrefs = Object.fromEntries(body.links.map((link: { rel: string; href: string }) => [link.rel, link.href]));
    for (const rel of ['self', 'service-desc', 'conformance', 'data']) {
      expect(hrefs[rel].startsWith(`${service.address}/api`), rel).toBe(true);
      expect((await fetch(hrefs[rel])).status, rel).toBe(200);
    }
    const processes = body.links.find(({ rel }: { rel: string }) => rel.endsWith('/processes'));
    expect((await fetch(processes.href)).status).toBe(200);
  });

  test('leads a browser to the map', async () => {
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8';
    const answer = await service.get('/').set('Accept', browser);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    expect(answer.headers.vary).toMatch(/Accept/);
    expect((await service.get('/?f=json').set('Accept', browser)).status).toBe(200);
    expect((await service.get('/').set('Accept', '*/*')).status).toBe(200);
  });

  test('speaks Chinese unless English is asked for', async () => {
    const title = async (languages: string) => (await service.get('/').set('Accept-Language', languages)).body.title;
    expect(await title('')).toBe('安澜');
    expect(await title('zh-CN,zh;q=0.9,en;q=0.8')).toBe('安澜');
    expect(await title('en-GB,en;q=0.9')).toBe('Anlan');
    expect(await title('fr')).toBe('安澜');
  });

  test('names the host it was asked under', async () => {
    const { body } = await service.get('/').set('Host', 'localhost:8123');
    expect(body.links[0].href).toBe('http://localhost:8123/api');
  });
});

test('the conformance classes are those of Features 1 and Processes 1', async () => {
  const { conformsTo } = (await service.get('/conformance')).body;
  for (const part of ['core', 'geojson', 'oas30']) {
    expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`);
  }
  for (const part of ['core', 'job-list', 'dismiss']) {
    expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/${part}`);
  }
});

describe('the service’s facts', () => {
  test('say whose county it is, and where', async () => {
    expect((await service.get('/service')).body).toMatchObject({ county: null, bounds: null, demo: false });
    await writeCounty(service.database.pool, { name: { zh: '安澜县', en: 'Anlan County' }, demo: false });
    await store(service.database, 'shelters', [
      sample('shelters', {}, { type: 'Point', coordinates: [110, 31] }),
      sample('shelters', {}, { type: 'Point', coordinates: [110.5, 31.25] }),
    ]);
    const { body, headers } = await service.get('/service');
    expect(body).toMatchObject({
      title: { zh: '安澜', en: 'Anlan' },
      county: { name: { zh: '安澜县' } },
      bounds: [110, 31, 110.5, 31.25],
    });
    expect(headers['cache-control']).toBe('no-cache');
    await store(service.database, 'settlements', [sample('settlements', {}, point(-50_000, 0))]);
    expect((await service.get('/service')).body.bounds[0]).toBeLessThan(110);
  });
});

describe('every answer', () => {
  test('names neither the software nor lets itself be framed or guessed', async () => {
    const { headers } = await service.get('/');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
    expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test.each(['/', '/conformance', '/openapi', '/service', '/processes'])('%s has its methods', async (path) => {
    const { headers } = await expectProblem(() => service.send('delete', path), 'method_not_allowed', 405);
    expect(headers.allow).toBe('GET, HEAD, OPTIONS');
    const options = await service.send('options', path);
    expect([options.status, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
    const head = await service.send('head', path);
    expect([head.status, head.text ?? '']).toEqual([200, '']);
    await expectProblem(() => service.get(`${path}?q=1`), 'unknown_parameter', 400);
    await expectProblem(() => service.get(path).set('Accept', 'image/png'), 'not_acceptable', 406);
  });

  test('outside the API that nothing has is a problem document too', async () => {
    const answer = await fetch(`${service.address}/nothing`);
    expect([answer.status, (await answer.json()).code]).toEqual([404, 'unknown_path']);
  });
});
