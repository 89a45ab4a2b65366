import { CloseOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Dock.module.css';

interface DockProps {
  readonly title: ReactNode;
  readonly label: string;
  /** Between the title and the closing button: what is done with the whole. */
  readonly tools?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A card along the foot of the map, between the side panels; what else stands at the foot moves above it. */
export function Dock({ title, label, tools, closeLabel, onClose, children }: DockProps) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = card.current;
    const stage = element?.closest<HTMLElement>('main');
    if (!element || !stage) return;
    const note = () => stage.style.setProperty('--cover-bottom', `${element.offsetHeight + 12}px`);
    const watching = new ResizeObserver(note);
    watching.observe(element);
    return () => {
      watching.disconnect();
      stage.style.removeProperty('--cover-bottom');
    };
  }, []);
  return (
    <section ref={card} className={styles.dock} data-covers="bottom" aria-label={label}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {tools}
        <button type="button" className={styles.close} title={closeLabel} aria-label={closeLabel} onClick={onClose}>
          <CloseOutlined aria-hidden />
        </button>
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
