import type { Random } from '../random.ts';
import type { Section } from '../roads/sections.ts';
import { buildStandards } from '../roads/standards.ts';
import { type DemoFeature, lineFeature } from './feature.ts';

/** Features of the roads layer, in the order of the sections. */
export function roadFeatures(
  draw: Random,
  sections: readonly Section[],
  townshipOf: (section: Section) => string,
): DemoFeature[] {
  const surveyed = new Map<number, string>();
  const bridges = new Map<number, number>();
  return sections.map((section) => {
    const standard = buildStandards[section.roadClass];
    const driven = section.roadClass !== 'path';
    const survey = surveyed.get(section.road.index) ?? surveyDate(draw);
    surveyed.set(section.road.index, survey);
    const bus = section.roadClass === 'provincial' || section.roadClass === 'county';
    return lineFeature(section.positions, {
      code: section.code,
      name: nameOf(section, bridges),
      road_code: section.roadCode,
      road_class: section.roadClass,
      technical_class: standard.technicalClass,
      from_m: section.roadCode ? section.fromMetres : undefined,
      to_m: section.roadCode ? section.toMetres : undefined,
      structure: section.structure,
      junction: section.road.traits.roundabout ? 'roundabout' : 'none',
      oneway: section.road.traits.roundabout ? 'forward' : 'both',
      motor_vehicles: driven,
      design_speed_kmh: driven ? standard.designSpeedKmh : undefined,
      width_m: standard.widthMetres,
      lanes: driven ? standard.lanes : undefined,
      surface:
        section.structure === 'ford' ? 'stone' : section.structure === 'causeway' ? 'concrete' : standard.surface,
      guardrail: section.structure === 'bridge' && driven ? 'both' : guardrail(draw, section),
      traffic_per_day: driven ? Math.round(standard.trafficPerDay * draw.between(0.6, 1.4)) : undefined,
      school_bus: driven ? bus || (section.roadClass === 'township' && draw.chance(0.3)) : undefined,
      scheduled_bus: driven ? bus : undefined,
      maintained_by: maintainers[section.roadClass],
      surveyed_on: driven ? survey : undefined,
      township: townshipOf(section),
    });
  });
}

/** Bridges and tunnels of a road are counted from its start. */
function nameOf(section: Section, counted: Map<number, number>): string | undefined {
  if (
    !section.name ||
    section.road.traits.viaduct ||
    (section.structure !== 'bridge' && section.structure !== 'tunnel')
  )
    return section.name;
  const serial = (counted.get(section.road.index) ?? 0) + 1;
  counted.set(section.road.index, serial);
  return `${section.name}${serial}号${section.structure === 'bridge' ? '桥' : '隧道'}`;
}

const maintainers: Readonly<Record<Section['roadClass'], string>> = {
  provincial: '安澜县公路段',
  county: '安澜县交通运输局',
  township: '乡镇农村公路管理站',
  village: '村民委员会',
  urban: '澜城镇人民政府',
  track: '村民委员会',
  path: '村民委员会',
};

function surveyDate(draw: Random): string {
  const month = String(draw.integer(3, 10)).padStart(2, '0');
  const day = String(draw.integer(1, 28)).padStart(2, '0');
  return `2025-${month}-${day}`;
}

function guardrail(draw: Random, section: Section): string {
  const share = section.roadClass === 'provincial' ? 0.45 : section.roadClass === 'county' ? 0.3 : 0.06;
  return draw.chance(share) ? draw.pick(['left', 'right'] as const) : 'none';
}
