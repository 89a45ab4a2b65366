import { LRUCache } from 'lru-cache';

/** A finished tile with the revision of the layer that it shows. */
export interface RevisedTile {
  readonly revision: string;
  readonly body: Buffer;
}

/** What an entry costs beside its bytes: key, object, list links. Empty tiles would otherwise count nothing. */
const entryOverheadBytes = 400;

/**
 * Keeps finished tiles, and never gives one that lacks a change committed before the call:
 *
 * - `make` reads tile and revision in one statement, which is one snapshot. The revision moves in the transaction that
 *   changes the rows, so the snapshot has both or neither, and a tile is kept under the revision that it shows.
 * - A tile from the cache is given only if its revision is the one committed now.
 * - A tile that others are already waiting for may have been read before the call; it too is given only if its revision
 *   is the one committed now. Otherwise the caller makes its own.
 * - A tile whose making begins after the call needs no such question, which spares the cold tile a round trip.
 *
 * @param currentRevision the committed revision of the layer, read after the call
 */
export function makeTileCache(
  maximumBytes: number,
): (key: string, currentRevision: () => Promise<string>, make: () => Promise<RevisedTile>) => Promise<RevisedTile> {
  const underWay = new Map<string, Promise<RevisedTile>>();
  const finished = new LRUCache<string, RevisedTile>({
    maxSize: maximumBytes,
    sizeCalculation: ({ body }, key) => body.length + key.length + entryOverheadBytes,
  });

  const start = (key: string, make: () => Promise<RevisedTile>): Promise<RevisedTile> => {
    const making = make()
      .then((tile) => {
        finished.set(key, tile);
        return tile;
      })
      .finally(() => {
        if (underWay.get(key) === making) underWay.delete(key);
      });
    underWay.set(key, making);
    return making;
  };

  return async (key, currentRevision, make) => {
    const earlier = finished.get(key) ?? underWay.get(key);
    if (earlier === undefined) return await start(key, make);
    const [tile, revision] = await Promise.all([earlier, currentRevision()]);
    return tile.revision === revision ? tile : await start(key, make);
  };
}
