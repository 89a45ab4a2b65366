import { FormOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { storedFrom } from '../../actions/editing/content.ts';
import { featureRefusal, layerRefusal } from '../../actions/editing/permission.ts';
import type { CountyFeature } from '../../api/types.ts';
import { openStored } from '../../state/editSession.ts';
import { openRight } from '../../state/panels.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './details.module.css';

interface EditThisProps {
  readonly layer: LayerDefinition;
  readonly feature: CountyFeature;
}

/** From looking at a feature to editing it. */
export function EditThis({ layer, feature }: EditThisProps) {
  const { messages } = useWording();
  const refusal = useRefusal(layer, feature);
  const stored = storedFrom(feature);
  if (!stored) return null;
  const edit = () => {
    openStored(layer.id, stored);
    openRight('editing');
  };
  return (
    <Button
      size="small"
      icon={<FormOutlined aria-hidden />}
      disabled={refusal !== undefined}
      aria-describedby={refusal ? 'edit-refusal' : undefined}
      onClick={edit}
    >
      {messages.editThis}
    </Button>
  );
}

/** Why the feature cannot be edited by whoever looks at it. */
export function EditRefusal({ layer, feature }: EditThisProps) {
  const { say } = useWording();
  const refusal = useRefusal(layer, feature);
  if (!refusal) return null;
  return (
    <p id="edit-refusal" className={styles.refusal}>
      {say(refusal)}
    </p>
  );
}

function useRefusal(layer: LayerDefinition, { properties }: CountyFeature) {
  const session = useSession();
  return layerRefusal(session, layer) ?? featureRefusal(session, layer, { properties });
}
