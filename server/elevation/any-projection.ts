import { degrees, type Projection, projectionByDefinition, projectionOf } from './projection.ts';

/** A coordinate system as the keys of a GeoTIFF describe it. */
export interface CoordinateSystem extends Projection {
  /** The same for the same system. */
  readonly definition: string;
}

type GeoKeys = Readonly<Record<string, unknown>>;

/** GeoTIFF's word for "described by parameters instead of a code". */
export const userDefined = 32_767;
/** The equatorial radius of WGS 84, GRS 80 and CGCS2000, in metres. */
const modernRadius = '+a=6378137 ';
/** Complaints of the converter that take nothing from the plane position. */
const harmless = /^(bothGCSAndPCSAreSet|vertical\w+)$/;

/**
 * The system of a raster: the usual ones by formula, all others by the EPSG tables of geotiff-geokeys-to-proj4, which
 * are read only when they are needed (1.5 MB).
 *
 * A system on an older ellipsoid whose shift to WGS 84 is not published there is refused: taken as WGS 84 it would lie
 * up to hundreds of metres off, and nothing would show it.
 *
 * @returns undefined where the keys name no system, or one that cannot be worked out
 */
export async function coordinateSystem(keys: GeoKeys): Promise<CoordinateSystem | undefined> {
  const epsg = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  const usual = typeof epsg === 'number' ? projectionOf(epsg) : undefined;
  if (usual !== undefined) return { ...usual, definition: usual === degrees ? 'degrees' : `EPSG:${epsg}` };
  if (epsg === undefined || (epsg === userDefined && keys.ProjCoordTransGeoKey === undefined)) return undefined;
  const { toProj4 } = await import('geotiff-geokeys-to-proj4');
  const {
    proj4,
    errors,
    coordinatesConversionParameters: unit,
  } = toProj4(keys as unknown as Parameters<typeof toProj4>[0]);
  const shiftKnown = proj4.includes(modernRadius) || proj4.includes('+towgs84=');
  if (Object.keys(errors).some((name) => !harmless.test(name)) || !shiftKnown) return undefined;
  if (typeof unit.x !== 'number' || typeof unit.y !== 'number') return undefined;
  // The axis order is that of the EPSG register; a GeoTIFF keeps x east and y north whatever it says.
  const definition = proj4.replace(/\+axis=\w+ /, '');
  try {
    const { forward, inverse } = projectionByDefinition(definition);
    return {
      definition: `${definition} ${unit.x} ${unit.y}`,
      forward: (longitude, latitude) => {
        const [x, y] = forward(longitude, latitude);
        return [x / unit.x, y / unit.y];
      },
      inverse: (x, y) => inverse(x * unit.x, y * unit.y),
    };
  } catch {
    // A projection that proj4 does not have.
    return undefined;
  }
}
