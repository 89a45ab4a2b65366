import { PlusOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useUsers } from '../../../api/accounts.ts';
import { useWording } from '../../../state/useWording.ts';
import { Problem } from '../../Problem.tsx';
import styles from '../account.module.css';
import { NewUser } from './NewUser.tsx';
import { UserDetail } from './UserDetail.tsx';
import { UserTable } from './UserTable.tsx';

/** All accounts, a new one, or one of them. */
export function UsersSection({ self }: { readonly self: number }) {
  const { messages } = useWording();
  const users = useUsers();
  const [shown, setShown] = useState<'new' | number>();
  const user = users.data?.find(({ id }) => id === shown);
  const back = () => setShown(undefined);
  if (shown === 'new') return <NewUser close={back} />;
  if (user) return <UserDetail key={user.id} user={user} isSelf={user.id === self} back={back} />;
  return (
    <div className={styles.section}>
      <p className={styles.intro}>{messages.usersIntro}</p>
      <div>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setShown('new')}>
          {messages.newUser}
        </Button>
      </div>
      {users.error ? (
        <Problem title={messages.usersFailed} error={users.error} retry={() => void users.refetch()} />
      ) : null}
      {users.isPending ? <p className={styles.intro}>{messages.loading}</p> : null}
      {users.data ? <UserTable users={users.data} self={self} open={setShown} /> : null}
    </div>
  );
}
