/** Binary min-heap of integers by a floating-point key; equal keys come out in order of the integer, so runs repeat. */
export class MinHeap {
  #keys: Float64Array;
  #items: Int32Array;
  #size = 0;

  constructor(capacity = 1024) {
    this.#keys = new Float64Array(capacity);
    this.#items = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  push(item: number, key: number): void {
    if (this.#size === this.#items.length) this.#grow();
    const keys = this.#keys;
    const items = this.#items;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentKey = keys[parent] as number;
      if (parentKey < key || (parentKey === key && (items[parent] as number) <= item)) break;
      keys[at] = parentKey;
      items[at] = items[parent] as number;
      at = parent;
    }
    keys[at] = key;
    items[at] = item;
  }

  /** Key of the item that `pop` returns next. */
  peekKey(): number {
    if (this.#size === 0) throw new RangeError('the heap is empty');
    return this.#keys[0] as number;
  }

  pop(): number {
    if (this.#size === 0) throw new RangeError('the heap is empty');
    const keys = this.#keys;
    const items = this.#items;
    const top = items[0] as number;
    const size = --this.#size;
    const key = keys[size] as number;
    const item = items[size] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size) {
        const leftKey = keys[child] as number;
        const rightKey = keys[right] as number;
        if (rightKey < leftKey || (rightKey === leftKey && (items[right] as number) < (items[child] as number))) {
          child = right;
        }
      }
      const childKey = keys[child] as number;
      if (childKey > key || (childKey === key && (items[child] as number) >= item)) break;
      keys[at] = childKey;
      items[at] = items[child] as number;
      at = child;
    }
    keys[at] = key;
    items[at] = item;
    return top;
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    const items = new Int32Array(this.#items.length * 2);
    items.set(this.#items);
    this.#items = items;
  }
}
