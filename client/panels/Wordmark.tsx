import { useWording } from '../state/useWording.ts';
import styles from './Header.module.css';

/** Hills above calm water. */
export function Wordmark() {
  const { messages } = useWording();
  return (
    <h1 className={styles.wordmark}>
      <svg viewBox="0 0 32 28" width="28" height="25" aria-hidden="true">
        <path
          d="M2 11l8-7.5 6 5.4L21 4l9 7"
          fill="none"
          stroke="#e9dfc6"
          strokeWidth="2.3"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
        <path
          d="M2 17.5q3.5-3 7 0t7 0 7 0 7 0M2 24q3.5-3 7 0t7 0 7 0 7 0"
          fill="none"
          stroke="#86ccd6"
          strokeWidth="2.3"
          strokeLinecap="round"
        />
      </svg>
      {messages.product}
    </h1>
  );
}
