/**
 * Which vertices lie on one another. Coordinates are compared at 1e-7 degrees (about a centimetre), the precision at
 * which OpenStreetMap and our own export write them.
 */
const precision = 1e7;

/** Open addressing over typed arrays: a Map with string keys takes ten times as long on a million vertices. */
export interface NodeTable {
  /** The node of a place, added where it is new. */
  nodeOf(longitude: number, latitude: number): number;
}

export function makeNodeTable(expectedVertices: number): NodeTable {
  let capacity = 16;
  while (capacity < expectedVertices * 2) capacity *= 2;
  const mask = capacity - 1;
  const keysX = new Int32Array(capacity);
  const keysY = new Int32Array(capacity);
  const nodes = new Int32Array(capacity).fill(-1);
  let count = 0;
  return {
    nodeOf(longitude, latitude) {
      const kx = Math.round(longitude * precision);
      const ky = Math.round(latitude * precision);
      let hash = Math.imul(kx, 0x9e3779b1) ^ Math.imul(ky, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
      let slot = (hash ^ (hash >>> 13)) & mask;
      for (;;) {
        const node = nodes[slot] as number;
        if (node === -1) {
          keysX[slot] = kx;
          keysY[slot] = ky;
          nodes[slot] = count;
          count += 1;
          return count - 1;
        }
        if (keysX[slot] === kx && keysY[slot] === ky) return node;
        slot = (slot + 1) & mask;
      }
    },
  };
}
