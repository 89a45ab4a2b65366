import Button from 'antd/es/button';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useWording } from '../../state/useWording.ts';
import styles from './ConfirmAction.module.css';
import { Refusal } from './Refusal.tsx';

interface ConfirmActionProps {
  readonly label: string;
  /** What it does, and that it cannot be taken back. */
  readonly question: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly size?: 'small';
  readonly pending: boolean;
  readonly error: Error | null;
  /** Calls back when it is done. */
  readonly onConfirm: (done: () => void) => void;
}

/** A button that asks in its place before it acts. */
export function ConfirmAction(props: ConfirmActionProps) {
  const { label, question, confirmLabel, danger = false, size, pending, error, onConfirm } = props;
  const { messages } = useWording();
  const [asking, setAsking] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = () => {
    setAsking(false);
    // Once the button is there again.
    window.setTimeout(() => trigger.current?.focus());
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Not the whole dialog.
    event.nativeEvent.stopImmediatePropagation();
    close();
  };
  if (!asking) {
    return (
      <Button ref={trigger} danger={danger} {...(size ? { size } : {})} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <fieldset className={styles.question} onKeyDown={closeOnEscape}>
      <legend className="visually-hidden">{label}</legend>
      <p>{question}</p>
      <Refusal error={error} />
      <div className={styles.answers}>
        <Button autoFocus size="small" onClick={close}>
          {messages.cancel}
        </Button>
        <Button type="primary" size="small" danger={danger} loading={pending} onClick={() => onConfirm(close)}>
          {confirmLabel}
        </Button>
      </div>
    </fieldset>
  );
}
