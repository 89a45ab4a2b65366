import type { Text } from '../../data/text.ts';

/** One feature as it stood in a file, not validated yet. */
export interface NumberedValue {
  /** Counts from 1 in the order of the file. */
  readonly number: number;
  readonly value: unknown;
}

export interface ReadLimits {
  /** Objects and arrays inside each other, counted within one feature. */
  readonly maximumDepth: number;
  /** One feature alone; the whole file may have any size. */
  readonly maximumFeatureBytes: number;
}

/** Takes what whoever brings in a file is to know of it, though it can be read. */
export type OnRemark = (remark: Text) => void;

/**
 * An exchange format. Reading and writing both stream: neither holds more than a piece of the file in memory.
 *
 * `read` throws `ProblemError` (`malformed_body`) with one fault that carries a stable code, the number of the feature
 * it was in (0: outside any) and the place in the file. Features before that place may have been yielded by then, so the
 * caller stores nothing until the last one has come.
 */
export interface Format {
  readonly id: string;
  readonly title: Text;
  readonly mediaType: string;
  /** Without the dot, the usual one first. */
  readonly extensions: readonly string[];
  readonly read?: (
    source: AsyncIterable<Uint8Array>,
    limits?: Partial<ReadLimits>,
    onRemark?: OnRemark,
  ) => AsyncIterable<NumberedValue>;
  /** Takes each feature as the text of a GeoJSON Feature, which is how the database gives it; `collection` is the layer they are of. */
  readonly write?: (features: AsyncIterable<string>, collection?: string) => AsyncIterable<string>;
  /** The layer that a file was exported from here, where the file says so. */
  readonly origin?: (file: Uint8Array) => string | undefined;
}
