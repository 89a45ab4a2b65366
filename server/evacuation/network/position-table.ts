/**
 * Numbers positions: the same longitude and latitude, to the last bit, get the same number. Open addressing over typed
 * arrays; a Map with text keys takes ten times the memory and time on a million vertices.
 */
export class PositionTable {
  private slots: Int32Array;
  private mask: number;
  private readonly bits = new Float64Array(2);
  private readonly words = new Uint32Array(this.bits.buffer);
  longitude: Float64Array;
  latitude: Float64Array;
  count = 0;

  /** @param capacity positions that are expected; more make it grow */
  constructor(capacity: number) {
    let size = 16;
    while (size < 2 * capacity) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    this.longitude = new Float64Array(capacity);
    this.latitude = new Float64Array(capacity);
  }

  numberOf(longitude: number, latitude: number): number {
    const slot = this.slotOf(longitude, latitude);
    const known = this.slots[slot] as number;
    if (known >= 0) return known;
    if (this.count === this.longitude.length) {
      this.grow();
      return this.numberOf(longitude, latitude);
    }
    const number = this.count++;
    this.slots[slot] = number;
    this.longitude[number] = longitude;
    this.latitude[number] = latitude;
    return number;
  }

  /** Where the position stands or, where it has no number, would stand. */
  private slotOf(longitude: number, latitude: number): number {
    let slot = this.hash(longitude, latitude) & this.mask;
    for (;;) {
      const known = this.slots[slot] as number;
      if (known < 0) return slot;
      if (this.longitude[known] === longitude && this.latitude[known] === latitude) return slot;
      slot = (slot + 1) & this.mask;
    }
  }

  private grow(): void {
    const { longitude, latitude, count } = this;
    const capacity = Math.max(16, Math.ceil(1.25 * count));
    this.longitude = new Float64Array(capacity);
    this.latitude = new Float64Array(capacity);
    this.longitude.set(longitude);
    this.latitude.set(latitude);
    if (2 * capacity <= this.slots.length) return;
    this.slots = new Int32Array(2 * this.slots.length).fill(-1);
    this.mask = this.slots.length - 1;
    for (let number = 0; number < count; number++) {
      this.slots[this.slotOf(longitude[number] as number, latitude[number] as number)] = number;
    }
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
