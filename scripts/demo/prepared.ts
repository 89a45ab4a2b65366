import type { Rings } from './contour.ts';
import type { Point } from './plane.ts';

const bandMetres = 20;

/** Polygons made ready for many questions: edges are sorted into bands of northing, so that few are looked at. */
export class PreparedPolygons {
  readonly #bands = new Map<number, (readonly [Point, Point])[]>();

  constructor(polygons: readonly Rings[]) {
    for (const ring of polygons.flat()) {
      for (let index = 1; index < ring.length; index++) {
        const a = ring[index - 1] as Point;
        const b = ring[index] as Point;
        if (a.y === b.y) continue;
        const top = Math.floor(Math.max(a.y, b.y) / bandMetres);
        for (let band = Math.floor(Math.min(a.y, b.y) / bandMetres); band <= top; band++) {
          const edges = this.#bands.get(band);
          if (edges) edges.push([a, b]);
          else this.#bands.set(band, [[a, b]]);
        }
      }
    }
  }

  /** Inside an odd number of rings: in a polygon and in none of its holes, as the polygons do not overlap. */
  contains(place: Point): boolean {
    let inside = false;
    for (const [a, b] of this.#bands.get(Math.floor(place.y / bandMetres)) ?? []) {
      if (a.y > place.y !== b.y > place.y && place.x < a.x + ((place.y - a.y) / (b.y - a.y)) * (b.x - a.x)) {
        inside = !inside;
      }
    }
    return inside;
  }
}
