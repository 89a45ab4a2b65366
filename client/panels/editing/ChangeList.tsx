import { RollbackOutlined } from '@ant-design/icons';
import { layers } from '../../../data/layers/index.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { flyToGeometry } from '../../map/camera.ts';
import { editStore, useEdit } from '../../state/edit.ts';
import { changedTitles, changeKind, openEdit, revertFeature } from '../../state/editSession.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './editing.module.css';
import own from './lists.module.css';
import { titleOf } from './titles.ts';

/** Every feature with unsaved changes, to be gone to, opened and put back as it was. */
export function ChangeList() {
  const words = useEditingWords();
  const wording = useWording();
  const { say } = wording;
  const state = useEdit((value) => value);
  if (state.history.present.size === 0) return null;
  const kinds = { new: words.kindNew, changed: words.kindChanged, deleted: words.kindDeleted };
  return (
    <section className={styles.section}>
      <h3>{words.changes}</h3>
      <ul className={own.changes}>
        {[...state.history.present].map(([key, { layer }]) => {
          const kind = changeKind(key);
          const members = changedTitles(key).map((name) =>
            name === 'geometry' ? words.geometry : say(layers[layer].properties[name]?.title ?? { zh: name, en: name }),
          );
          const title = titleOf(state, key, wording);
          return (
            <li key={key} data-kind={kind}>
              <button type="button" className={own.change} onClick={() => show(key)}>
                <span className={own.kind}>{kinds[kind]}</span>
                <strong>{title}</strong>
                <span className={own.members}>{[say(layers[layer].title), ...members].join(' · ')}</span>
              </button>
              <button
                type="button"
                className={own.cutButton}
                title={words.revert}
                aria-label={words.revertOf(title)}
                onClick={() => revertFeature(key)}
              >
                <RollbackOutlined aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function show(key: string): void {
  const { history, originals } = editStore.get();
  const content = history.present.get(key)?.content;
  const geometry = (content ?? originals.get(key))?.geometry;
  const map = mapStore.get();
  if (map && geometry) flyToGeometry(map, geometry);
  if (content) openEdit(key);
}
