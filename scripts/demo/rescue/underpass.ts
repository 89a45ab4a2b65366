import { crossSegments } from '../line.ts';
import type { Point } from '../plane.ts';
import type { Section } from '../roads/sections.ts';

/** The section that a viaduct passes over, and where. */
export function belowViaduct(
  sections: readonly Section[],
): { readonly section: Section; readonly share: number } | undefined {
  const viaduct = sections.find((section) => section.road.traits.viaduct && section.structure === 'bridge');
  if (!viaduct) return undefined;
  const a = viaduct.points[0] as Point;
  const b = viaduct.points[viaduct.points.length - 1] as Point;
  for (const section of sections) {
    if (section.road === viaduct.road) continue;
    for (let index = 0; index + 1 < section.points.length; index++) {
      const crossing = crossSegments(section.points[index] as Point, section.points[index + 1] as Point, a, b);
      if (crossing) return { section, share: (index + crossing.onFirst) / (section.points.length - 1) };
    }
  }
  return undefined;
}
