import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import { editableLayers } from '../../actions/editing/permission.ts';
import { moment } from '../../actions/measures.ts';
import { mostDeleted, useDeleted } from '../../api/deleted.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { restoreDeleted } from '../../state/editSaving.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { chevron } from '../chevron.tsx';
import { Problem } from '../Problem.tsx';
import styles from './editing.module.css';
import own from './lists.module.css';

/** What anybody has ever deleted in a layer and nobody has brought back, from the layer's history. */
export function DeletedEarlier() {
  const words = useEditingWords();
  const { say } = useWording();
  const editable = editableLayers(useSession());
  const [layer, setLayer] = useState<LayerId | undefined>(undefined);
  if (editable.length === 0) return null;
  return (
    <details className={styles.section}>
      <summary className={own.earlier}>{words.deletedEarlier}</summary>
      <div className={own.layerSelect}>
        <Select
          suffixIcon={chevron}
          size="small"
          aria-label={words.deletedOfLayer}
          placeholder={words.deletedOfLayer}
          {...(layer && { value: layer })}
          options={editable.map((id) => ({ value: id, label: say(layers[id].title) }))}
          onChange={(id: LayerId) => setLayer(id)}
        />
      </div>
      {layer === undefined ? null : <OfLayer layer={layer} />}
    </details>
  );
}

function OfLayer({ layer }: { readonly layer: LayerId }) {
  const words = useEditingWords();
  const wording = useWording();
  const { data, error, refetch } = useDeleted(layer);
  if (error) return <Problem title={words.deletedEarlier} error={error} retry={() => void refetch()} />;
  if (!data) return <p className={styles.none}>{wording.messages.loading}</p>;
  if (data.length === 0) return <p className={styles.none}>{words.noneDeleted}</p>;
  return (
    <>
      {data.length >= mostDeleted ? (
        <p className={styles.none} role="status">
          {words.moreDeleted(mostDeleted)}
        </p>
      ) : null}
      <ul className={own.changes}>
        {data.map(({ id, version, name, code, user_name, at, message }) => {
          const title = [name, code].filter((one) => one !== null).join(' ') || `#${id}`;
          return (
            <li key={id} className={own.deletedItem}>
              <span>
                {title}
                <span className={own.deletedBy}>
                  {words.deletedBy(user_name, moment(at, wording))}
                  {message ? ` · ${message}` : null}
                </span>
              </span>
              <Button
                size="small"
                aria-label={words.restoreOf(title)}
                onClick={() => void restoreDeleted({ layer, id, version, title })}
              >
                {words.restore}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
