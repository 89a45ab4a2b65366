import type { ReactNode } from 'react';
import { type ActivePart, activate, useEvacuation } from '../../state/evacuation.ts';
import styles from './evacuation.module.css';

interface PartItemProps {
  readonly part: ActivePart;
  readonly tone?: 'bad' | 'warn' | 'plain';
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly sub?: ReactNode;
  /** Shown while it is before the person. */
  readonly children?: ReactNode;
}

/** One line of a list: opens in its place and is shown on the map; once more closes it. */
export function PartItem({ part, tone = 'plain', title, aside, sub, children }: PartItemProps) {
  const isActive = useEvacuation(({ active }) => active?.kind === part.kind && active.index === part.index);
  return (
    <li className={styles.item} data-tone={tone} data-active={isActive || undefined}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={isActive}
        onClick={() => activate(isActive ? undefined : part)}
      >
        <span className={styles.name}>{title}</span>
        {aside ? <span className={styles.aside}>{aside}</span> : null}
        {sub ? <span className={styles.sub}>{sub}</span> : null}
      </button>
      {isActive && children ? <div className={styles.detail}>{children}</div> : null}
    </li>
  );
}
