import { describe, expect, it } from 'vitest';
import {
  type CountyStates,
  countSigns,
  isOverdue,
  markedWhileListed,
  rainKnown,
  signOf,
  standsOnMap,
  warningSigns,
} from '../../../client/actions/warned.ts';
import { markSvg } from '../../../client/map/marks.ts';
import { signTitles, warningMarks } from '../../../client/map/warningMarks.ts';

const unknown = { state: 'unknown', doubts: ['stale'], last_known: null } as const;

describe('the sign of a flood point', () => {
  it('is its state where that is known', () => {
    for (const state of ['none', 'prepare', 'evacuate'] as const) {
      expect(signOf({ state, doubts: [], last_known: null })).toBe(state);
    }
  });

  it('tells what went missing from what was never told', () => {
    expect(signOf(unknown)).toBe('unknown');
    expect(signOf({ ...unknown, doubts: ['no_gauge'] })).toBe('untold');
    expect(signOf({ ...unknown, doubts: ['no_readings', 'no_thresholds'] })).toBe('untold');
    expect(signOf({ ...unknown, doubts: ['no_thresholds', 'stale'] })).toBe('unknown');
    expect(signOf({ ...unknown, doubts: [] })).toBe('unknown');
  });

  it('keeps in sight what was graver when last known', () => {
    expect(signOf({ ...unknown, last_known: { state: 'evacuate' } })).toBe('lapsed');
    expect(signOf({ ...unknown, last_known: { state: 'none' } })).toBe('unknown');
    const prepare = { state: 'prepare', doubts: ['stale'] } as const;
    expect(signOf({ ...prepare, last_known: { state: 'evacuate' } })).toBe('lapsed');
    expect(signOf({ ...prepare, last_known: { state: 'prepare' } })).toBe('prepare');
  });

  it('is told apart from every other without colour, and has a title of its own', () => {
    const grey = warningSigns.map((sign) =>
      markSvg(warningMarks[sign]).replace(/#[0-9a-f]{6}/gi, (colour) => (colour === '#ffffff' ? 'light' : 'dark')),
    );
    expect(new Set(grey).size).toBe(warningSigns.length);
    for (const language of ['zh', 'en'] as const) {
      expect(new Set(warningSigns.map((sign) => signTitles[sign][language])).size).toBe(warningSigns.length);
    }
  });
});

describe('what stands on the map', () => {
  it('is every point but those known to be below warning, while rain is known', () => {
    expect(warningSigns.filter((sign) => standsOnMap(sign, 'known'))).toEqual([
      'evacuate',
      'lapsed',
      'prepare',
      'unknown',
      'untold',
    ]);
  });

  it('is, without any rain, only what was raised', () => {
    for (const rain of ['none', 'old'] as const) {
      expect(warningSigns.filter((sign) => standsOnMap(sign, rain))).toEqual(['evacuate', 'lapsed', 'prepare']);
    }
  });

  it('goes by the longest time that rain is judged over', () => {
    const at = '2026-07-02T08:00:00Z';
    expect(rainKnown(at, null)).toBe('none');
    expect(rainKnown(at, '2026-07-01T08:00:00Z')).toBe('known');
    expect(rainKnown(at, '2026-07-01T07:59:59Z')).toBe('old');
  });

  it('is counted gravest first, without signs that no point has', () => {
    expect(countSigns(['unknown', 'evacuate', 'unknown'])).toEqual([
      { sign: 'evacuate', count: 1 },
      { sign: 'unknown', count: 2 },
    ]);
  });
});

describe('warnings that are asked for', () => {
  const now = Date.parse('2026-07-02T08:00:00Z');
  const ago = (seconds: number) => now - seconds * 1000;

  it('pass for the present until two askings have been missed', () => {
    expect(isOverdue({ answeredAt: ago(120), askedAt: undefined, now })).toBe(false);
    expect(isOverdue({ answeredAt: ago(151), askedAt: undefined, now })).toBe(true);
  });

  it('are overdue where the first answer has not come after some seconds', () => {
    expect(isOverdue({ answeredAt: 0, askedAt: undefined, now })).toBe(false);
    expect(isOverdue({ answeredAt: 0, askedAt: ago(5), now })).toBe(false);
    expect(isOverdue({ answeredAt: 0, askedAt: ago(11), now })).toBe(true);
  });
});

describe('the map while the panel lists warnings', () => {
  const at = (minute: number, state: 'none' | 'evacuate'): CountyStates => ({
    judged_at: `2026-07-02T08:0${minute}:00Z`,
    features: [
      {
        type: 'Feature',
        id: 1,
        geometry: { type: 'Point', coordinates: [110, 32] },
        properties: { code: null, name: '上湾', state, open: true, doubts: [], since: '', last_known: null },
      },
    ],
  });

  it('marks whichever answer was judged later', () => {
    const listed = { ...at(1, 'none'), assumed: false };
    const later = at(2, 'evacuate');
    expect(markedWhileListed(listed, later)).toBe(later.features);
    expect(markedWhileListed(listed, at(0, 'evacuate'))).toBe(listed.features);
    expect(markedWhileListed(listed, undefined)).toBe(listed.features);
  });

  it('marks what an assumed rain would do until that is ended', () => {
    const listed = { ...at(1, 'none'), assumed: true };
    expect(markedWhileListed(listed, at(2, 'evacuate'))).toBe(listed.features);
  });
});
