import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { useChangeUser, useEndSessions, useResetPassword } from '../../../api/accounts.ts';
import type { UserAccount } from '../../../api/types.ts';
import { useWording } from '../../../state/useWording.ts';
import styles from '../account.module.css';
import { ConfirmAction } from '../ConfirmAction.tsx';
import { displayName } from '../displayName.ts';
import { Refusal } from '../Refusal.tsx';
import { SecretOnce } from '../SecretOnce.tsx';
import own from './users.module.css';

/** What an administrator does to another's account: its password, its sessions, whether it may be used at all. */
export function UserDeeds({ user }: { readonly user: UserAccount }) {
  const { messages, say } = useWording();
  const reset = useResetPassword();
  const end = useEndSessions();
  const change = useChangeUser();
  const name = displayName(user, say);
  return (
    <section className={own.block}>
      <h3>{messages.accountSecurity}</h3>
      {reset.data ? (
        <SecretOnce
          title={messages.passwordReset(name)}
          note={messages.userMadeNote(user.name)}
          label={messages.password}
          secret={reset.data.password}
          onDone={reset.reset}
        />
      ) : (
        <Deed explanation={messages.resetPasswordMeans}>
          <ConfirmAction
            label={messages.resetPassword}
            question={messages.resetPasswordQuestion(name)}
            confirmLabel={messages.resetPassword}
            danger
            pending={reset.isPending}
            error={reset.error}
            onConfirm={() => reset.mutate(user.id)}
          />
        </Deed>
      )}
      <Deed explanation={end.isSuccess ? messages.sessionsEnded : messages.endSessionsMeans}>
        <ConfirmAction
          label={messages.endSessions}
          question={messages.endSessionsQuestion(name)}
          confirmLabel={messages.endSessions}
          pending={end.isPending}
          error={end.error}
          onConfirm={(done) => end.mutate(user.id, { onSuccess: done })}
        />
      </Deed>
      {user.disabled ? (
        <Deed explanation={messages.enableMeans}>
          <Button loading={change.isPending} onClick={() => change.mutate({ id: user.id, disabled: false })}>
            {messages.enable}
          </Button>
          <Refusal error={change.error} />
        </Deed>
      ) : (
        <Deed explanation={messages.disableMeans}>
          <ConfirmAction
            label={messages.disable}
            question={messages.disableQuestion(name)}
            confirmLabel={messages.disable}
            danger
            pending={change.isPending}
            error={change.error}
            onConfirm={(done) => change.mutate({ id: user.id, disabled: true }, { onSuccess: done })}
          />
        </Deed>
      )}
    </section>
  );
}

function Deed({ explanation, children }: { readonly explanation: string; readonly children: ReactNode }) {
  return (
    <div className={own.deed}>
      <p role="status" className={styles.intro}>
        {explanation}
      </p>
      {children}
    </div>
  );
}
