import Switch from 'antd/es/switch';
import { useWording } from '../../state/useWording.ts';
import { showLayers, useView } from '../../state/view.ts';
import styles from './layers.module.css';

export function HillshadeRow() {
  const { messages } = useWording();
  const shown = useView((view) => view.shown.has('hillshade'));
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <span className={styles.swatch}>
          <span className={styles.relief} />
        </span>
        <span className={styles.title}>{messages.hillshade}</span>
        <Switch
          size="small"
          checked={shown}
          aria-label={messages.showLayer(messages.hillshade)}
          onChange={(show) => showLayers(['hillshade'], show)}
        />
      </div>
    </li>
  );
}
