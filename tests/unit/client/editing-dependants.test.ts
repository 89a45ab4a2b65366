import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../client/actions/editing/content.ts';
import {
  carriedByMerge,
  carriedByReverse,
  carriedBySplit,
  type Dependant,
} from '../../../client/actions/editing/dependants.ts';
import { merge, reverse, split } from '../../../client/actions/editing/lines.ts';
import { layers } from '../../../data/layers/index.ts';

const at = (share: number): Position => [110 + share / 100, 31];
const content = (from: number, to: number, properties: Content['properties']): Content => ({
  geometry: { type: 'LineString', coordinates: [at(from), at((from + to) / 2), at(to)] },
  properties,
});

/** Chainage 1000 to 2000 over shares 0 to 1. */
const road = content(0, 1, { code: 'R', from_m: 1000, to_m: 2000 });
const hazard = (key: string, from: number, to: number, more: Content['properties'] = {}): Dependant => ({
  key,
  layer: 'road_hazards',
  content: content(from, to, { segment_code: 'R', from_m: 1000 + 1000 * from, to_m: 1000 + 1000 * to, ...more }),
});

const value = <T>(outcome: { ok: true; value: T } | { ok: false; reason: unknown }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.reason));
  return outcome.value;
};
const codes = (all: readonly Dependant[]) => all.map((one) => [one.key, one.content.properties.segment_code]);

describe('what names a road section goes with it', () => {
  it('when it is split: those on the second part name that one, and who lies on both is left to a person', () => {
    const [first] = value(split(layers.roads, road, at(0.4)));
    const before = hazard('before', 0.1, 0.4);
    const across = hazard('across', 0.3, 0.6);
    const behind = hazard('behind', 0.4, 0.9);
    const carried = carriedBySplit(road, first, 'R-2', [before, across, behind]);
    expect(codes(carried.changed)).toEqual([['behind', 'R-2']]);
    expect(carried.undecided.map(({ key }) => key)).toEqual(['across']);
    // Chainage runs on through a split.
    expect(carried.changed[0]?.content.properties).toMatchObject({ from_m: 1400, to_m: 1900 });
  });

  it('when it is turned round: chainage, side and direction say the same of the ground as before', () => {
    const { changed } = carriedByReverse(road, [hazard('h', 0.1, 0.3, { side: 'left', direction: 'increasing' })]);
    expect(changed[0]?.content.properties).toMatchObject({
      segment_code: 'R',
      from_m: 1700,
      to_m: 1900,
      side: 'right',
      direction: 'decreasing',
    });
    // Its line runs as the road's does now.
    expect(changed[0]?.content.geometry).toMatchObject({ coordinates: [at(0.3), at(0.2), at(0.1)] });
    // Twice is as it was.
    const turned = value(reverse(road));
    expect(carriedByReverse(turned, changed).changed[0]?.content).toEqual(
      hazard('h', 0.1, 0.3, { side: 'left', direction: 'increasing' }).content,
    );
  });

  it('when it has no chainage, none is made up', () => {
    const bare = content(0, 1, { code: 'R' });
    const { changed } = carriedByReverse(bare, [
      { key: 'c', layer: 'closures', content: content(0.1, 0.2, { segment_code: 'R' }) },
    ]);
    expect(changed[0]?.content.properties).toEqual({ segment_code: 'R' });
  });

  it('when the section has no chainage to mirror in, theirs stays as it was recorded', () => {
    const bare = content(0, 1, { code: 'R' });
    const { changed } = carriedByReverse(bare, [hazard('h', 0.1, 0.3, { side: 'left' })]);
    expect(changed[0]?.content.properties).toMatchObject({ from_m: 1100, to_m: 1300, side: 'right' });
  });

  it('when only one end of theirs is measured, that end is the other one now', () => {
    const half: Dependant = {
      key: 'h',
      layer: 'road_hazards',
      content: content(0.1, 0.3, { segment_code: 'R', from_m: 1100 }),
    };
    expect(carriedByReverse(road, [half]).changed[0]?.content.properties).toEqual({ segment_code: 'R', to_m: 1900 });
  });

  it('when it is joined to another: they name the joined one, turned where its line was', () => {
    const other = content(1, 2, { code: 'Q' });
    const bare = content(0, 1, { code: 'R' });
    const onOther = { ...hazard('h', 1.2, 1.4, { side: 'left' }) };
    const joined = value(merge(layers.roads, bare, other));
    expect(carriedByMerge(other, joined, 'R', [onOther]).changed[0]?.content.properties).toMatchObject({
      segment_code: 'R',
      side: 'left',
    });
    const back = value(reverse(other));
    const joinedBack = value(merge(layers.roads, bare, back));
    expect(carriedByMerge(back, joinedBack, 'R', [onOther]).changed[0]?.content.properties).toMatchObject({
      segment_code: 'R',
      side: 'right',
    });
  });
});
