/** Nodes by their distance, the least first; a node is in it once, and can only come nearer. Four children a parent. */
export class NodeHeap {
  private readonly nodes: Uint32Array;
  /** Place in `nodes` plus one; 0 where the node is not in the heap. */
  private readonly places: Uint32Array;
  private readonly distance: Float64Array;
  size = 0;

  /** @param distance read whenever nodes are compared: set it before the node is put in or moved up */
  constructor(distance: Float64Array) {
    this.nodes = new Uint32Array(distance.length);
    this.places = new Uint32Array(distance.length);
    this.distance = distance;
  }

  /** Puts a node in, or moves it up after its distance fell. */
  put(node: number): void {
    const { nodes, places, distance } = this;
    let place = places[node] as number;
    if (place === 0) place = ++this.size;
    place--;
    const own = distance[node] as number;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      const other = nodes[parent] as number;
      if ((distance[other] as number) <= own) break;
      nodes[place] = other;
      places[other] = place + 1;
      place = parent;
    }
    nodes[place] = node;
    places[node] = place + 1;
  }

  /** Takes the nearest node out. Call only while `size` is above 0. */
  pop(): number {
    const { nodes, places, distance } = this;
    const top = nodes[0] as number;
    places[top] = 0;
    const size = --this.size;
    if (size === 0) return top;
    const last = nodes[size] as number;
    const own = distance[last] as number;
    let place = 0;
    for (;;) {
      let child = 4 * place + 1;
      if (child >= size) break;
      let least = distance[nodes[child] as number] as number;
      const end = Math.min(child + 4, size);
      for (let next = child + 1; next < end; next++) {
        const value = distance[nodes[next] as number] as number;
        if (value >= least) continue;
        least = value;
        child = next;
      }
      if (least >= own) break;
      const moved = nodes[child] as number;
      nodes[place] = moved;
      places[moved] = place + 1;
      place = child;
    }
    nodes[place] = last;
    places[last] = place + 1;
    return top;
  }
}
