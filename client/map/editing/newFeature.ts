import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { sessionStore } from '../../state/session.ts';

/** What a new feature says before anybody has filled in its form: a township's account draws in its own township. */
export function initialProperties(layer: LayerId): Readonly<Record<string, unknown>> {
  const township = sessionStore.get().session?.user?.township;
  return {
    ...(township && 'township' in layers[layer].properties ? { township } : {}),
    ...(layer === 'road_hazards' ? { state: 'found' } : {}),
  };
}
