import { describe, expect, it } from 'vitest';
import { closureMark, findingStyles, hazardMark, markSvg, passMark, pointMark } from '../../../client/map/marks.ts';
import { gradeCodes, hazardCodes } from '../../../data/layers/codes.ts';
import { layers } from '../../../data/layers/index.ts';

/** The drawing without its colours, as a colour-blind reader or a grey print shows it. */
function withoutColour(svg: string): string {
  return svg.replace(/#[0-9a-f]{6}/gi, (colour) => (colour.toLowerCase() === '#ffffff' ? 'light' : 'dark'));
}

function distinct(drawings: readonly string[]): number {
  return new Set(drawings.map(withoutColour)).size;
}

describe('marks', () => {
  it('tell every kind of hazard apart without colour', () => {
    expect(distinct(hazardCodes.map(({ value }) => markSvg(hazardMark(value, 'major'))))).toBe(hazardCodes.length);
  });

  it('tell the greatest, the greater and the lesser grades apart without colour', () => {
    const drawings = gradeCodes.map(({ value }) => markSvg(pointMark(layers.flood_points, value)));
    expect(distinct(drawings)).toBe(3);
    expect(new Set(drawings).size).toBe(4);
  });

  it('tell findings apart without colour, and unknown from a pass', () => {
    const { error, unknown, warning } = findingStyles;
    expect(distinct([error.mark, unknown.mark, warning.mark, passMark].map((mark) => markSvg(mark)))).toBe(4);
    expect(unknown.mark.colour).not.toBe(passMark.colour);
  });

  it('tell point layers apart without colour', () => {
    const marks = [
      pointMark(layers.flood_points, 'major'),
      pointMark(layers.shelters, 'open'),
      pointMark(layers.shelters, 'closed'),
      pointMark(layers.water_works, 'reservoir'),
      pointMark(layers.settlements, 'village'),
      closureMark,
    ];
    expect(distinct(marks.map((mark) => markSvg(mark)))).toBe(marks.length);
  });

  it('give a hazard without a grade no grade’s colour', () => {
    const graded = gradeCodes.map(({ value }) => hazardMark('cliff', value).colour);
    expect(graded).not.toContain(hazardMark('cliff', undefined).colour);
  });
});
