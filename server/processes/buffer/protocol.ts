import type { FeatureCollection } from 'geojson';
import type { Text } from '../../../data/text.ts';
import type { ProblemCode, ProblemDetails } from '../../problems.ts';
import type { Dissolve } from './compute.ts';
import type { Distances } from './distances.ts';
import type { SourceFeature } from './source.ts';

export interface BufferTask {
  readonly source: readonly SourceFeature[];
  readonly distances: Distances;
  readonly dissolve: Dissolve;
}

/** A class does not survive the way between threads, so a problem travels as its parts. */
export type BufferAnswer =
  | { readonly type: 'done'; readonly buffers: FeatureCollection }
  | { readonly type: 'problem'; readonly code: ProblemCode; readonly detail: Text; readonly details: ProblemDetails }
  | { readonly type: 'failed'; readonly message: string };
