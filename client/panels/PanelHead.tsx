import { CloseOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './PanelHead.module.css';

export interface PanelHeadProps {
  readonly title: ReactNode;
  /** Left of the title: a way back, a mark. */
  readonly before?: ReactNode;
  /** Between the title and the closing button: what is done with the whole. */
  readonly tools?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

/** What a card over the map is, and how to be rid of it. */
export function PanelHead({ title, before, tools, closeLabel, onClose }: PanelHeadProps) {
  return (
    <div className={styles.head}>
      {before}
      <h2>{title}</h2>
      {tools}
      <IconButton label={closeLabel} onClick={onClose}>
        <CloseOutlined aria-hidden />
      </IconButton>
    </div>
  );
}
