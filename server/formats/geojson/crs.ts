import { type Text, text } from '../../../data/text.ts';
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
 * The degrees of CGCS2000, China's own system. Its ellipsoid differs from that of WGS 84 by a tenth of a millimetre and
 * its frame, ITRF97 at 2000.0, by centimetres at the same epoch: below what is surveyed or drawn here.
 */
const cgcs2000Names: readonly RegExp[] = [
  /^urn:ogc:def:crs:EPSG:[\d.]*:4490$/i,
  /^EPSG:4490$/i,
  /^https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[\d.]+\/4490$/i,
  /^(GCS_)?(CGCS[ _]?2000|China[ _]Geodetic[ _]Coordinate[ _]System[ _]2000)$/i,
];

/** Said to whoever brings in a file in CGCS2000. */
export const cgcs2000Remark = text(
  '文件坐标系为 CGCS2000 经纬度（EPSG:4490），与 WGS 84 相差仅厘米级，坐标按原值使用，未作换算。',
  'The file is in CGCS2000 degrees (EPSG:4490), which differ from WGS 84 by centimetres: its coordinates are taken as they are.',
);

/** CGCS2000 / Gauss-Kruger, 6- and 3-degree zones: metres. */
const firstGaussKruger = 4491;
const lastGaussKruger = 4554;

/**
 * Refuses a `crs` member that names anything but degrees of WGS 84 or CGCS2000: taking metres or a shifted datum for
 * degrees would move a road without a word. `null` says nothing and is let pass.
 *
 * @returns what is to be said of a system that is not WGS 84 itself and is taken nevertheless
 */
export function requireDegrees(crs: unknown, place: Place): Text | undefined {
  if (crs === undefined || crs === null) return undefined;
  const name = crsName(crs)?.trim();
  if (name !== undefined && wgs84Names.some((pattern) => pattern.test(name))) return undefined;
  if (name !== undefined && cgcs2000Names.some((pattern) => pattern.test(name))) return cgcs2000Remark;
  const shown = (name ?? JSON.stringify(crs)).slice(0, 120);
  const epsg = Number(/EPSG:[\d.]*:?(\d{4,6})$/i.exec(name ?? '')?.[1]);
  const is = epsg >= firstGaussKruger && epsg <= lastGaussKruger ? metres : text('', '');
  throw readError(
    'foreign_crs',
    place,
    'crs',
    text(
      `坐标系为“${shown}”${is.zh}，只接受经纬度：WGS 84（EPSG:4326）或 CGCS2000（EPSG:4490）。请先转换：ogr2ogr -t_srs EPSG:4326 新文件.geojson 原文件.geojson，或在 QGIS 中另存为 EPSG:4326`,
      `the coordinate system is "${shown}"${is.en}; only degrees of WGS 84 (EPSG:4326) or CGCS2000 (EPSG:4490) are taken. Convert it first: ogr2ogr -t_srs EPSG:4326 new.geojson old.geojson, or save it as EPSG:4326 in QGIS`,
    ),
  );
}

const metres = text('（CGCS2000 高斯投影，单位为米）', ' (CGCS2000 in metres of a Gauss-Kruger zone)');

function crsName(crs: unknown): string | undefined {
  if (typeof crs === 'string') return crs;
  if (typeof crs !== 'object' || crs === null || !('properties' in crs)) return undefined;
  const { properties } = crs;
  if (typeof properties !== 'object' || properties === null || !('name' in properties)) return undefined;
  return typeof properties.name === 'string' ? properties.name : undefined;
}
