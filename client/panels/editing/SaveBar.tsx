import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import Alert from 'antd/es/alert';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useEditingWords } from '../../i18n/editing/useEditingWords.ts';
import { editStore, unsavedCount, useEdit } from '../../state/edit.ts';
import { faultCount, retry, save, undoSaved } from '../../state/editSaving.ts';
import { discardAll, isNew, redoStep, undoStep } from '../../state/editSession.ts';
import { dropPhotosOf } from '../../state/photos.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './save.module.css';

/** Undo and redo, what is unsaved, and what has become of saving it. */
export function SaveBar() {
  const words = useEditingWords();
  const count = useEdit(unsavedCount);
  const canUndo = useEdit(({ history }) => history.past.length > 0);
  const canRedo = useEdit(({ history }) => history.future.length > 0);
  const sending = useEdit((state) => state.sending);
  const [asking, setAsking] = useState(false);
  const discard = () => {
    const keys = [...editStore.get().history.present.keys()].filter(isNew);
    void dropPhotosOf(keys);
    discardAll();
    setAsking(false);
  };
  return (
    <section className={styles.saveBar} aria-label={words.save}>
      <div className={styles.saveLine}>
        <Button
          type="text"
          icon={<UndoOutlined aria-hidden />}
          disabled={!canUndo}
          title={`${words.undo} (Ctrl+Z)`}
          aria-label={words.undo}
          onClick={undoStep}
        />
        <Button
          type="text"
          icon={<RedoOutlined aria-hidden />}
          disabled={!canRedo}
          title={`${words.redo} (Ctrl+Shift+Z)`}
          aria-label={words.redo}
          onClick={redoStep}
        />
        <span className={styles.count} aria-live="polite" data-testid="unsaved">
          {count === 0 ? words.nothingUnsaved : words.unsaved(count)}
        </span>
        <Button type="primary" disabled={count === 0 || sending !== 'idle'} title="Ctrl+S" onClick={() => void save()}>
          {sending === 'sending' ? words.saving : words.save}
        </Button>
      </div>
      {count > 0 && !asking ? (
        <Button type="link" size="small" danger onClick={() => setAsking(true)}>
          {words.discard}
        </Button>
      ) : null}
      {asking ? (
        <div className={styles.ask} role="alert">
          <p>{words.discardSure}</p>
          <Button size="small" danger type="primary" onClick={discard}>
            {words.yesDiscard}
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            {words.keep}
          </Button>
        </div>
      ) : null}
      <SaveState />
    </section>
  );
}

function SaveState() {
  const words = useEditingWords();
  const { say } = useWording();
  const { sending, problem, saved, restored, showFaults, conflicts } = useEdit((state) => state);
  if (sending === 'offline' || sending === 'signed-out') {
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={sending === 'offline' ? words.offline : words.signedOut}
        action={
          <Button size="small" onClick={() => void retry()}>
            {words.retry}
          </Button>
        }
      />
    );
  }
  if (problem && conflicts.length === 0) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={words.notSaved}
        description={
          <>
            <p>{say(problem.detailText) || say(problem.titleText)}</p>
            <ul>
              {problem.faults.map(({ member, reason }) => (
                <li key={`${member} ${reason}`}>
                  {member} {reason}
                </li>
              ))}
            </ul>
          </>
        }
      />
    );
  }
  const faulty = showFaults ? faultCount() : 0;
  if (faulty > 0) return <Alert type="error" showIcon role="alert" title={words.mendFaults(faulty)} />;
  if (saved) {
    return (
      <Alert
        type="success"
        showIcon
        role="status"
        title={words.savedCount(saved.count)}
        action={
          <Button size="small" onClick={() => void undoSaved()}>
            {words.undoSaved}
          </Button>
        }
      />
    );
  }
  return restored ? <Alert type="info" showIcon role="status" title={words.restored} /> : null;
}
