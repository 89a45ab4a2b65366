import type { LineString } from 'geojson';
import { describe, expect, it } from 'vitest';
import { groupFindings, ruleTone, verdictTones } from '../../../client/actions/findings.ts';
import { reportFileName, reportGeoJson } from '../../../client/actions/reportFiles.ts';
import { middleOf, routeOverlay } from '../../../client/actions/routeOverlay.ts';
import { placeOnRoads, stretchLines } from '../../../client/actions/stretches.ts';
import { wordings } from '../../../client/i18n/language.ts';
import type {
  Finding,
  RouteCheckReport,
  RouteStretch,
  RuleReport,
  Severity,
} from '../../../server/evacuation/types.ts';

const line: LineString = {
  type: 'LineString',
  coordinates: [
    [110, 31],
    [110.01, 31],
    [110.02, 31],
  ],
};

function finding(severity: Severity, from: number, to: number, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'EV06',
    code: 'no_data',
    severity,
    from_m: from,
    to_m: to,
    length_m: to - from,
    geometry: line,
    ids: [{ layer: 'road_hazards', id: 7, code: 'F7' }],
    evidence: { overlap_m: to - from },
    thresholds: [],
    message: { zh: '甲', en: 'a' },
    ...more,
  };
}

function stretch(from: number, to: number, number: string | null, more: Partial<RouteStretch> = {}): RouteStretch {
  const road = {
    id: 1,
    code: 'R1',
    road_code: number,
    name: null,
    structure: 'road',
    chainage_from_m: 5000,
    chainage_to_m: 5000 - (to - from),
    has_chainage: true,
  };
  return { from_m: from, to_m: to, status: 'on_road', road, alternatives: [], ...more };
}

function report(findings: readonly Finding[], roads: readonly RouteStretch[] = []): RouteCheckReport {
  const at = { from: '2026-06-01T00:00:00Z', to: '2026-06-01T00:00:00Z' };
  return { verdict: 'fail', length_m: 1900, at, rules: [], findings, roads, standards: [] };
}

describe('findings', () => {
  it('are listed from worst to least and along the route, and keep their place in the report', () => {
    const groups = groupFindings(
      report([finding('warning', 0, 5), finding('error', 90, 95), finding('error', 10, 20)]),
    );
    expect(groups.map(({ severity, findings }) => [severity, findings.map(({ index }) => index)])).toEqual([
      ['error', [2, 1]],
      ['warning', [0]],
    ]);
  });

  it('never let what is unknown look like a pass', () => {
    expect(verdictTones.unknown).toBe('unknown');
    const rule = (outcome: RuleReport['outcome'], severity: RuleReport['severity']): RuleReport => ({
      rule: 'EV04',
      title: { zh: '', en: '' },
      outcome,
      severity,
      reasons: [],
      notes: [],
    });
    expect(ruleTone(rule('unknown', 'unknown'))).toBe('unknown');
    expect(ruleTone(rule('violated', 'warning'))).toBe('warning');
    expect(ruleTone(rule('violated', 'error'))).toBe('error');
    expect(ruleTone(rule('pass', null))).toBe('pass');
  });
});

describe('the route on the map', () => {
  it('is a line with two ends, and a stretch and a mark per finding', () => {
    const point = finding('unknown', 3, 3, { geometry: { type: 'Point', coordinates: [110.01, 31] } });
    const overlay = routeOverlay(line, report([finding('error', 0, 900), point]), { start: 'A', end: 'B' });
    expect(overlay.features.map(({ properties }) => properties?.part)).toEqual([
      'line',
      'finding',
      'mark',
      'mark',
      'end',
      'end',
    ]);
    expect(overlay.features[3]?.properties).toMatchObject({ index: 1, severity: 'unknown' });
  });

  it('puts the mark halfway along', () => {
    const [longitude, latitude] = middleOf(line);
    expect(longitude).toBeCloseTo(110.01, 9);
    expect(latitude).toBe(31);
    expect(
      middleOf({
        type: 'LineString',
        coordinates: [
          [1, 1],
          [1, 1],
        ],
      }),
    ).toEqual([1, 1]);
  });
});

describe('places on roads', () => {
  it('are written by road number and chainage, also against the chainage', () => {
    expect(placeOnRoads(report([], [stretch(0, 1000, 'X201')]), 300, 300)).toBe('X201 K4+700');
    expect(placeOnRoads(report([], [stretch(0, 1000, 'X201')]), 300, 500)).toBe('X201 K4+700–K4+500');
  });

  it('are left out where no road carries half of it', () => {
    const roads = [stretch(0, 100, 'X201'), stretch(100, 900, null, { status: 'off_network', road: null })];
    expect(placeOnRoads(report([], roads), 90, 900)).toBeUndefined();
    expect(placeOnRoads(report([], roads), 500, 500)).toBeUndefined();
  });

  it('join neighbouring stretches of one road and name what lies off the roads', () => {
    const roads = [
      stretch(0, 100, 'X201'),
      stretch(100, 300, 'X201'),
      stretch(300, 400, null, { status: 'off_network', road: null }),
    ];
    const lines = stretchLines(report([], roads), wordings.zh);
    expect(lines.map(({ title, fromMetres, toMetres }) => [title, fromMetres, toMetres])).toEqual([
      ['X201', 0, 300],
      ['不在路网上', 300, 400],
    ]);
  });
});

describe('the files to take away', () => {
  it('hold the route and every finding with flat members', () => {
    const { features } = reportGeoJson(line, report([finding('error', 0, 900)]));
    expect(features).toHaveLength(2);
    expect(features[1]?.properties).toMatchObject({
      rule: 'EV06',
      severity: 'error',
      length_m: 900,
      message_zh: '甲',
      features: 'road_hazards/F7',
      overlap_m: 900,
    });
  });

  it('are named by local day and time', () => {
    expect(reportFileName('check', new Date('2026-06-01T09:05:30+08:00'), 'json')).toBe('check-20260601-0905.json');
  });
});
