import {
  AppstoreAddOutlined,
  BorderInnerOutlined,
  CopyOutlined,
  DeleteOutlined,
  MergeCellsOutlined,
  MinusCircleOutlined,
  MinusSquareOutlined,
  ScissorOutlined,
  SplitCellsOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type OperationId, operations } from '../../actions/editing/operations.ts';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { operationContext, runOperation } from '../../map/editing/runOperation.ts';
import { useEdit } from '../../state/edit.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './form.module.css';

const icons: Readonly<Record<OperationId, ReactNode>> = {
  cut: <ScissorOutlined aria-hidden />,
  split: <SplitCellsOutlined aria-hidden />,
  merge: <MergeCellsOutlined aria-hidden />,
  reverse: <SwapOutlined aria-hidden />,
  addPart: <AppstoreAddOutlined aria-hidden />,
  addHole: <BorderInnerOutlined aria-hidden />,
  duplicate: <CopyOutlined aria-hidden />,
  removePart: <MinusSquareOutlined aria-hidden />,
  removeVertex: <MinusCircleOutlined aria-hidden />,
  delete: <DeleteOutlined aria-hidden />,
};

/** What can be done to the feature in hand. What cannot be done now says why, when pointed at and when tried. */
export function Operations({ featureKey }: { readonly featureKey: string }) {
  const words = useEditingWords();
  const { say } = useWording();
  // Whether an operation can be done depends on the feature's content and on the chosen vertex.
  useEdit(({ history }) => history.present.get(featureKey));
  useEdit(({ vertex }) => vertex);
  const context = operationContext();
  if (!context) return null;
  return (
    <div className={styles.operations} role="toolbar" aria-label={words.operations}>
      {operations
        .filter((operation) => operation.isOffered(context))
        .map(({ id, key, disabledBecause }) => {
          const reason = disabledBecause(context);
          const name = words[id];
          return (
            <button
              key={id}
              type="button"
              className={styles.operation}
              data-danger={id === 'delete' || undefined}
              aria-disabled={reason !== undefined}
              title={
                reason ? words.cannot(name, say(reason)) : `${name} (${key.length === 1 ? key.toUpperCase() : key})`
              }
              aria-label={reason ? words.cannot(name, say(reason)) : name}
              onClick={() => runOperation(id)}
            >
              {icons[id]}
              <span>{name}</span>
            </button>
          );
        })}
    </div>
  );
}
