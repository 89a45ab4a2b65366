import { describe, expect, it } from 'vitest';
import type { CountyWarned } from '../../../client/api/warnings.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { en } from '../../../client/i18n/warned/en.ts';
import { zh } from '../../../client/i18n/warned/zh.ts';
import { signTitles } from '../../../client/map/warningMarks.ts';
import { paperWords, raisedBadge } from '../../../client/panels/warnedWords.ts';

type Point = Pick<CountyWarned['features'][number]['properties'], 'state' | 'doubts' | 'last_known'>;

const judgedAt = '2026-07-03T08:00:00Z';
const lastHour = '2026-07-03T08:00:00Z';
const dayBefore = '2026-07-02T07:00:00Z';
const below: Point = { state: 'none', doubts: [], last_known: null };
const raised: Point = { state: 'evacuate', doubts: [], last_known: null };
const lost: Point = { state: 'unknown', doubts: ['stale'], last_known: { state: 'evacuate', until: dayBefore } };
const unknown: Point = { state: 'unknown', doubts: ['stale'], last_known: null };

function county(rainUntil: string | null, ...points: readonly Point[]): CountyWarned {
  return {
    judged_at: judgedAt,
    demo: false,
    rain_until: rainUntil,
    counts: { none: 0, prepare: 0, evacuate: 0, unknown: 0 },
    features: points.map((point, id) => ({
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [110, 32] },
      properties: { code: null, name: '上湾', open: true, since: judgedAt, ...point },
    })),
  };
}

const badge = (data: CountyWarned | undefined, lacks = false) => raisedBadge({ data, lacks }, wordings.zh, zh);
const paper = (data: CountyWarned | undefined) => paperWords(data, wordings.zh, zh);

describe('the badge of the header', () => {
  it('is not there only where all is known to be below warning, or there is nothing to warn of', () => {
    expect(badge(county(lastHour, below))).toBeUndefined();
    expect(badge(county(null))).toBeUndefined();
    expect(badge(undefined)).toBeUndefined();
  });

  it('counts what is raised and what was when last known', () => {
    expect(badge(county(lastHour, raised, below))).toEqual({
      text: '1',
      title: wordings.zh.messages.warningsRaised(1),
    });
    const { text, title } = badge(county(lastHour, raised, lost)) ?? {};
    expect(text).toBe('2');
    expect(title).toContain(wordings.zh.messages.warningsRaised(1));
    expect(title).toContain(signTitles.lapsed.zh);
  });

  it('asks where the rain is not known, and says why', () => {
    expect(badge(county(null, unknown))).toEqual({ text: '?', title: zh.noRain });
    expect(badge(county(dayBefore, unknown))?.text).toBe('?');
    expect(badge(county(dayBefore, lost))?.text).toBe('1?');
    expect(raisedBadge({ data: county(null, unknown), lacks: false }, wordings.en, en)?.title).toBe(en.noRain);
  });

  it('asks where there is no answer, or none of the present', () => {
    expect(badge(undefined, true)).toEqual({ text: '?', title: zh.stateUnknownShort });
    expect(badge(county(lastHour, below), true)?.text).toBe('?');
    expect(badge(county(lastHour, raised), true)?.text).toBe('1?');
  });
});

describe('a printed map', () => {
  it('says as of when its signs are', () => {
    expect(paper(county(lastHour, below))).toHaveLength(1);
    expect(paper(county(lastHour, below))[0]).toContain('判定时间');
  });

  it('never passes for one without warnings where these are not known', () => {
    expect(paper(undefined)).toEqual([zh.stateUnknown]);
    expect(paper(county(null, unknown))).toEqual([zh.noRain]);
    expect(paper(county(dayBefore, unknown))).toHaveLength(1);
    expect(paper(county(dayBefore, unknown))[0]).toMatch(/^无雨情/);
    expect(paper(county(dayBefore, lost))).toHaveLength(2);
  });

  it('says nothing where the county has no flood points', () => {
    expect(paper(county(null))).toEqual([]);
  });
});
