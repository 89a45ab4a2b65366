import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { nearestPlace } from './along.ts';
import type { Content } from './content.ts';
import { lineOf, reverse } from './lines.ts';

/** Layers whose features name the road section that they are on. */
export const layersAlongRoads = ['road_hazards', 'closures'] as const satisfies readonly LayerId[];

/** A hazard or a closure that names a road section by its code. */
export interface Dependant {
  readonly key: string;
  readonly layer: (typeof layersAlongRoads)[number];
  readonly content: Content;
}

/** What shall become of those that name a section which has changed. */
export interface Carried {
  readonly changed: readonly Dependant[];
  /** On both parts of a section that was split: which of them they belong to, or how they part, a person decides. */
  readonly undecided: readonly Dependant[];
}

/** Closer to the split than this they are taken to end there. */
const toleranceMetres = 1;

/** Those on the second part name that one from now on; those on the first are left as they are. */
export function carriedBySplit(
  road: Content,
  first: Content,
  secondCode: string,
  dependants: readonly Dependant[],
): Carried {
  const line = lineOf(road)?.coordinates ?? [];
  const end = lineOf(first)?.coordinates.at(-1) ?? [];
  const splitMetres = nearestPlace(line, end).alongMetres;
  const changed: Dependant[] = [];
  const undecided: Dependant[] = [];
  for (const dependant of dependants) {
    const own = lineOf(dependant.content)?.coordinates;
    const ends = [own?.[0] ?? [], own?.at(-1) ?? []].map((position) => nearestPlace(line, position).alongMetres);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    if (!own) undecided.push(dependant);
    else if (low >= splitMetres - toleranceMetres) changed.push(named(dependant, secondCode));
    else if (high > splitMetres + toleranceMetres) undecided.push(dependant);
  }
  return { changed, undecided };
}

/**
 * The chainage of a section that was turned round goes on rising along its line, so every place has another one: theirs is
 * mirrored, and their line, side and direction are turned with the section's. Where the section has no chainage there is
 * nothing to mirror in: theirs stays as it was recorded.
 */
export function carriedByReverse(road: Content, dependants: readonly Dependant[]): Carried {
  const { from_m: from, to_m: to } = road.properties;
  const changed = dependants.flatMap((dependant): Dependant[] => {
    const turned = reverse(dependant.content);
    if (!turned.ok) return [];
    const { properties, geometry } = turned.value;
    const { chainage } = layers[dependant.layer];
    const isMirrored = chainage && typeof from === 'number' && typeof to === 'number';
    const measured = isMirrored ? mirrored(properties, chainage, from + to) : properties;
    return [{ ...dependant, content: { geometry, properties: measured } }];
  });
  return { changed, undecided: [] };
}

/** Both ends change places, also where only one of them is measured. */
function mirrored(
  properties: Content['properties'],
  chainage: { readonly from: string; readonly to: string },
  sumMetres: number,
): Content['properties'] {
  const { [chainage.from]: from, [chainage.to]: to, ...others } = properties;
  const other = (metres: unknown) => (typeof metres === 'number' ? Number((sumMetres - metres).toFixed(2)) : metres);
  return { ...others, ...givenOnly({ [chainage.from]: other(to), [chainage.to]: other(from) }) };
}

/** Those of the section that is gone name the joined one; where its line was turned round they are turned with it. */
export function carriedByMerge(
  second: Content,
  joined: Content,
  code: string,
  dependants: readonly Dependant[],
): Carried {
  const line = lineOf(joined)?.coordinates ?? [];
  const own = lineOf(second)?.coordinates ?? [];
  const [start, end] = [own[0] ?? [], own.at(-1) ?? []].map((position) => nearestPlace(line, position).alongMetres);
  const isTurned = (start ?? 0) > (end ?? 0);
  const turned = isTurned ? carriedByReverse(second, dependants).changed : dependants;
  return { changed: turned.map((dependant) => named(dependant, code)), undecided: [] };
}

function named({ content, ...rest }: Dependant, code: string): Dependant {
  return { ...rest, content: { ...content, properties: { ...content.properties, segment_code: code } } };
}

function givenOnly(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
