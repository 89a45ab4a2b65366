import { lazy, Suspense } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { carriesPhotos } from '../../../data/photos.ts';
import { keyOf } from '../../actions/editing/content.ts';
import { featureRefusal } from '../../actions/editing/permission.ts';
import type { Properties } from '../../actions/properties.ts';
import { useSession } from '../../state/session.ts';

const PhotoSection = lazy(() => import('../photos/PhotoSection.tsx'));

interface FeaturePhotosProps {
  readonly layer: LayerDefinition;
  readonly id: string;
  readonly properties: Properties;
}

/** For accounts alone: the service shows photos to nobody else. */
export function FeaturePhotos({ layer, id, properties }: FeaturePhotosProps) {
  const session = useSession();
  if (!session?.user || !carriesPhotos(layer.id)) return null;
  const mayEdit = featureRefusal(session, layer, { properties }) === undefined;
  return (
    <Suspense fallback={null}>
      <PhotoSection key={id} layer={layer} featureKey={keyOf(layer.id, id)} mayEdit={mayEdit} />
    </Suspense>
  );
}
