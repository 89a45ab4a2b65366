import { text } from '../../../data/text.ts';
import type { Format } from '../format.ts';
import { exportedCollection } from './origin.ts';
import { readGeoJson } from './read.ts';
import { writeGeoJson } from './write.ts';

/** RFC 7946; newline-delimited features and RFC 8142 sequences are read too. */
export const geojson: Format = {
  id: 'geojson',
  title: text('GeoJSON', 'GeoJSON'),
  mediaType: 'application/geo+json',
  extensions: ['geojson', 'json', 'geojsonl', 'ndjson', 'geojsons'],
  read: readGeoJson,
  write: writeGeoJson,
  origin: exportedCollection,
};
