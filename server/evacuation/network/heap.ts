/**
 * Nodes by a key, the least first, four children a parent. A node whose key falls is put in again; whoever takes nodes out
 * passes over those taken with a key that no longer holds. Keys lie beside each other, not behind the nodes: looking them up
 * in a large network takes most of the time otherwise.
 */
export class NodeHeap {
  private nodes = new Uint32Array(1024);
  private keys = new Float64Array(1024);
  size = 0;
  /** Key of the node taken out last. */
  key = Number.NaN;

  /** Of the node that comes out next. */
  get leastKey(): number {
    return this.keys[0] as number;
  }

  put(node: number, key: number): void {
    if (this.size === this.nodes.length) this.grow();
    const { nodes, keys } = this;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      const other = keys[parent] as number;
      if (other <= key) break;
      keys[place] = other;
      nodes[place] = nodes[parent] as number;
      place = parent;
    }
    keys[place] = key;
    nodes[place] = node;
  }

  /** Takes the node with the least key out. Call only while `size` is above 0. */
  pop(): number {
    const { nodes, keys } = this;
    const top = nodes[0] as number;
    this.key = keys[0] as number;
    const size = --this.size;
    if (size === 0) return top;
    const node = nodes[size] as number;
    const key = keys[size] as number;
    let place = 0;
    for (;;) {
      let child = 4 * place + 1;
      if (child >= size) break;
      let least = keys[child] as number;
      const end = Math.min(child + 4, size);
      for (let next = child + 1; next < end; next++) {
        const value = keys[next] as number;
        if (value >= least) continue;
        least = value;
        child = next;
      }
      if (least >= key) break;
      keys[place] = least;
      nodes[place] = nodes[child] as number;
      place = child;
    }
    keys[place] = key;
    nodes[place] = node;
    return top;
  }

  clear(): void {
    this.size = 0;
  }

  private grow(): void {
    const nodes = new Uint32Array(2 * this.nodes.length);
    const keys = new Float64Array(nodes.length);
    nodes.set(this.nodes);
    keys.set(this.keys);
    this.nodes = nodes;
    this.keys = keys;
  }
}
