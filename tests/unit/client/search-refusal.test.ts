import { expect, test } from 'vitest';
import { en } from '../../../client/i18n/finding/en.ts';
import { zh } from '../../../client/i18n/finding/zh.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { roadRefusal } from '../../../client/panels/search/entries.ts';
import type { RoadAnswer } from '../../../server/search/find-on-road.ts';

const road: RoadAnswer = {
  road_code: 'X201',
  at_m: 12_300,
  state: 'not_covered',
  places: [],
  covered: [
    [0, 5000],
    [6000, 8000],
  ],
};

test('a place that no section covers is refused in the language of the page, signs of writing included', () => {
  expect(roadRefusal(road, { wording: wordings.zh, finding: zh })).toBe(
    'X201 K12+300 处没有调查路段，位置不明。已有路段：K0+000–K5+000、K6+000–K8+000',
  );
  expect(roadRefusal(road, { wording: wordings.en, finding: en })).toBe(
    'No section of X201 has been surveyed at K12+300: the place is not known. Sections cover K0+000–K5+000, K6+000–K8+000',
  );
});

test('a road that is found, or was not asked for, is not refused', () => {
  expect(roadRefusal({ ...road, state: 'found' }, { wording: wordings.en, finding: en })).toBeUndefined();
  expect(roadRefusal(null, { wording: wordings.en, finding: en })).toBeUndefined();
});
