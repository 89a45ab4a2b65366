import { slice, stations } from '../line.ts';
import { personName, phoneNumber } from '../names.ts';
import { type Plane, toPosition } from '../plane.ts';
import type { Random } from '../random.ts';
import type { Closure } from '../rescue/closures.ts';
import type { FloodPoint } from '../rescue/points.ts';
import type { EvacuationRoute } from '../rescue/routes.ts';
import type { Shelter } from '../rescue/shelters.ts';
import type { Section } from '../roads/sections.ts';
import { type DemoFeature, lineFeature, pointFeature } from './feature.ts';

const kindNames: Readonly<Record<FloodPoint['kind'], string>> = {
  mountain_flood: '山洪',
  debris_flow: '泥石流',
  landslide: '滑坡',
  waterlogging: '内涝',
};

export function floodPointFeatures(
  plane: Plane,
  draw: Random,
  points: readonly FloodPoint[],
  routes: readonly EvacuationRoute[],
  riverNames: readonly string[],
): DemoFeature[] {
  return points.map((point) => {
    const { prepareMillimetres: prepare, evacuateMillimetres: evacuate } = point;
    const { settlement } = point;
    return pointFeature(plane, settlement.point, {
      code: point.code,
      name: `${settlement.name}${kindNames[point.kind]}灾害点`,
      kind: point.kind,
      risk_grade: point.grade,
      village: settlement.name,
      watercourse: riverNames[point.river],
      households: point.households,
      people: point.people,
      vulnerable_people: Math.round(point.people * draw.between(0.06, 0.22)),
      prepare_1h_mm: prepare[1],
      prepare_3h_mm: prepare[3],
      prepare_6h_mm: prepare[6],
      prepare_24h_mm: prepare[24],
      evacuate_1h_mm: evacuate[1],
      evacuate_3h_mm: evacuate[3],
      evacuate_6h_mm: evacuate[6],
      evacuate_24h_mm: evacuate[24],
      lead_time_min: point.leadTimeMinutes,
      warning_signal: draw.pick(['手摇报警器', '铜锣', '无线预警广播'] as const),
      shelter_code: routes.find((route) => route.point === point)?.shelter.code,
      responsible_person: personName(draw),
      responsible_phone: phoneNumber(draw),
      warning_person: personName(draw),
      warning_phone: phoneNumber(draw),
      transfer_person: personName(draw),
      transfer_phone: phoneNumber(draw),
      surveyed_on: '2025-04-15',
      township: settlement.township,
    });
  });
}

export function shelterFeatures(plane: Plane, draw: Random, shelters: readonly Shelter[]): DemoFeature[] {
  return shelters.map((shelter) =>
    pointFeature(plane, shelter.point, {
      code: shelter.code,
      name: shelter.name,
      kind: shelter.kind,
      capacity: shelter.capacity,
      state: shelter.state,
      area_m2: shelter.capacity * 3,
      supplies: `棉被 ${Math.round(shelter.capacity * 0.6)} 床，饮用水 ${shelter.capacity * 2} 瓶，手电 ${Math.max(5, Math.round(shelter.capacity / 12))} 支`,
      contact_person: personName(draw),
      contact_phone: phoneNumber(draw),
      inspected_on: '2025-04-28',
      source: '演示数据（程序生成）',
      township: shelter.township,
      remarks: shelter.state === 'closed' ? '屋面维修，暂停启用' : undefined,
    }),
  );
}

export function routeFeatures(draw: Random, routes: readonly EvacuationRoute[]): DemoFeature[] {
  return routes.map((route) => {
    const narrow = route.way.sections.some((section) => section.roadClass === 'path');
    const vehicle = !narrow && route.way.lengthMetres > 1_200;
    return lineFeature(route.way.positions, {
      code: route.code,
      name: `${route.point.settlement.name}至${route.shelter.name}`,
      flood_point_code: route.point.code,
      shelter_code: route.shelter.code,
      people: route.point.people,
      mode: vehicle ? 'vehicle' : 'foot',
      vehicle_width_m: vehicle ? draw.pick([2, 2.3, 2.5] as const) : undefined,
      responsible_person: personName(draw),
      responsible_phone: phoneNumber(draw),
      sign_installed: draw.chance(0.8),
      drilled_on: draw.chance(0.85) ? `2025-05-${String(draw.integer(8, 28)).padStart(2, '0')}` : undefined,
      township: route.point.settlement.township,
    });
  });
}

export function closureFeatures(
  plane: Plane,
  draw: Random,
  closures: readonly Closure[],
  townshipOf: (section: Section) => string,
): DemoFeature[] {
  return closures.map(({ section, from, to, reason, validFrom, validTo }, index) => {
    const along = stations(section.points);
    const scale = (section.toMetres - section.fromMetres) / (along[along.length - 1] as number);
    const chainage = (at: number): number | undefined =>
      section.roadCode ? Math.round((section.fromMetres + at * scale) * 10) / 10 : undefined;
    const positions = slice(section.points, along, from, to).map((point) => toPosition(plane, point));
    return lineFeature(positions, {
      code: `FB${String(index + 1).padStart(3, '0')}`,
      name: `${section.name ?? ''}封闭`,
      reason,
      segment_code: section.code,
      road_code: section.roadCode,
      from_m: chainage(from),
      to_m: chainage(to),
      valid_from: validFrom,
      valid_to: validTo,
      announced_by: '安澜县交通运输局',
      contact_phone: phoneNumber(draw),
      township: townshipOf(section),
    });
  });
}
