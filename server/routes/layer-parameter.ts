import type { LayerDefinition } from '../../data/layers/definition.ts';
import { isLayerId, layerIds, layers } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

/** @throws ProblemError `unknown_collection` naming those there are */
export function layerNamed(id: string): LayerDefinition {
  if (isLayerId(id)) return layers[id];
  const shown = id.slice(0, 60);
  throw new ProblemError(
    'unknown_collection',
    text(
      `没有图层“${shown}”；图层有：${layerIds.join('、')}`,
      `There is no collection "${shown}"; there are: ${layerIds.join(', ')}`,
    ),
  );
}
