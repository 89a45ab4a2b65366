import Button from 'antd/es/button';
import { type FormEvent, useState } from 'react';
import { accountStandards } from '../../../data/standards/accounts.ts';
import { useChangePassword } from '../../api/accounts.ts';
import type { SessionUser } from '../../api/types.ts';
import { useWording } from '../../state/useWording.ts';
import { PasswordField } from '../PasswordField.tsx';
import styles from './account.module.css';
import { Refusal, useFieldRefusal } from './Refusal.tsx';

const { passwordCharactersLeast: least, passwordCharactersMost: most } = accountStandards;

export function PasswordSection({ user }: { readonly user: SessionUser }) {
  const { messages } = useWording();
  const change = useChangePassword();
  const refused = useFieldRefusal(change.error);
  const [differs, setDiffers] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const [current, password, again] = ['current', 'password', 'again'].map((name) => String(given.get(name)));
    if (current === undefined || password === undefined) return;
    change.reset();
    setDiffers(password !== again);
    if (password === again) change.mutate({ current, password }, { onSuccess: () => form.reset() });
  };

  return (
    <form className={styles.form} method="post" noValidate onSubmit={submit}>
      <p className={styles.intro}>{messages.changePasswordIntro}</p>
      {/* Tells a password manager whose password it is. */}
      <input className="visually-hidden" tabIndex={-1} aria-hidden readOnly autoComplete="username" value={user.name} />
      <PasswordField
        name="current"
        label={messages.currentPassword}
        autoComplete="current-password"
        error={refused('current')}
      />
      <PasswordField
        name="password"
        label={messages.newPassword}
        autoComplete="new-password"
        hint={messages.passwordRule(least.value, most.value)}
        error={refused('password')}
      />
      <PasswordField
        name="again"
        label={messages.newPasswordAgain}
        autoComplete="new-password"
        error={differs ? messages.passwordsDiffer : undefined}
      />
      {refused('current') || refused('password') ? null : <Refusal error={change.error} />}
      {change.isSuccess ? (
        <p role="status" className={styles.done}>
          {messages.passwordChanged}
        </p>
      ) : null}
      <div>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {messages.changePassword}
        </Button>
      </div>
    </form>
  );
}
