import type { Geometry, LineString, MultiLineString, MultiPolygon, Point, Position } from 'geojson';
import type { GeometryType } from '../../../data/layers/definition.ts';
import { type Text, text } from '../../../data/text.ts';
import type { Fault } from '../../problems.ts';
import { polygonInvalidity, rightHanded } from './polygon.ts';
import { looksProjected, looksSwapped } from './swapped.ts';

export type LayerGeometry = Point | LineString | MultiLineString | MultiPolygon;

/** What was mended, so that nothing is changed behind anyone's back. */
export type Mending = 'right_hand_rule' | 'heights_left_out' | 'repeated_positions_removed';

export type GeometryOutcome =
  | { readonly ok: true; readonly geometry: LayerGeometry; readonly mended: readonly Mending[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Below this many degrees (about 0.1 m) from 0°, 0° a position is a missing one that was read as zero. */
const nullIslandDegrees = 1e-6;
/** A feature can have a fault in each of its positions; the first few say enough. */
const faultsPerGeometry = 5;

/**
 * Checks and mends a geometry whose GeoJSON structure is sound.
 *
 * @param wanted the layer's type; a single geometry is taken for its multi type and the other way round when it has one part
 * @returns the geometry in the layer's type, in two dimensions, shells counter-clockwise; or every fault found
 */
export function checkGeometry(geometry: Geometry, wanted: GeometryType, feature: number): GeometryOutcome {
  const faults: Fault[] = [];
  const report = (member: string, code: string, reason: Text) => {
    if (faults.length < faultsPerGeometry) faults.push({ feature, member, code, reason });
  };
  const fitted = fitType(geometry, wanted);
  if (!fitted) {
    report(
      'geometry.type',
      'geometry_type',
      text(
        `几何类型 ${geometry.type} 不适用于此图层，应为 ${wanted}`,
        `${geometry.type} does not fit this layer, which takes ${wanted}`,
      ),
    );
    return { ok: false, faults };
  }
  forEachSuspect(geometry, (position, path) => checkPosition(position, path, report));
  if (faults.length > 0) return { ok: false, faults };

  const mended = new Set<Mending>();
  const flat = flatten(fitted, mended);
  const shaped = checkShape(flat, mended, report);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, geometry: shaped, mended: [...mended] };
}

type Report = (member: string, code: string, reason: Text) => void;

function fitType(geometry: Geometry, wanted: GeometryType): LayerGeometry | undefined {
  if (geometry.type === 'Point' && wanted === 'Point') return geometry;
  if (geometry.type === 'LineString') {
    if (wanted === 'LineString') return geometry;
    if (wanted === 'MultiLineString') return { type: 'MultiLineString', coordinates: [geometry.coordinates] };
  }
  if (geometry.type === 'MultiLineString') {
    if (wanted === 'MultiLineString') return geometry;
    const [only, ...more] = geometry.coordinates;
    if (wanted === 'LineString' && only && more.length === 0) return { type: 'LineString', coordinates: only };
  }
  if (wanted === 'MultiPolygon') {
    if (geometry.type === 'MultiPolygon') return geometry;
    if (geometry.type === 'Polygon') return { type: 'MultiPolygon', coordinates: [geometry.coordinates] };
  }
  return undefined;
}

/** Paths are spelt out only for positions that need naming: a county's import has millions that do not. */
function forEachSuspect(geometry: Geometry, visit: (position: Position, path: string) => void): void {
  const walk = (value: unknown, path: string) => {
    if (!Array.isArray(value)) return;
    if (isPosition(value)) {
      if (!isPlain(value)) visit(value, path);
      return;
    }
    for (const [index, child] of value.entries()) {
      if (Array.isArray(child) && isPosition(child) && isPlain(child)) continue;
      walk(child, `${path}[${index}]`);
    }
  };
  if (geometry.type !== 'GeometryCollection') walk(geometry.coordinates, 'geometry.coordinates');
}

function isPosition(value: readonly unknown[]): value is Position {
  return value.length > 0 && typeof value[0] === 'number';
}

function isPlain([x = Number.NaN, y = Number.NaN]: Position): boolean {
  const inRange = Math.abs(x) <= 180 && Math.abs(y) <= 90;
  return inRange && !isNullIsland(x, y) && !looksSwapped(x, y);
}

function isNullIsland(x: number, y: number): boolean {
  return Math.abs(x) < nullIslandDegrees && Math.abs(y) < nullIslandDegrees;
}

function checkPosition([x = Number.NaN, y = Number.NaN]: Position, path: string, report: Report): void {
  const shown = `[${x}, ${y}]`;
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    report(path, 'coordinate_not_finite', text(`坐标 ${shown} 不是有限的数`, `position ${shown} is not finite`));
  } else if (looksSwapped(x, y)) {
    report(
      path,
      'coordinates_swapped',
      text(
        `坐标 ${shown} 像是把经纬度写反了，应为 [经度, 纬度]`,
        `position ${shown} seems to have latitude and longitude swapped; it must be [longitude, latitude]`,
      ),
    );
  } else if (looksProjected(x, y)) {
    report(
      path,
      'coordinates_projected',
      text(
        `坐标 ${shown} 像是以米为单位的投影坐标，请先转换为 WGS 84 经纬度（EPSG:4326）`,
        `position ${shown} seems to be projected metres; convert to WGS 84 longitude and latitude (EPSG:4326) first`,
      ),
    );
  } else if (Math.abs(x) > 180 || Math.abs(y) > 90) {
    report(
      path,
      'coordinate_out_of_range',
      text(
        `坐标 ${shown} 超出范围：经度 -180 至 180，纬度 -90 至 90`,
        `position ${shown} is out of range: longitude -180 to 180, latitude -90 to 90`,
      ),
    );
  } else if (isNullIsland(x, y)) {
    report(
      path,
      'null_island',
      text(
        `坐标 ${shown} 在几内亚湾，多半是缺失的坐标被写成了 0`,
        `position ${shown} is in the Gulf of Guinea: most likely a missing position written as 0`,
      ),
    );
  }
}

function flatten(geometry: LayerGeometry, mended: Set<Mending>): LayerGeometry {
  const flat = (position: Position): Position => {
    if (position.length === 2) return position;
    mended.add('heights_left_out');
    const [x = Number.NaN, y = Number.NaN] = position;
    return [x, y];
  };
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: flat(geometry.coordinates) };
    case 'LineString':
      return { type: 'LineString', coordinates: geometry.coordinates.map(flat) };
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.map((line) => line.map(flat)) };
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(flat))),
      };
  }
}

function checkShape(geometry: LayerGeometry, mended: Set<Mending>, report: Report): LayerGeometry {
  switch (geometry.type) {
    case 'Point':
      return geometry;
    case 'LineString':
      return {
        type: 'LineString',
        coordinates: cleanLine(geometry.coordinates, 'geometry.coordinates', mended, report),
      };
    case 'MultiLineString': {
      if (geometry.coordinates.length === 0) reportEmpty(report);
      const coordinates = geometry.coordinates.map((line, index) =>
        cleanLine(line, `geometry.coordinates[${index}]`, mended, report),
      );
      return { type: 'MultiLineString', coordinates };
    }
    case 'MultiPolygon':
      return checkPolygon(geometry, mended, report);
  }
}

/** A repeated position adds nothing and makes a segment without direction, which no bend or grade survives. */
function cleanLine(line: readonly Position[], path: string, mended: Set<Mending>, report: Report): Position[] {
  const distinct = line.filter((position, index) => {
    const previous = line[index - 1];
    return !previous || position[0] !== previous[0] || position[1] !== previous[1];
  });
  if (distinct.length < 2) {
    report(path, 'zero_length', text('线的长度为零', 'the line has no length'));
  } else if (distinct.length < line.length) {
    mended.add('repeated_positions_removed');
  }
  return distinct;
}

function checkPolygon(geometry: MultiPolygon, mended: Set<Mending>, report: Report): MultiPolygon {
  if (geometry.coordinates.length === 0 || geometry.coordinates.some((polygon) => polygon.length === 0)) {
    reportEmpty(report);
    return geometry;
  }
  const invalidity = polygonInvalidity(geometry);
  if (invalidity) {
    const at = invalidity.at ? `[${invalidity.at.join(', ')}]` : '';
    report(
      'geometry',
      'polygon_invalid',
      text(
        `多边形无效：${invalidity.reason.zh}${at && `，位置 ${at}`}`,
        `invalid polygon: ${invalidity.reason.en}${at && ` at ${at}`}`,
      ),
    );
    return geometry;
  }
  const turned = rightHanded(geometry);
  if (turned !== geometry) mended.add('right_hand_rule');
  return turned;
}

function reportEmpty(report: Report): void {
  report('geometry.coordinates', 'geometry_empty', text('几何为空', 'the geometry is empty'));
}
