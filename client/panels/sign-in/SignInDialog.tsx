import { type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  type SignInDialog as Asked,
  dismissSignIn,
  sessionStore,
  useSession,
  useSignInDialog,
} from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { IconButton } from '../IconButton.tsx';
import { Mark } from '../Mark.tsx';
import styles from './SignInDialog.module.css';
import { SignInForm } from './SignInForm.tsx';

/** Over the map: for a stranger who wants to sign in, and for whose sign-in has ended. */
export function SignInDialog() {
  const asked = useSignInDialog();
  return asked === 'closed' ? null : <OpenDialog asked={asked} />;
}

function OpenDialog({ asked }: { readonly asked: Exclude<Asked, 'closed'> }) {
  const { messages } = useWording();
  const dialog = useRef<HTMLDialogElement>(null);
  const mayDismiss = useSession()?.may_read ?? false;

  useLayoutEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  useFocusGivenBack();

  // A browser closes the dialog on a second Escape whatever the page says; it then comes back.
  const reopen = () => {
    dismissSignIn();
    if (sessionStore.get().signIn !== 'closed' && !dialog.current?.open) dialog.current?.showModal();
  };
  const onClick = (event: MouseEvent) => {
    if (event.target === dialog.current) dismissSignIn();
  };

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="sign-in-title"
      onCancel={(event) => {
        event.preventDefault();
        dismissSignIn();
      }}
      onClose={reopen}
      onMouseDown={onClick}
    >
      <div className={styles.body}>
        <div className={styles.head}>
          <Mark height={24} hill="#9a7b3c" water="#136a7a" />
          <h2 id="sign-in-title">{asked === 'lost' ? messages.signInAgain : messages.signInTo(messages.product)}</h2>
          {mayDismiss ? (
            <div className={styles.close}>
              <IconButton label={messages.close} onClick={dismissSignIn}>
                <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                  <path d="M2.5 2.5l11 11m0-11l-11 11" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
                </svg>
              </IconButton>
            </div>
          ) : null}
        </div>
        {asked === 'lost' ? <p className={styles.note}>{messages.signInLost}</p> : null}
        <SignInForm />
      </div>
    </dialog>
  );
}

/** Back to where it was, or, as the button that opened the dialog goes with the sign-in, to the account. */
function useFocusGivenBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const next = before?.isConnected ? before : document.querySelector('[data-account]');
      if (next instanceof HTMLElement) next.focus();
    },
    [before],
  );
}
