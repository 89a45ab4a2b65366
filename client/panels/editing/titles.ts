import { layers } from '../../../data/layers/index.ts';
import { featureTitle } from '../../actions/properties.ts';
import type { Wording } from '../../i18n/language.ts';
import type { EditState } from '../../state/edit.ts';
import { layerOf } from '../../state/editSession.ts';

/** What to call a feature of the session, deleted ones by what they were. */
export function titleOf({ history, originals }: EditState, key: string, { say }: Wording): string {
  const layer = layers[layerOf(key)];
  const content = history.present.get(key)?.content ?? originals.get(key);
  return (content && featureTitle(layer, content.properties)) ?? say(layer.title);
}
