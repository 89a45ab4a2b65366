import Switch from 'antd/es/switch';
import { layers } from '../../../data/layers/index.ts';
import type { Text } from '../../../data/text.ts';
import { isFromElevation, type Showable } from '../../actions/view.ts';
import { useWording } from '../../state/useWording.ts';
import { showLayers, useView } from '../../state/view.ts';
import { ElevationRow } from './ElevationRow.tsx';
import { LayerRow } from './LayerRow.tsx';
import styles from './layers.module.css';

interface LayerGroupProps {
  readonly title: Text;
  readonly members: readonly Showable[];
}

export function LayerGroup({ title, members }: LayerGroupProps) {
  const { messages, say } = useWording();
  const shown = useView((view) => view.shown);
  const count = members.filter((id) => shown.has(id)).length;
  return (
    <section className={styles.group}>
      <div className={styles.groupHead}>
        <h3>{say(title)}</h3>
        <span className={styles.count}>
          {count}/{members.length}
        </span>
        <Switch
          size="small"
          checked={count > 0}
          aria-label={messages.showGroup(say(title))}
          onChange={(show) => showLayers(members, show)}
        />
      </div>
      <ul>
        {members.map((id) =>
          isFromElevation(id) ? (
            <ElevationRow key={id} id={id} />
          ) : (
            <LayerRow key={id} layer={layers[id]} shown={shown.has(id)} />
          ),
        )}
      </ul>
    </section>
  );
}
