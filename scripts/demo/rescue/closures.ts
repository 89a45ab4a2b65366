import type { Section } from '../roads/sections.ts';
import type { EvacuationRoute } from './routes.ts';
import { belowViaduct } from './underpass.ts';

/** A stretch of a section that is closed for a time; distances from the section's start. */
export interface Closure {
  readonly section: Section;
  readonly from: number;
  readonly to: number;
  readonly reason: 'landslide' | 'flood' | 'construction' | 'collapse';
  /** RFC 3339; a closure without an end is still in force. */
  readonly validFrom: string;
  readonly validTo: string | undefined;
}

/**
 * One closure in force on a route drawn without care, one in force below a bridge that a route uses, one that is over
 * and one that is to come on routes that are otherwise good.
 */
export function chooseClosures(routes: readonly EvacuationRoute[], sections: readonly Section[]): Closure[] {
  const closures: Closure[] = [];
  // A route may leave its first and last section half way; the ones between it drives from end to end.
  const passed = (careful: boolean): Section[] =>
    routes
      .filter((route) => route.careful === careful)
      .flatMap((route) => route.way.sections.slice(1, -1).filter(closable));
  const good = passed(true);
  const careless = passed(false)[0] ?? good.at(-2);
  const [first, ...others] = good;
  const last = others[others.length - 1];
  if (careless) {
    closures.push(stretch(careless, 0.5, 45, 'landslide', '2025-06-18T21:30:00+08:00', undefined));
  }
  if (first) closures.push(whole(first, 'flood', '2024-07-02T06:00:00+08:00', '2024-07-05T18:00:00+08:00'));
  if (last) closures.push(whole(last, 'construction', '2035-10-08T08:00:00+08:00', '2035-12-20T18:00:00+08:00'));
  const below = belowViaduct(sections);
  if (below) {
    closures.push(stretch(below.section, below.share, 40, 'collapse', '2025-08-03T07:10:00+08:00', undefined));
  }
  return closures;
}

function closable(section: Section): boolean {
  return section.structure === 'road' && lengthOf(section) > 70;
}

function lengthOf(section: Section): number {
  return section.planeTo - section.planeFrom;
}

function whole(section: Section, reason: Closure['reason'], validFrom: string, validTo: string): Closure {
  return { section, from: 0, to: lengthOf(section), reason, validFrom, validTo };
}

/** Up to `half` metres each way of a share of the section. */
function stretch(
  section: Section,
  share: number,
  half: number,
  reason: Closure['reason'],
  validFrom: string,
  validTo: string | undefined,
): Closure {
  const length = lengthOf(section);
  const middle = share * length;
  return {
    section,
    from: Math.max(0, middle - half),
    to: Math.min(length, middle + half),
    reason,
    validFrom,
    validTo,
  };
}
