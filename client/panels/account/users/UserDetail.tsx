import Button from 'antd/es/button';
import { type FormEvent, useState } from 'react';
import { useChangeUser } from '../../../api/accounts.ts';
import type { UserAccount } from '../../../api/types.ts';
import { useWording } from '../../../state/useWording.ts';
import { Field } from '../../Field.tsx';
import styles from '../account.module.css';
import { displayName } from '../displayName.ts';
import { Refusal, useFieldRefusal } from '../Refusal.tsx';
import { RoleFields, readRole } from './RoleFields.tsx';
import { UserDeeds } from './UserDeeds.tsx';
import own from './users.module.css';

interface UserDetailProps {
  readonly user: UserAccount;
  readonly isSelf: boolean;
  readonly back: () => void;
}

/** One account: who it is, and what can be done to it. */
export function UserDetail({ user, isSelf, back }: UserDetailProps) {
  const { messages, say } = useWording();
  const change = useChangeUser();
  const refused = useFieldRefusal(change.error);
  const [noTownship, setNoTownship] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const name = String(given.get('display_name')).trim();
    const { role, township } = readRole(given);
    setNoTownship(role === 'township' && township === null);
    if (role === 'township' && township === null) return;
    change.mutate({ id: user.id, role, township, ...(name === '' ? {} : { display_name: name }) });
  };

  return (
    <div className={styles.section}>
      <button type="button" className={own.back} onClick={back}>
        ‹ {messages.allUsers}
      </button>
      <h3 className={own.who}>
        {displayName(user, say)}
        <small>
          {user.name} · {user.disabled ? messages.disabled : messages.enabled}
        </small>
      </h3>
      <form className={styles.form} noValidate onSubmit={submit}>
        <Field
          name="display_name"
          label={messages.displayName}
          defaultValue={user.display_name}
          error={refused('display_name')}
          maxLength={100}
          autoComplete="off"
        />
        <RoleFields
          account={user}
          refused={(parameter) =>
            parameter === 'township' && noTownship ? messages.chooseTownship : refused(parameter)
          }
        />
        <p className={styles.intro}>{messages.roleChangeNote}</p>
        <Refusal error={change.error} />
        {change.isSuccess ? (
          <p role="status" className={styles.done}>
            {messages.saved}
          </p>
        ) : null}
        <div>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {messages.save}
          </Button>
        </div>
      </form>
      {isSelf ? <p className={styles.intro}>{messages.ownAccountNote}</p> : <UserDeeds user={user} />}
    </div>
  );
}
