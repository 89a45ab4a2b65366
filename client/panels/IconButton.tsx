import type { ReactNode } from 'react';
import styles from './IconButton.module.css';

interface IconButtonProps {
  /** What it does: shown to who points at it, and its name to who listens. */
  readonly label: string;
  readonly onClick: () => void;
  /** The sign, hidden from who listens. */
  readonly children: ReactNode;
}

/** A quiet square with a sign: closes or goes back, in the head of a panel or a page. */
export function IconButton({ label, onClick, children }: IconButtonProps) {
  return (
    <button type="button" className={styles.button} title={label} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}
