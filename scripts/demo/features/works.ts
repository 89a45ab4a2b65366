import { polygonArea } from '../contour.ts';
import { isWet, type Land } from '../land.ts';
import { personName, phoneNumber } from '../names.ts';
import type { Plane, Point } from '../plane.ts';
import type { Random } from '../random.ts';
import type { WaterSurface } from '../water/surfaces.ts';
import { type DemoFeature, pointFeature } from './feature.ts';
import type { WaterNames } from './water.ts';

interface Work {
  readonly kind: 'reservoir' | 'check_dam' | 'pond' | 'pit' | 'works';
  readonly name: string;
  readonly point: Point;
  readonly storage10kCubicMetres?: number;
  readonly damHeightMetres?: number;
  readonly floodLimitLevelMetres?: number;
}

const prefixes = { reservoir: 'SK', check_dam: 'YD', pond: 'ST', pit: 'JK', works: 'GC' } as const;

const damProblems = ['坝坡杂草较深', '溢洪道有堆积物', '启闭机锈蚀', '排水棱体局部塌陷'] as const;
const problems: Readonly<Record<Work['kind'], readonly string[]>> = {
  reservoir: damProblems,
  check_dam: ['坝面有裂缝', '淤积较满', '排洪渠堵塞'],
  pond: ['护栏缺失', '堤埂渗水', '警示牌褪色'],
  pit: ['淤积', '盖板破损', '抽排设备待检修'],
  works: ['施工围堰未按期拆除', '汛期值守安排待完善'],
};

/** Reservoirs at their dams, ponds, check dams across gullies, pits beside town streets, a site or two under way. */
export function waterWorkFeatures(
  plane: Plane,
  draw: Random,
  land: Land,
  surfaces: readonly WaterSurface[],
  names: WaterNames,
  towns: readonly { readonly name: string; readonly point: Point }[],
  townshipOf: (place: Point) => string,
): DemoFeature[] {
  const serials = new Map<Work['kind'], number>();
  return listWorks(draw, land, surfaces, names, towns).map((work) => {
    const serial = (serials.get(work.kind) ?? 0) + 1;
    serials.set(work.kind, serial);
    const dam = work.damHeightMetres !== undefined;
    return pointFeature(plane, work.point, {
      code: `${prefixes[work.kind]}${String(serial).padStart(2, '0')}`,
      name: work.name,
      kind: work.kind,
      risk_grade: draw.pick(['considerable', 'general', 'general', 'low', 'low'] as const),
      storage_10k_m3: work.storage10kCubicMetres,
      dam_height_m: work.damHeightMetres,
      flood_limit_level_m: work.floodLimitLevelMetres,
      dam_state: dam
        ? draw.pick(['safe', 'basically_safe', 'basically_safe', 'dangerous', 'not_assessed'] as const)
        : undefined,
      people_downstream: work.kind === 'reservoir' ? draw.integer(20, 160) * 10 : undefined,
      administrative_person: personName(draw),
      administrative_phone: phoneNumber(draw),
      technical_person: personName(draw),
      technical_phone: phoneNumber(draw),
      patrol_person: personName(draw),
      patrol_phone: phoneNumber(draw),
      has_sign: draw.chance(0.85),
      has_life_ring: draw.chance(0.6),
      has_rope: draw.chance(0.5),
      has_pole: draw.chance(0.5),
      inspected_on: draw.chance(0.9) ? '2025-04-10' : undefined,
      problems: draw.chance(0.25) ? draw.pick(problems[work.kind]) : undefined,
      township: townshipOf(work.point),
    });
  });
}

function listWorks(
  draw: Random,
  land: Land,
  surfaces: readonly WaterSurface[],
  names: WaterNames,
  towns: readonly { readonly name: string; readonly point: Point }[],
): Work[] {
  const works: Work[] = land.reservoirs.map((reservoir, index) => {
    const area = reservoir.cells.length * land.height.cellMetres ** 2;
    return {
      kind: 'reservoir',
      name: names.reservoirs[index] ?? '',
      point: {
        x: (reservoir.dam[0].x + reservoir.dam[1].x) / 2,
        y: (reservoir.dam[0].y + reservoir.dam[1].y) / 2,
      },
      storage10kCubicMetres: Math.round((area * reservoir.meanDepthMetres) / 1_000) / 10,
      damHeightMetres: reservoir.damHeightMetres,
      floodLimitLevelMetres: Math.round((reservoir.levelMetres - 1.5) * 10) / 10,
    };
  });
  for (const surface of surfaces.filter((other) => other.kind === 'pond')) {
    const polygon = surface.polygons[0];
    const rim = polygon?.[0]?.[0];
    if (!polygon || !rim) continue;
    works.push({
      kind: 'pond',
      name: names.ponds[surface.index] ?? '',
      point: rim,
      storage10kCubicMetres: Math.round((polygonArea(polygon) * 1.8) / 100) / 100,
    });
  }
  works.push(...checkDams(draw, land, names));
  towns.forEach((town, index) => {
    const point = dryNear(land, town.point, 70);
    if (index < 4) works.push({ kind: 'pit', name: `${town.name}集水坑`, point });
    if (index === 1)
      works.push({ kind: 'works', name: `${town.name}防洪堤加固工程`, point: dryNear(land, town.point, 130) });
    if (index === 3)
      works.push({ kind: 'works', name: `${town.name}水厂扩建工程`, point: dryNear(land, town.point, 190) });
  });
  return works;
}

/** A dry place at a distance from another. */
function dryNear(land: Land, place: Point, metres: number): Point {
  const places = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ].map(([dx = 0, dy = 0]) => ({ x: place.x + dx * metres, y: place.y + dy * metres }));
  return places.find((other) => !isWet(land, other)) ?? place;
}

function checkDams(draw: Random, land: Land, names: WaterNames): Work[] {
  const dams: Work[] = [];
  land.rivers.forEach((river, index) => {
    const catchment = (river.catchmentsSquareMetres.at(-1) ?? 0) / 1e6;
    if (dams.length === 9 || river.points.length < 60 || catchment > 4 || !draw.chance(0.5)) return;
    const point = river.points[Math.round(river.points.length * 0.45)] as Point;
    const height = draw.integer(4, 11);
    dams.push({
      kind: 'check_dam',
      name: `${names.rivers[index]}淤地坝`,
      point,
      storage10kCubicMetres: Math.round(height * height * 1.1) / 10,
      damHeightMetres: height,
    });
  });
  return dams;
}
