import { useWording } from '../state/useWording.ts';
import styles from './PartFailed.module.css';

/** A part of the page did not come, or broke: what the person can do, and that nothing of theirs is lost. */
export function PartFailed() {
  const { messages } = useWording();
  return (
    <div className={styles.failed} role="alert">
      <p>
        <b>{messages.partFailed}</b> {messages.partFailedHint}
      </p>
      <button type="button" onClick={() => window.location.reload()}>
        {messages.reloadPage}
      </button>
    </div>
  );
}
