import { RightCircleOutlined } from '@ant-design/icons';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { featureTitle } from '../../actions/properties.ts';
import { useFeatureByCode } from '../../api/queries.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { candidatesStore, mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import { select } from '../../state/view.ts';
import styles from './details.module.css';

interface ReferenceProps {
  readonly layer: LayerId;
  readonly code: string;
}

/** The feature that a code names: its name, and the way to it. A code that names nothing is said to. */
export function Reference({ layer, code }: ReferenceProps) {
  const { messages, say } = useWording();
  const { data: feature } = useFeatureByCode(layer, code);
  const title = say(layers[layer].title);
  if (feature === undefined) return null;
  if (feature === null) return <p className={styles.dangling}>{messages.referencedNotFound(title, code)}</p>;
  const show = () => {
    candidatesStore.set([]);
    select({ layer, id: String(feature.id) });
    const map = mapStore.get();
    if (map) flyToGeometry(map, feature.geometry);
  };
  return (
    <button type="button" className={styles.reference} title={messages.showReferenced(title)} onClick={show}>
      {featureTitle(layers[layer], feature.properties) ?? title}
      <RightCircleOutlined aria-hidden />
    </button>
  );
}
