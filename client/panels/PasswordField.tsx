import { type KeyboardEvent, useState } from 'react';
import { useWording } from '../state/useWording.ts';
import styles from './Field.module.css';
import { FieldFrame, type FieldProps } from './Field.tsx';

type PasswordFieldProps = Omit<FieldProps, 'type' | 'autoComplete'> & {
  readonly autoComplete: 'current-password' | 'new-password';
};

/** Can be looked at while it is typed, and says when capital letters are locked. */
export function PasswordField({ label, hint, error, ...input }: PasswordFieldProps) {
  const { messages } = useWording();
  const [shown, setShown] = useState(false);
  const [capitals, setCapitals] = useState(false);
  const noteCapitals = (event: KeyboardEvent) => setCapitals(event.getModifierState('CapsLock'));
  return (
    <FieldFrame label={label} hint={capitals ? messages.capitalsLocked : hint} error={error}>
      {(control) => (
        <div className={styles.withButton}>
          <input
            {...input}
            {...control}
            type={shown ? 'text' : 'password'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            onKeyDown={noteCapitals}
            onKeyUp={noteCapitals}
          />
          <button
            type="button"
            className={styles.reveal}
            aria-pressed={shown}
            title={shown ? messages.hidePassword : messages.showPassword}
            aria-label={messages.showPassword}
            onClick={() => setShown(!shown)}
          >
            <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor">
              <path
                d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"
                strokeWidth="1.7"
                strokeLinejoin="round"
              />
              <circle cx="12" cy="12" r="2.8" strokeWidth="1.7" />
              {shown ? null : <path d="M4 20L20 4" strokeWidth="1.7" strokeLinecap="round" />}
            </svg>
          </button>
        </div>
      )}
    </FieldFrame>
  );
}
