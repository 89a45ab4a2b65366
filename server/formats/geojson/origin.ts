/** As `writeGeoJson` begins a file, whatever blanks a tidying program has put in. */
const head = /^\uFEFF?\s*\{\s*"type"\s*:\s*"FeatureCollection"\s*,\s*"collection"\s*:\s*"([a-z_]{1,40})"/;
const headBytes = 400;

/**
 * The layer that a file was exported from, by what `writeGeoJson` writes at its head; undefined for a file of any other
 * making. Ids mean nothing outside their layer, so that they are trusted only where the file says which it is.
 */
export function exportedCollection(file: Uint8Array): string | undefined {
  return head.exec(new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.subarray(0, headBytes)))?.[1];
}
