import Button from 'antd/es/button';
import { layers } from '../../../data/layers/index.ts';
import { keyOf } from '../../actions/editing/content.ts';
import { layerRefusal } from '../../actions/editing/permission.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { useEdit } from '../../state/edit.ts';
import { restoreDeleted } from '../../state/editSaving.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './editing.module.css';
import own from './lists.module.css';

/** Features that have been deleted lately, each to be brought back under its own number. */
export function DeletedList() {
  const words = useEditingWords();
  const { say } = useWording();
  const session = useSession();
  const deleted = useEdit((state) => state.deleted);
  const restorable = deleted.filter(({ layer }) => layerRefusal(session, layers[layer]) === undefined);
  if (restorable.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>{words.deletedTitle}</h3>
      <ul className={own.changes}>
        {restorable.map((one) => {
          const title = `${say(layers[one.layer].title)} ${one.title ?? one.id}`;
          return (
            <li key={keyOf(one.layer, one.id)} className={own.deletedItem}>
              <span>{title}</span>
              <Button size="small" aria-label={words.restoreOf(title)} onClick={() => void restoreDeleted(one)}>
                {words.restore}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
