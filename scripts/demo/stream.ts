import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { DemoFeature } from './features/feature.ts';
import { featureText } from './write.ts';

/** Writes a FeatureCollection feature by feature, holding no more than a buffer of it. */
export class CollectionWriter {
  readonly #file: WriteStream;
  #count = 0;
  #pending = '';

  constructor(path: string) {
    this.#file = createWriteStream(path);
  }

  get count(): number {
    return this.#count;
  }

  async write(feature: DemoFeature): Promise<void> {
    this.#count++;
    this.#pending += `${this.#count === 1 ? head : ',\n'}${featureText(feature, this.#count)}`;
    if (this.#pending.length > 200_000) await this.#flush();
  }

  async close(): Promise<void> {
    this.#pending += `${this.#count === 0 ? head : ''}\n]}\n`;
    await this.#flush();
    this.#file.end();
    await once(this.#file, 'close');
  }

  async #flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = '';
    if (!this.#file.write(text)) await once(this.#file, 'drain');
  }
}

const head = '{"type":"FeatureCollection","features":[\n';
