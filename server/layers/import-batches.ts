import type { Position } from 'geojson';
import type pg from 'pg';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { text } from '../../data/text.ts';
import type { FaultList } from './import-faults.ts';
import { insertFeatures, takenCodes } from './store.ts';
import type { NewFeature } from './validation.ts';

/** One statement each: large enough that its fixed cost does not count, small enough to be held twice in memory. */
const batchFeatures = 1000;
const batchPositions = 200_000;

export interface BatchWriterOptions {
  readonly client: pg.ClientBase;
  readonly layer: LayerDefinition;
  readonly faults: FaultList;
  readonly dryRun: boolean;
  /** Takes the ids of each batch, in the order the features came in. */
  readonly onStored: (ids: readonly number[]) => void;
}

/**
 * Stores features batch by batch over one connection. While the database takes a batch, the next one is read and
 * checked. Once there is a fault nothing more is inserted, since all of it will be rolled back; codes are still looked
 * up, so that every fault is found in one go.
 */
export class BatchWriter {
  private readonly client: pg.ClientBase;
  private readonly layer: LayerDefinition;
  private readonly faults: FaultList;
  private readonly dryRun: boolean;
  private readonly onStored: (ids: readonly number[]) => void;
  private batch: { feature: NewFeature; number: number }[] = [];
  private positions = 0;
  private writing: Promise<void> = Promise.resolve();
  private taken = 0;
  private abandoned = false;

  constructor(options: BatchWriterOptions) {
    this.client = options.client;
    this.layer = options.layer;
    this.faults = options.faults;
    this.dryRun = options.dryRun;
    this.onStored = options.onStored;
  }

  /** Features that were handed over and found free of faults, stored once the transaction is committed. */
  get accepted(): number {
    return this.taken;
  }

  /** Resolves when the next feature may come; undefined: at once. Rejects with what the batch before met. */
  add(feature: NewFeature, number: number): Promise<void> | undefined {
    this.batch.push({ feature, number });
    this.positions += countPositions(feature.geometry.coordinates);
    return this.batch.length >= batchFeatures || this.positions >= batchPositions ? this.flush() : undefined;
  }

  async finish(): Promise<void> {
    await this.flush();
    await this.writing;
  }

  /**
   * Ends the writing where the import has failed, and waits until the connection is quiet. A batch is two queries: were
   * the transaction rolled back between them, the second one would be stored by itself.
   */
  async abandon(): Promise<void> {
    this.abandoned = true;
    await this.writing.catch(() => {});
  }

  private async flush(): Promise<void> {
    const { batch } = this;
    this.batch = [];
    this.positions = 0;
    await this.writing;
    this.writing = this.write(batch);
    // Its rejection is taken up by the next flush; until then it must not count as unhandled.
    this.writing.catch(() => {});
  }

  private async write(batch: readonly { feature: NewFeature; number: number }[]): Promise<void> {
    if (batch.length === 0) return;
    await this.refuseTakenCodes(batch);
    this.taken += batch.length;
    if (this.dryRun || this.faults.count > 0 || this.abandoned) return;
    const features = batch.map(({ feature }) => feature);
    this.onStored(await insertFeatures(this.client, this.layer, features));
  }

  private async refuseTakenCodes(batch: readonly { feature: NewFeature; number: number }[]): Promise<void> {
    const codes = batch.flatMap(({ feature: { properties } }) =>
      typeof properties.code === 'string' ? [properties.code] : [],
    );
    if (codes.length === 0) return;
    const taken = await takenCodes(this.client, this.layer, codes);
    if (taken.size === 0) return;
    for (const { feature, number } of batch) {
      const { code } = feature.properties;
      if (typeof code !== 'string' || !taken.has(code)) continue;
      const reason = text(`图层中已有编号为“${code}”的要素`, `the layer has a feature with the code "${code}" already`);
      this.faults.add({ feature: number, member: 'properties.code', code: 'code_taken', reason });
    }
  }
}

function countPositions(
  coordinates: readonly (number | Position | readonly Position[] | readonly (readonly Position[])[])[],
): number {
  const [first] = coordinates;
  if (typeof first === 'number') return 1;
  if (Array.isArray(first) && typeof first[0] === 'number') return coordinates.length;
  let count = 0;
  for (const child of coordinates) if (typeof child !== 'number') count += countPositions(child);
  return count;
}
