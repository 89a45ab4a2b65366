import Switch from 'antd/es/switch';
import type { ElevationShowable } from '../../actions/view.ts';
import { useWording } from '../../state/useWording.ts';
import { showLayers, useView } from '../../state/view.ts';
import styles from './layers.module.css';

/** The hillshade or the contour lines: switched like a layer, with nothing to tell of its features. */
export function ElevationRow({ id }: { readonly id: ElevationShowable }) {
  const { messages } = useWording();
  const shown = useView((view) => view.shown.has(id));
  return (
    <li className={styles.row}>
      <div className={styles.rowHead}>
        <span className={styles.swatch}>
          <span className={id === 'hillshade' ? styles.relief : styles.contours} />
        </span>
        <span className={styles.title}>{messages[id]}</span>
        <Switch
          size="small"
          checked={shown}
          aria-label={messages.showLayer(messages[id])}
          onChange={(show) => showLayers([id], show)}
        />
      </div>
    </li>
  );
}
