import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ServiceProblem } from '../../api/http.ts';
import { useSignIn } from '../../api/session.ts';
import type { Wording } from '../../i18n/language.ts';
import { useStore } from '../../state/createStore.ts';
import { sessionStore } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import { Field } from '../Field.tsx';
import { PasswordField } from '../PasswordField.tsx';
import styles from './SignInForm.module.css';

/** Name and password. After a refusal the name stays, and the password is ready to be typed over. */
export function SignInForm() {
  const wording = useWording();
  const { messages } = wording;
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<'name' | 'password'>();
  const knownName = useStore(sessionStore, (state) => state.knownName);
  const signIn = useSignIn();

  // Passive, so that a dialog around it is open by then.
  useEffect(() => {
    focusOn(form.current, sessionStore.get().knownName === undefined ? 'username' : 'password');
  }, []);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (signIn.isPending) return;
    const given = new FormData(event.currentTarget);
    const credentials = { name: String(given.get('username')).trim(), password: String(given.get('password')) };
    const empty = credentials.name === '' ? 'name' : credentials.password === '' ? 'password' : undefined;
    setMissing(empty);
    signIn.reset();
    if (empty) return focusOn(form.current, empty === 'name' ? 'username' : 'password');
    signIn.mutate(credentials, { onError: () => focusOn(form.current, 'password') });
  };

  return (
    <form ref={form} className={styles.form} method="post" noValidate onSubmit={submit}>
      <Field
        name="username"
        label={messages.userName}
        error={missing === 'name' ? messages.userNameMissing : undefined}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={60}
        defaultValue={knownName}
      />
      <PasswordField
        name="password"
        label={messages.password}
        error={missing === 'password' ? messages.passwordMissing : undefined}
        autoComplete="current-password"
      />
      <div role="alert" className={styles.alert}>
        {signIn.error ? <p>{refusal(signIn.error, wording)}</p> : null}
      </div>
      <button type="submit" className={styles.submit} aria-disabled={signIn.isPending}>
        {signIn.isPending ? messages.signingIn : messages.signIn}
      </button>
      <p className={styles.help}>{messages.passwordForgotten}</p>
    </form>
  );
}

/** In the person's language, also after it has been switched: the service's words are in the one of the request. */
function refusal(error: Error, { messages, say }: Wording): string {
  if (!(error instanceof ServiceProblem)) return error.message;
  if (error.code === 'sign_in_failed') return messages.signInRefused;
  if (error.code === 'too_many_attempts') {
    return messages.tooManyAttempts(Math.ceil((error.retryAfterSeconds ?? 0) / 60));
  }
  return say(error.detailText) || say(error.titleText);
}

function focusOn(form: HTMLFormElement | null, name: string): void {
  const input = form?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  input?.focus();
  input?.select();
}
