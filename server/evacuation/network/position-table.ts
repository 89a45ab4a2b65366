/**
 * Numbers positions: the same longitude and latitude, to the last bit, get the same number. Open addressing over typed
 * arrays; a Map with text keys takes ten times the memory and time on a million vertices.
 */
export class PositionTable {
  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly bits = new Float64Array(2);
  private readonly words = new Uint32Array(this.bits.buffer);
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  count = 0;

  /** @param capacity the most positions that can come */
  constructor(capacity: number) {
    let size = 16;
    while (size < 2 * capacity) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    this.longitude = new Float64Array(capacity);
    this.latitude = new Float64Array(capacity);
  }

  numberOf(longitude: number, latitude: number): number {
    let slot = this.hash(longitude, latitude) & this.mask;
    for (;;) {
      const known = this.slots[slot] as number;
      if (known < 0) break;
      if (this.longitude[known] === longitude && this.latitude[known] === latitude) return known;
      slot = (slot + 1) & this.mask;
    }
    const number = this.count++;
    this.slots[slot] = number;
    this.longitude[number] = longitude;
    this.latitude[number] = latitude;
    return number;
  }

  private hash(longitude: number, latitude: number): number {
    // Adding zero makes one of -0 and 0, which are equal but differ in their bits.
    this.bits[0] = longitude + 0;
    this.bits[1] = latitude + 0;
    let hash = 0;
    for (const word of this.words) {
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
