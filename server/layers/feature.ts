import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { FeatureShape } from './query.ts';
import { quoteIdentifier } from './table.ts';

/** Decimal places of a degree in answers: 0.1 mm, finer than any survey and coarse enough to keep answers small. */
const coordinateDigits = 9;

/**
 * The one place where a row becomes a feature: an SQL expression over the layer's table that gives the GeoJSON Feature
 * as text. Built in the database, since taking rows apart and together again in Node costs more than the query.
 *
 * Members that are missing are said as null, so that clients which read the columns from the first page (GDAL, QGIS)
 * find all of them. Their order is the definition's.
 */
export function featureSql(layer: LayerDefinition, shape: FeatureShape = {}): string {
  const wanted = shape.members;
  const members = Object.keys(layer.properties)
    .filter((member) => wanted === undefined || wanted.includes(member))
    .map(quoteIdentifier);
  const record = ['version AS "_version"', 'created_at AS "_created_at"', 'updated_at AS "_updated_at"'];
  const properties = `(SELECT row_to_json(p)::text FROM (SELECT ${[...members, ...record].join(', ')}) AS p)`;
  const geometry = shape.geometry === false ? "'null'" : `ST_AsGeoJSON(geom, ${coordinateDigits})`;
  return `'{"type":"Feature","id":' || id || ',"geometry":' || ${geometry} || ',"properties":' || ${properties} || '}'`;
}
