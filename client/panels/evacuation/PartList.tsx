import { type KeyboardEvent, type ReactNode, useId } from 'react';
import styles from './evacuation.module.css';

/** A list with a heading; the arrow keys go from line to line. */
export function PartList({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h4 id={id} className={styles.heading}>
        {heading}
      </h4>
      <ul onKeyDown={moveByArrows}>{children}</ul>
    </section>
  );
}

function moveByArrows(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('li > button')];
  const at = document.activeElement instanceof HTMLElement ? lines.indexOf(document.activeElement) : -1;
  const next = at < 0 ? undefined : lines[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
