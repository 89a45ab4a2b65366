import type { LayerDefinition, LayerId } from '../../../data/layers/definition.ts';
import { layerList } from '../../../data/layers/index.ts';
import { mayChange, mayEdit } from '../../../data/permissions.ts';
import { type Text, text } from '../../../data/text.ts';
import type { SessionDescription } from '../../api/types.ts';
import type { Content } from './content.ts';

const signInFirst = text('登录后才能编辑', 'Sign in to edit');

/** Why the account cannot edit a layer at all, in the service's own words; undefined where it can. */
export function layerRefusal(session: SessionDescription | undefined, layer: LayerDefinition): Text | undefined {
  if (!session?.user) return signInFirst;
  const permission = mayEdit(session.user, layer);
  return permission.allowed ? undefined : permission.reason;
}

/**
 * Why the account cannot edit a feature; undefined where nothing speaks against it. Whether it lies within a township
 * only the service can say.
 */
export function featureRefusal(
  session: SessionDescription | undefined,
  layer: LayerDefinition,
  { properties }: Pick<Content, 'properties'>,
): Text | undefined {
  if (!session?.user) return signInFirst;
  const township = typeof properties.township === 'string' ? properties.township : undefined;
  const permission = mayChange(session.user, 'update', layer, { before: { township, inside: true } });
  return permission.allowed ? undefined : permission.reason;
}

/** Layers the account adds features to, in the order of the county's layers. */
export function editableLayers(session: SessionDescription | undefined): readonly LayerId[] {
  return layerList.filter((layer) => layerRefusal(session, layer) === undefined).map(({ id }) => id);
}
