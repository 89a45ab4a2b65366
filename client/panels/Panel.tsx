import { CloseOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import styles from './Panel.module.css';

interface PanelProps {
  readonly side: 'left' | 'right';
  readonly title: ReactNode;
  /** Left of the title: a way back, a mark. */
  readonly before?: ReactNode;
  readonly label: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A card over one side of the map; on a phone a sheet at its foot. */
export function Panel({ side, title, before, label, closeLabel, onClose, children }: PanelProps) {
  return (
    <aside className={`${styles.panel} ${styles[side]}`} data-covers={side} aria-label={label}>
      <div className={styles.head}>
        {before}
        <h2>{title}</h2>
        <button
          type="button"
          className={styles.iconButton}
          title={closeLabel}
          aria-label={closeLabel}
          onClick={onClose}
        >
          <CloseOutlined aria-hidden />
        </button>
      </div>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
