import { useWording } from '../state/useWording.ts';
import styles from './Header.module.css';
import { Mark } from './Mark.tsx';

export function Wordmark() {
  const { messages } = useWording();
  return (
    <h1 className={styles.wordmark}>
      <Mark height={25} hill="#e9dfc6" water="#86ccd6" />
      {messages.product}
    </h1>
  );
}
