/** Degrees, as in GeoJSON. */
export type LonLat = readonly [longitude: number, latitude: number];

export interface PlacedGauge {
  readonly code: string;
  readonly place: LonLat;
}

export interface PlacedPoint {
  readonly code: string | undefined;
  readonly place: LonLat;
}

export interface Speaker {
  readonly code: string;
  readonly distanceMetres: number;
}

const earthRadiusMetres = 6_371_008.8;

/** On the sphere (Haversine); within 0.5 % of the ellipsoid, and a gauge's reach is no sharper. */
export function distanceMetres([lon1, lat1]: LonLat, [lon2, lat2]: LonLat): number {
  const rad = Math.PI / 180;
  const a =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(a)));
}

/**
 * The gauges that speak for a flood point: those assigned to it, however far away; without any, the nearest within reach
 * (of several equally near ones the first by code). None where there is none: rain a valley away says nothing.
 *
 * @param gauges those in use
 * @param assigned codes of gauges by code of flood point; one that is not in use is not replaced by another
 */
export function speakersFor(
  point: PlacedPoint,
  gauges: readonly PlacedGauge[],
  assigned: ReadonlyMap<string, ReadonlySet<string>>,
  reachMetres: number,
): readonly Speaker[] {
  const own = point.code === undefined ? undefined : assigned.get(point.code);
  const measured = ({ code, place }: PlacedGauge): Speaker => ({
    code,
    distanceMetres: distanceMetres(point.place, place),
  });
  if (own) return gauges.filter(({ code }) => own.has(code)).map(measured);
  let nearest: Speaker | undefined;
  for (const gauge of gauges) {
    const speaker = measured(gauge);
    if (speaker.distanceMetres > reachMetres) continue;
    const nearer =
      !nearest ||
      speaker.distanceMetres < nearest.distanceMetres ||
      (speaker.distanceMetres === nearest.distanceMetres && speaker.code < nearest.code);
    if (nearer) nearest = speaker;
  }
  return nearest ? [nearest] : [];
}
