import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Dock.module.css';
import { PanelHead, type PanelHeadProps } from './PanelHead.tsx';

interface DockProps extends Omit<PanelHeadProps, 'before'> {
  readonly label: string;
  readonly children: ReactNode;
}

/** A card along the foot of the map, between the side panels; what else stands at the foot moves above it. */
export function Dock({ label, children, ...head }: DockProps) {
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
      <PanelHead {...head} />
      <div className={styles.body}>{children}</div>
    </section>
  );
}
