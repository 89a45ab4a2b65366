import { type Text, text } from '../../../data/text.ts';

/** A kind of file that can be imported from the page. Adding one adds an entry, and a reader at the service. */
export interface ImportFormat {
  /** As the service calls it. */
  readonly id: string;
  readonly title: Text;
  /** Lower case, without the dot. */
  readonly extensions: readonly string[];
}

export const importFormats: readonly ImportFormat[] = [
  {
    id: 'geojson',
    title: text('GeoJSON', 'GeoJSON'),
    extensions: ['geojson', 'json', 'geojsonl', 'ndjson', 'geojsons'],
  },
];

/** By the end of the name; undefined for what the page does not import. */
export function importFormatOf(fileName: string): ImportFormat | undefined {
  const lower = fileName.toLowerCase();
  return importFormats.find(({ extensions }) => extensions.some((one) => lower.endsWith(`.${one}`)));
}

/** For the browser's own file chooser. */
export const importAccept = importFormats.flatMap(({ extensions }) => extensions.map((one) => `.${one}`)).join(',');
