/** Pieces of about this many characters: flat memory, and no system call for each feature. */
const pieceCharacters = 64 * 1024;

/**
 * A FeatureCollection of features that are GeoJSON text already, one a line so that a person or `diff` can read it.
 * The next features are only asked for when the reader of the text wants more, so a slow disk or network slows the
 * query and fills no memory.
 *
 * @param collection the layer that the features are of, which is written at the head: their ids mean nothing without it
 */
export async function* writeGeoJson(
  features: AsyncIterable<string>,
  collection?: string,
): AsyncGenerator<string, void, undefined> {
  const origin = collection === undefined ? '' : `"collection":${JSON.stringify(collection)},`;
  let piece = `{"type":"FeatureCollection",${origin}"features":[`;
  let separator = '\n';
  for await (const feature of features) {
    piece += separator + feature;
    separator = ',\n';
    if (piece.length >= pieceCharacters) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}\n]}\n`;
}
