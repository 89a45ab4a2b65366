import Button from 'antd/es/button';
import { type FormEvent, useState } from 'react';
import { useAddUser } from '../../../api/accounts.ts';
import { useWording } from '../../../state/useWording.ts';
import { Field } from '../../Field.tsx';
import styles from '../account.module.css';
import { Refusal, useFieldRefusal } from '../Refusal.tsx';
import { SecretOnce } from '../SecretOnce.tsx';
import { RoleFields, readRole } from './RoleFields.tsx';

/** The least of rights; more are given on purpose. */
const beginning = { role: 'viewer', township: null } as const;

/** A new account; then its password, shown this once. */
export function NewUser({ close }: { readonly close: () => void }) {
  const { messages } = useWording();
  const add = useAddUser();
  const refused = useFieldRefusal(add.error);
  const [missing, setMissing] = useState<'name' | 'township'>();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const name = String(given.get('name')).trim();
    const displayName = String(given.get('display_name')).trim();
    const { role, township } = readRole(given);
    const without = name === '' ? 'name' : role === 'township' && township === null ? 'township' : undefined;
    setMissing(without);
    if (without) return;
    add.mutate({
      name,
      role,
      ...(displayName === '' ? {} : { display_name: displayName }),
      ...(township === null ? {} : { township }),
    });
  };

  if (add.data) {
    return (
      <SecretOnce
        title={messages.userMade(add.data.display_name)}
        note={messages.userMadeNote(add.data.name)}
        label={messages.password}
        secret={add.data.password}
        onDone={close}
      />
    );
  }
  const wrong = (parameter: string) => {
    if (parameter === 'name' && missing === 'name') return messages.userNameMissing;
    if (parameter === 'township' && missing === 'township') return messages.chooseTownship;
    return refused(parameter);
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field
        name="name"
        label={messages.userName}
        hint={messages.userNameHint}
        error={wrong('name')}
        maxLength={60}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
      />
      <Field
        name="display_name"
        label={messages.displayName}
        hint={messages.displayNameHint}
        error={wrong('display_name')}
        maxLength={100}
        autoComplete="off"
      />
      <RoleFields account={beginning} refused={wrong} />
      <Refusal error={add.error} />
      <div className={styles.actions}>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {messages.newUser}
        </Button>
        <Button onClick={close}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
