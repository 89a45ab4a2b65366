import type { ReactNode } from 'react';
import styles from './Panel.module.css';
import { PanelHead, type PanelHeadProps } from './PanelHead.tsx';

interface PanelProps extends Omit<PanelHeadProps, 'tools'> {
  readonly side: 'left' | 'right';
  readonly label: string;
  readonly children: ReactNode;
}

/** A card over one side of the map; on a phone a sheet at its foot. */
export function Panel({ side, label, children, ...head }: PanelProps) {
  return (
    <aside className={`${styles.panel} ${styles[side]}`} data-covers={side} aria-label={label}>
      <PanelHead {...head} />
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
