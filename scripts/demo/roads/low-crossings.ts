import type { Section } from './sections.ts';

/** Streams crossed on a longer bridge than this cannot be driven through. */
const longestMetres = 34;
const spanned = { ford: 3, causeway: 3 } as const;

/**
 * Makes some small bridges of lesser roads into fords and paved low crossings, as they are in every county. The first
 * of either sort is put where `used` says that people come by most, so that some evacuation route has to face it.
 *
 * @param used how many ways lead over a section
 */
export function lowerCrossings(sections: readonly Section[], used: ReadonlyMap<Section, number>): Section[] {
  const small = sections.filter(
    (section) =>
      section.structure === 'bridge' &&
      lesser.has(section.roadClass) &&
      section.road.traits.viaduct !== true &&
      section.planeTo - section.planeFrom < longestMetres,
  );
  const byUse = [...small].sort((a, b) => (used.get(b) ?? 0) - (used.get(a) ?? 0));
  const structures = new Map<Section, 'ford' | 'causeway'>();
  const place = (structure: 'ford' | 'causeway', candidates: readonly Section[]): void => {
    for (const section of candidates) {
      if ([...structures.values()].filter((other) => other === structure).length === spanned[structure]) return;
      if (!structures.has(section)) structures.set(section, structure);
    }
  };
  const village = byUse.filter((section) => section.roadClass !== 'township');
  const unused = small.filter((section) => section.roadClass !== 'township' && !used.has(section));
  place('ford', [...village.slice(0, 1), ...unused]);
  place('causeway', [...byUse.slice(0, 1), ...unused]);
  return sections.map((section) => {
    const structure = structures.get(section);
    return structure ? { ...section, structure } : section;
  });
}

const lesser = new Set<Section['roadClass']>(['township', 'village', 'track']);
