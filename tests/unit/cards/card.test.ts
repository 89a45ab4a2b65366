import type { Feature, LineString, Point } from 'geojson';
import { describe, expect, test } from 'vitest';
import { type CardSource, concernsOf, missingOf } from '../../../server/cards/card.ts';
import { escapeXml } from '../../../server/cards/escape.ts';
import { drawMap } from '../../../server/cards/map/drawing.ts';
import { frameAround } from '../../../server/cards/map/frame.ts';
import { toSvg } from '../../../server/cards/map/svg.ts';
import { pageOf } from '../../../server/cards/page.ts';
import { at, line, type Members } from '../evacuation/county.ts';

const point = (members: Members): Feature<Point> => ({
  type: 'Feature',
  id: 1,
  geometry: { type: 'Point', coordinates: at([0, 0]) },
  properties: members,
});
const complete: Members = {
  code: 'SH1',
  name: '石门沟',
  village: '石门村',
  township: '429',
  households: 12,
  people: 40,
  warning_signal: '铜锣',
  warning_person: '甲',
  warning_phone: '13800000001',
  responsible_person: '乙',
  responsible_phone: '13800000002',
  transfer_person: '丙',
  transfer_phone: '13800000003',
};
const route: Feature<LineString> = line(
  [
    [0, 0],
    [500, 0],
  ],
  {
    code: 'ZY1',
    flood_point_code: 'SH1',
    shelter_code: 'AZ1',
    mode: 'foot',
    people: 40,
  },
);
const shelter = point({ code: 'AZ1', name: '小学', state: 'open', contact_person: '丁', contact_phone: '13800000004' });
const source: CardSource = {
  point: point(complete),
  townshipName: '石门镇',
  route,
  shelter,
  part: { index: 1, count: 1 },
  standing: { verdict: 'pass', stale: false, reasons: [] },
};
const nothingAround = { roads: [], settlements: [], watercourses: [], waterBodies: [], floodZones: [] };
const codes = (of: CardSource) => concernsOf(of).map(({ code, severity }) => `${code}:${severity}`);

describe('what is said before a card is printed', () => {
  test('nothing of a point whose data are whole and whose route passes', () => {
    expect(concernsOf(source)).toEqual([]);
    expect(missingOf(source)).toEqual([]);
  });

  test.each<[string, Partial<CardSource>]>([
    ['shelter_closed:stop', { shelter: point({ ...shelter.properties, state: 'closed' }) }],
    ['shelter_state_unknown:look', { shelter: point({ ...shelter.properties, state: null }) }],
    ['no_shelter:look', { shelter: null }],
    ['no_route:look', { route: null }],
    ['route_unchecked:look', { standing: null }],
    ['route_stale:stop', { standing: { verdict: 'pass', stale: true, reasons: [] } }],
    ['route_fails:stop', { standing: { verdict: 'fail', stale: false, reasons: [{ zh: '进洪', en: 'floods' }] } }],
    ['route_unknown:look', { standing: { verdict: 'unknown', stale: false, reasons: [] } }],
    ['shelters_differ:look', { point: point({ ...complete, shelter_code: 'AZ9' }) }],
  ])('%s', (expected, change) => expect(codes({ ...source, ...change })).toEqual([expected]));

  test('a member that is missing or blank is an empty line, and is named', () => {
    for (const member of Object.keys(complete).filter((one) => !['name', 'people'].includes(one))) {
      for (const value of [null, '  ']) {
        const missing = missingOf({ ...source, point: point({ ...complete, [member]: value }) });
        expect(missing.map((one) => one.member)).toEqual([member]);
      }
    }
    expect(missingOf({ ...source, townshipName: null }).map(({ member }) => member)).toEqual(['township']);
  });
});

describe('a card', () => {
  const options = { language: 'zh', proposedSignals: false } as const;

  test('leaves signals empty that the county has not settled, and prints the proposed ones only when asked, with a word', () => {
    const page = pageOf(source, nothingAround, options);
    expect(page.signals.map(({ value }) => value)).toEqual(['铜锣', null, null]);
    expect(page.missing.map(({ member }) => member)).toEqual(['signals']);
    const proposed = pageOf(source, nothingAround, { ...options, proposedSignals: true });
    expect(proposed.signals[2]?.value).toContain('急促敲锣');
    expect(proposed.concerns.map(({ code }) => code)).toEqual(['signals_proposed']);
    expect(proposed.missing).toEqual([]);
  });

  test('of an instrument that no row knows stays empty even when asked', () => {
    const drum = { ...source, point: point({ ...complete, warning_signal: '鼓' }) };
    const page = pageOf(drum, nothingAround, { ...options, proposedSignals: true });
    expect(page.signals.map(({ value }) => value)).toEqual(['鼓', null, null]);
  });

  test('names the leader of the route before that of the point', () => {
    const led = { ...route, properties: { ...route.properties, responsible_person: '戊', responsible_phone: null } };
    const [leader] = pageOf({ ...source, route: led }, nothingAround, options).contacts;
    // Not the one's name with the other's number.
    expect(leader).toMatchObject({ person: '戊', phone: null });
  });

  test('says on its face that it must not be handed out', () => {
    const closed = { ...source, shelter: point({ ...shelter.properties, state: 'closed' }) };
    expect(pageOf(closed, nothingAround, options).stop).toContain('停用');
    expect(pageOf(source, nothingAround, options).stop).toBeNull();
  });
});

describe('the small map', () => {
  test('shows the route whole and to scale, north up', () => {
    const frame = frameAround(route.geometry.coordinates, 128, 60);
    const [a, b] = route.geometry.coordinates.map(frame.place);
    expect(a?.[0]).toBeGreaterThan(0);
    expect(b?.[0]).toBeLessThan(128);
    expect(((b?.[0] ?? 0) - (a?.[0] ?? 0)) * frame.metresPerMm).toBeCloseTo(500, 0);
    expect(frame.place(at([0, 100]))[1]).toBeLessThan(frame.place(at([0, 0]))[1]);
  });

  test('of a point alone has a scale too', () => {
    const frame = frameAround([at([0, 0])], 128, 60);
    const svg = toSvg(
      drawMap(frame, { point: point(complete), route: null, shelter: null, surroundings: nothingAround }, 'zh'),
    );
    expect(svg).toContain('100 米');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('cannot be broken out of by a name', () => {
    const evil = point({ ...complete, name: '</svg><script>alert(1)</script>"\u0000' });
    const content = { point: evil, route, shelter, surroundings: nothingAround };
    const svg = toSvg(drawMap(frameAround(route.geometry.coordinates, 128, 60), content, 'zh'));
    expect(svg).not.toContain('<script');
    expect(escapeXml('a\u0000<&"\'')).toBe('a&lt;&amp;&quot;&#39;');
  });
});
