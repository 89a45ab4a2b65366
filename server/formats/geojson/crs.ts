import { text } from '../../../data/text.ts';
import { type Place, readError } from './read-error.ts';

/** The names under which files of the older GeoJSON (2008) say WGS 84 longitude/latitude. */
const wgs84Names: readonly RegExp[] = [
  /^urn:ogc:def:crs:OGC:[\d.]*:CRS84h?$/i,
  /^urn:ogc:def:crs:EPSG:[\d.]*:4326$/i,
  /^EPSG:4326$/i,
  /^(OGC:)?CRS:?84$/i,
  /^https?:\/\/www\.opengis\.net\/def\/crs\/(OGC\/[\d.]+\/CRS84h?|EPSG\/[\d.]+\/4326)$/i,
];

/**
 * Refuses a `crs` member that names anything but WGS 84: RFC 7946 has no other, and taking metres or a shifted datum
 * for degrees would move a road without a word. `null` says nothing and is let pass.
 */
export function requireWgs84(crs: unknown, place: Place): void {
  if (crs === undefined || crs === null) return;
  const name = crsName(crs);
  if (name !== undefined && wgs84Names.some((pattern) => pattern.test(name))) return;
  const shown = (name ?? JSON.stringify(crs)).slice(0, 120);
  throw readError(
    'foreign_crs',
    place,
    'crs',
    text(
      `坐标系为“${shown}”，只接受 WGS 84 经纬度（EPSG:4326）。请先转换：ogr2ogr -t_srs EPSG:4326 新文件.geojson 原文件.geojson`,
      `the coordinate system is "${shown}"; only WGS 84 longitude/latitude (EPSG:4326) is taken. Convert it first: ogr2ogr -t_srs EPSG:4326 new.geojson old.geojson`,
    ),
  );
}

function crsName(crs: unknown): string | undefined {
  if (typeof crs === 'string') return crs;
  if (typeof crs !== 'object' || crs === null || !('properties' in crs)) return undefined;
  const { properties } = crs;
  if (typeof properties !== 'object' || properties === null || !('name' in properties)) return undefined;
  return typeof properties.name === 'string' ? properties.name : undefined;
}
