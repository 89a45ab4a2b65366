import { NodeHeap } from './heap.ts';

/** So many buckets reach far beyond the longest way of most networks; what lies further off waits in a heap. */
const bucketCount = 2 ** 16;

/**
 * Nodes by a key, in buckets of one width: the buckets come in order, the nodes of one bucket in any. A key put in is not
 * below the bucket at hand. A node whose key falls is put in again; `isOver` tells whoever takes it out that it has been out
 * before.
 */
export class BucketQueue {
  private readonly perUnit: number;
  /** The last entry of each bucket and, for each entry, the one put into its bucket before it. */
  private readonly last = new Int32Array(bucketCount).fill(-1);
  private before = new Int32Array(1024);
  private nodes = new Int32Array(1024);
  private entries = 0;
  private readonly far = new NodeHeap();
  /** Key at which the first bucket begins. */
  private start = 0;
  private bucket = 0;
  private waiting = 0;
  private taken = -1;

  /** @param width of the buckets, above 0 */
  constructor(width: number) {
    this.perUnit = 1 / width;
  }

  put(node: number, key: number): void {
    const place = (key - this.start) * this.perUnit;
    if (place >= bucketCount) {
      this.far.put(node, key);
      return;
    }
    const bucket = place | 0;
    if (this.entries === this.nodes.length) this.grow();
    const entry = this.entries++;
    this.nodes[entry] = node;
    this.before[entry] = this.last[bucket] as number;
    this.last[bucket] = entry;
    this.waiting++;
  }

  /** Takes a node out; -1 where none is left. */
  pop(): number {
    if (this.taken < 0 && !this.takeBucket()) return -1;
    const entry = this.taken;
    this.taken = this.before[entry] as number;
    this.waiting--;
    return this.nodes[entry] as number;
  }

  /** Whether all of the bucket that a key belongs to have been taken out. */
  isOver(key: number): boolean {
    return (key - this.start) * this.perUnit < this.bucket;
  }

  /** What is put into a bucket while it is being taken out makes another round of it. */
  private takeBucket(): boolean {
    if (this.waiting === 0 && !this.comeNearer()) return false;
    const { last } = this;
    let bucket = this.bucket;
    while ((last[bucket] as number) < 0) bucket++;
    this.bucket = bucket;
    this.taken = last[bucket] as number;
    last[bucket] = -1;
    return true;
  }

  private comeNearer(): boolean {
    const { far } = this;
    if (far.size === 0) return false;
    this.entries = 0;
    this.bucket = 0;
    let node = far.pop();
    this.start = far.key;
    this.put(node, far.key);
    while (far.size > 0 && (far.leastKey - this.start) * this.perUnit < bucketCount) {
      node = far.pop();
      this.put(node, far.key);
    }
    return true;
  }

  private grow(): void {
    const nodes = new Int32Array(2 * this.nodes.length);
    const before = new Int32Array(nodes.length);
    nodes.set(this.nodes);
    before.set(this.before);
    this.nodes = nodes;
    this.before = before;
  }
}
