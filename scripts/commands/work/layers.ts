import { isLayerId, type LayerDefinition, layerIds, layers } from '../../../data/layers/index.ts';
import { text } from '../../../data/text.ts';
import { CommandError } from '../failure.ts';

/** @throws CommandError listing the layers there are */
export function layerNamed(id: string): LayerDefinition {
  if (isLayerId(id)) return layers[id];
  throw new CommandError(
    text(
      `没有图层“${id}”，可用：${layerIds.join('、')}`,
      `There is no layer "${id}"; there is ${layerIds.join(', ')}.`,
    ),
  );
}
