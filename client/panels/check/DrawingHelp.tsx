import Button from 'antd/es/button';
import { cancelDrawing, finishDrawing, undoVertex } from '../../map/drawRoute.ts';
import { useCheck } from '../../state/check.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './check.module.css';
import { FollowRoadsSwitch } from './FollowRoadsSwitch.tsx';

/** How to draw, and buttons for all of it: a phone has no Enter and no Backspace. */
export function DrawingHelp() {
  const { messages } = useWording();
  const vertices = useCheck((check) => check.vertices);
  const ready = useCheck((check) => check.ready);
  if (!ready) return <p className={styles.checking}>{messages.loading}</p>;
  return (
    <div className={styles.start}>
      <p className={styles.drawing} aria-live="polite">
        <span className={styles.pulse} />
        {messages.drawing}
        <span className={styles.vertices}>{messages.vertices(vertices)}</span>
      </p>
      <p>{messages.drawHint}</p>
      <p className={styles.keys}>{messages.drawKeys}</p>
      <FollowRoadsSwitch />
      <div className={styles.buttons}>
        <Button type="primary" disabled={vertices < 2} onClick={finishDrawing}>
          {messages.finishDrawing}
        </Button>
        <Button disabled={vertices < 1} onClick={undoVertex}>
          {messages.undoVertex}
        </Button>
        <Button type="text" onClick={cancelDrawing}>
          {messages.cancel}
        </Button>
      </div>
    </div>
  );
}
