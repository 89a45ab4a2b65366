import { ScissorOutlined } from '@ant-design/icons';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { editableLayers } from '../../actions/editing/permission.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { symbolOf } from '../../map/symbols.ts';
import { takeTool } from '../../state/editSession.ts';
import { mapStore } from '../../state/map.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { showLayers } from '../../state/view.ts';
import { Swatch } from '../layers/Swatch.tsx';
import styles from './editing.module.css';
import own from './lists.module.css';

/** Layers whose features are stretches of a road. */
const alongRoads: readonly LayerId[] = ['road_hazards', 'closures'];

/** The layers that the account may draw in. */
export function NewFeature() {
  const words = useEditingWords();
  const { say } = useWording();
  const session = useSession();
  const drawable = editableLayers(session);
  const begin = (layer: LayerId) => {
    showLayers([layer], true);
    takeTool({ kind: 'draw', layer, vertices: 0 });
    focusMap();
  };
  const beginCut = (layer: LayerId) => {
    showLayers([layer, 'roads'], true);
    takeTool({ kind: 'cut', layer, road: '', fromMetres: undefined });
    focusMap();
  };
  if (drawable.length === 0) return <p className={styles.none}>{words.nothingToDraw}</p>;
  return (
    <section className={styles.section}>
      <h3>{words.draw}</h3>
      <p className={styles.hint}>{words.drawHint}</p>
      <ul className={own.layerList}>
        {drawable.map((id) => {
          const layer = layers[id];
          return (
            <li key={id}>
              <button
                type="button"
                className={own.layerButton}
                aria-label={words.drawOf(say(layer.title))}
                onClick={() => begin(id)}
              >
                <span className={own.swatch}>
                  <Swatch
                    layer={layer}
                    value={layer.style.by?.cases[0]?.value}
                    symbol={symbolOf(layer, layer.style.by?.cases[0]?.value)}
                  />
                </span>
                {say(layer.title)}
              </button>
              {alongRoads.includes(id) ? (
                <button
                  type="button"
                  className={own.cutButton}
                  title={words.cutOf(say(layer.title))}
                  aria-label={words.cutOf(say(layer.title))}
                  onClick={() => beginCut(id)}
                >
                  <ScissorOutlined aria-hidden />
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The keys of the tool are the map's: arrows move it, Space points at its centre. */
function focusMap(): void {
  mapStore.get()?.getCanvas().focus();
}
