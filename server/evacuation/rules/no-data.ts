import { layers } from '../../../data/layers/index.ts';
import { messages } from '../messages.ts';
import type { CheckedLayer, Statement } from '../types.ts';

/** The reason of a rule that a layer without any feature in the county leaves without a verdict. */
export function noData(layer: CheckedLayer): Statement {
  return { code: 'no_data', message: messages.no_data({ layer: layers[layer].title }), ids: [] };
}

/** The reason of a rule that reads a layer which nobody has given: no statement about the county. */
export function notGiven(layer: CheckedLayer): Statement {
  return { code: 'not_given', message: messages.not_given({ layer: layers[layer].title }), ids: [] };
}
