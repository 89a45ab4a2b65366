import type { MultiPolygon, Position } from 'geojson';
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js';
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js';
import IsValidOp from 'jsts/org/locationtech/jts/operation/valid/IsValidOp.js';
import { type Text, text } from '../../../data/text.ts';

const reader = new GeoJSONReader(new GeometryFactory());

/** JTS names an invalidity by number (TopologyValidationError); those a closed polygon of finite numbers can have. */
const invalidities: Readonly<Record<number, Text>> = {
  2: text('内环不在外环之内', 'a hole lies outside its shell'),
  3: text('内环相互嵌套', 'holes are nested'),
  4: text('内部不连通', 'the interior is not connected'),
  5: text('边界自相交', 'the boundary crosses itself'),
  6: text('环自相交', 'a ring crosses itself'),
  7: text('多个面相互嵌套', 'polygons are nested in one another'),
  8: text('环重复', 'a ring stands twice'),
  9: text('环的有效坐标点过少', 'a ring has too few different positions'),
};

export interface PolygonInvalidity {
  readonly reason: Text;
  readonly at: Position | undefined;
}

/** Where a polygon breaks the rules of OGC Simple Features, or undefined where it keeps them. */
export function polygonInvalidity(geometry: MultiPolygon): PolygonInvalidity | undefined {
  const error = new IsValidOp(reader.read(geometry)).getValidationError();
  if (!error) return undefined;
  const coordinate = error.getCoordinate();
  return {
    reason: invalidities[error.getErrorType()] ?? text('多边形无效', 'the polygon is not valid'),
    at: coordinate ? [coordinate.x, coordinate.y] : undefined,
  };
}

/** Shells counter-clockwise, holes clockwise (RFC 7946 section 3.1.6). Returns the same object when nothing had to turn. */
export function rightHanded(geometry: MultiPolygon): MultiPolygon {
  let turned = false;
  const coordinates = geometry.coordinates.map((polygon) =>
    polygon.map((ring, index) => {
      if (signedArea(ring) > 0 === (index === 0)) return ring;
      turned = true;
      return ring.toReversed();
    }),
  );
  return turned ? { type: 'MultiPolygon', coordinates } : geometry;
}

/** Twice the planar area in square degrees, positive when counter-clockwise; relative to the first position for precision. */
function signedArea(ring: readonly Position[]): number {
  const [originX = 0, originY = 0] = ring[0] ?? [];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x0 = 0, y0 = 0] = ring[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    sum += (x0 - originX) * (y1 - originY) - (x1 - originX) * (y0 - originY);
  }
  return sum;
}
