import { layers } from '../../../data/layers/index.ts';
import { messages } from '../messages.ts';
import type { CheckedLayer, Statement } from '../types.ts';

/** The reason of a rule that a layer without any feature in the county leaves without a verdict. */
export function noData(layer: CheckedLayer): Statement {
  return { code: 'no_data', message: messages.no_data({ layer: layers[layer].title }), ids: [] };
}
