import { slice } from '../line.ts';
import type { Plane, Point } from '../plane.ts';
import type { Random } from '../random.ts';
import type { Culvert } from '../roads/structures.ts';
import type { FloodZone } from '../water/flood.ts';
import type { River } from '../water/rivers.ts';
import type { WaterSurface } from '../water/surfaces.ts';
import { type DemoFeature, linesFeature, polygonsFeature } from './feature.ts';

export interface WaterNames {
  readonly rivers: readonly string[];
  readonly reservoirs: readonly string[];
  readonly ponds: readonly string[];
}

const generated = '演示数据（程序生成）';

export function riverCode(index: number): string {
  return `HL${String(index + 1).padStart(3, '0')}`;
}

/** One feature of each river's open course, and one of every culvert. */
export function watercourseFeatures(
  plane: Plane,
  rivers: readonly River[],
  culverts: readonly Culvert[],
  names: WaterNames,
): DemoFeature[] {
  const features: DemoFeature[] = [];
  rivers.forEach((river, index) => {
    if (river.points.length < 2) return;
    const total = river.along[river.along.length - 1] as number;
    const piped = culverts
      .filter((culvert) => culvert.river === index)
      .map((culvert) => ({ from: Math.max(0, culvert.from), to: Math.min(total, culvert.to) }));
    const code = riverCode(index);
    const width = river.widthsMetres[river.widthsMetres.length - 1] as number;
    const catchment = (river.catchmentsSquareMetres.at(-1) ?? 0) / 1e6;
    const common = {
      name: names.rivers[index],
      kind: catchment >= 8 ? 'river' : catchment >= 2 ? 'stream' : 'gully',
      stream_order: river.order,
      catchment_km2: Math.round(catchment * 100) / 100,
      intermittent: catchment < 1.2,
      source: generated,
    };
    features.push(
      linesFeature(plane, openParts(river, piped, total), {
        code,
        ...common,
        structure: 'open',
        width_m: Math.round(width * 10) / 10,
      }),
    );
    piped.forEach((culvert, serial) => {
      features.push(
        linesFeature(plane, [slice(river.points, river.along, culvert.from, culvert.to)], {
          code: `${code}-H${serial + 1}`,
          ...common,
          structure: 'culvert',
        }),
      );
    });
  });
  return features;
}

function openParts(
  river: River,
  piped: readonly { readonly from: number; readonly to: number }[],
  total: number,
): Point[][] {
  const parts: Point[][] = [];
  let from = 0;
  for (const culvert of [...piped, { from: total, to: total }]) {
    if (culvert.from - from > 0.5) parts.push(slice(river.points, river.along, from, culvert.from));
    from = culvert.to;
  }
  return parts;
}

export function waterBodyFeatures(
  plane: Plane,
  draw: Random,
  surfaces: readonly WaterSurface[],
  names: WaterNames,
): DemoFeature[] {
  const prefixes = { river: 'SM-H', reservoir: 'SM-K', pond: 'SM-T' } as const;
  return surfaces.map((surface) => {
    const list =
      surface.kind === 'river' ? names.rivers : surface.kind === 'reservoir' ? names.reservoirs : names.ponds;
    const dangerous = surface.kind !== 'river' || draw.chance(0.5);
    return polygonsFeature(plane, surface.polygons, {
      code: `${prefixes[surface.kind]}${String(surface.index + 1).padStart(2, '0')}`,
      name: list[surface.index],
      kind: surface.kind,
      dangerous,
      ...(dangerous ? rescue(draw) : {}),
      source: generated,
    });
  });
}

function rescue(draw: Random): Record<string, boolean> {
  return {
    has_sign: draw.chance(0.85),
    has_life_ring: draw.chance(0.6),
    has_rope: draw.chance(0.55),
    has_pole: draw.chance(0.5),
  };
}

export function floodZoneFeatures(plane: Plane, zones: readonly FloodZone[], names: WaterNames): DemoFeature[] {
  return zones.map((zone) => {
    const name = names.rivers[zone.river] ?? '';
    return polygonsFeature(plane, zone.polygons, {
      code: `YM-${riverCode(zone.river)}-${String(zone.returnPeriodYears).padStart(3, '0')}`,
      name: `${name}${zone.returnPeriodYears}年一遇淹没区`,
      kind: 'inundation',
      return_period_years: zone.returnPeriodYears,
      depth_m: Math.round(zone.greatestDepthMetres * 10) / 10,
      watercourse: name,
      method: '地形相对高差法（演示）',
      mapped_on: '2025-03-20',
    });
  });
}
