import type { LineString, Position } from 'geojson';
import type { Queryable } from '../jobs/job.ts';
import { cutRoad, metresAlong } from '../proposals/place.ts';
import type { RoadPosition } from './road-position.ts';

/** What is known of a place asked for by road and chainage. Nothing is guessed: beyond what sections cover there is no place. */
export interface RoadAnswer {
  readonly road_code: string;
  /** Where the chainage is malformed, of its kilometres alone. */
  readonly at_m: number;
  /**
   * `found`: sections cover the chainage; `not_covered`: the road has sections with chainage, none of them there;
   * `no_chainage`: the road's sections carry none; `unknown_road`: there is no such road;
   * `malformed`: the chainage says more than 999 metres after its kilometre; `ambiguous`: it has a dash for its plus.
   */
  readonly state: 'found' | 'not_covered' | 'no_chainage' | 'unknown_road' | 'malformed' | 'ambiguous';
  /** More than one where sections overlap and lie apart. */
  readonly places: readonly RoadPlace[];
  /** Chainages that the road's sections cover, in metres, rising and joined. */
  readonly covered: readonly (readonly [number, number])[];
  /** Of a stretch: where it ends. */
  readonly until?: Pick<RoadAnswer, 'at_m' | 'state' | 'places'>;
}

export interface RoadPlace {
  /** Of the section in the roads layer. */
  readonly id: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly from_m: number;
  readonly to_m: number;
  /** Longitude and latitude. */
  readonly point: readonly [number, number];
}

interface Section {
  readonly id: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly from_m: number | null;
  readonly to_m: number | null;
  /** Only of those that cover the chainage. */
  readonly line: LineString | null;
}

/** Sections that meet at the chainage give the same place; farther apart than this they are two. */
const sameDegrees = 0.0001;
/** Chainages are written to the metre; a gap below it is rounding. */
const joinMetres = 1;

export async function findOnRoad(db: Queryable, { roadCode, atMetres }: RoadPosition): Promise<RoadAnswer> {
  const { rows } = await db.query<Section>(
    `SELECT id, code, name, from_m, to_m,
       CASE WHEN $2::float8 BETWEEN from_m AND to_m THEN ST_AsGeoJSON(geom, 9)::json END AS line
     FROM anlan.roads WHERE upper(road_code) = $1 ORDER BY from_m NULLS LAST, id`,
    [roadCode, atMetres],
  );
  const measured = rows.flatMap(({ from_m: from, to_m: to, ...section }) =>
    from === null || to === null || to <= from ? [] : [{ ...section, from_m: from, to_m: to }],
  );
  const places: RoadPlace[] = [];
  for (const { line, ...section } of measured) {
    if (!line) continue;
    const point = pointAtChainage(line.coordinates, section, atMetres);
    if (!places.some((place) => isSame(place.point, point))) places.push({ ...section, point });
  }
  const state = rows.length === 0 ? 'unknown_road' : measured.length === 0 ? 'no_chainage' : undefined;
  return {
    road_code: roadCode,
    at_m: atMetres,
    state: state ?? (places.length > 0 ? 'found' : 'not_covered'),
    places,
    covered: joined(measured.map(({ from_m: from, to_m: to }) => [from, to])),
  };
}

/** Of words of which it cannot be told what place they mean. */
export function unclearAnswer({ roadCode, atMetres }: RoadPosition, state: 'malformed' | 'ambiguous'): RoadAnswer {
  return { road_code: roadCode, at_m: atMetres, state, places: [], covered: [] };
}

/** Chainage and drawn length differ a little: the place is taken by its share of the section. */
function pointAtChainage(
  line: readonly Position[],
  { from_m: from, to_m: to }: { readonly from_m: number; readonly to_m: number },
  atMetres: number,
): [number, number] {
  const length = metresAlong(line).at(-1) ?? 0;
  const at = ((atMetres - from) / (to - from)) * length;
  const [[longitude = 0, latitude = 0] = []] = cutRoad(line, { from: at, to: at });
  return [longitude, latitude];
}

function isSame([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): boolean {
  return Math.abs(x1 - x2) < sameDegrees && Math.abs(y1 - y2) < sameDegrees;
}

/** @param ranges by where they begin */
function joined(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = result.at(-1);
    if (last && from <= last[1] + joinMetres) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
