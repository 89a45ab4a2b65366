import { EllipsisOutlined } from '@ant-design/icons';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useWording } from '../state/useWording.ts';
import styles from './Header.module.css';

interface MoreToolsProps {
  /** What must be seen of the tools while they are folded away. */
  readonly mark: ReactNode;
  readonly children: ReactNode;
}

/** Tools that stand in the header where it has room, and on a phone behind a button. */
export function MoreTools({ mark, children }: MoreToolsProps) {
  const { messages } = useWording();
  const [open, setOpen] = useState(false);
  const tools = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const toolsId = useId();

  useEffect(() => {
    if (!open) return;
    const isOwn = (target: EventTarget | null) =>
      target instanceof Node && (tools.current?.contains(target) || opener.current?.contains(target));
    const onElsewhere = ({ target }: Event) => {
      if (!isOwn(target)) setOpen(false);
    };
    const onChosen = () => setOpen(false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isOwn(event.target)) return;
      event.stopPropagation();
      opener.current?.focus();
      setOpen(false);
    };
    const list = tools.current;
    list?.addEventListener('click', onChosen);
    document.addEventListener('pointerdown', onElsewhere);
    document.addEventListener('focusin', onElsewhere);
    document.addEventListener('keydown', onKey, true);
    return () => {
      list?.removeEventListener('click', onChosen);
      document.removeEventListener('pointerdown', onElsewhere);
      document.removeEventListener('focusin', onElsewhere);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [open]);

  return (
    <>
      <button
        ref={opener}
        type="button"
        className={`${styles.tool} ${styles.opener}`}
        title={messages.moreTools}
        aria-expanded={open}
        aria-controls={toolsId}
        onClick={() => setOpen(!open)}
      >
        <EllipsisOutlined aria-hidden />
        <span>{messages.moreTools}</span>
        {mark}
      </button>
      <div ref={tools} id={toolsId} className={styles.more} data-open={open || undefined}>
        {children}
      </div>
    </>
  );
}
