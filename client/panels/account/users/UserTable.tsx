import Button from 'antd/es/button';
import { useState } from 'react';
import { roles } from '../../../../data/roles.ts';
import { moment } from '../../../actions/measures.ts';
import type { UserAccount } from '../../../api/types.ts';
import { useWording } from '../../../state/useWording.ts';
import { Field } from '../../Field.tsx';
import styles from '../account.module.css';
import { displayName } from '../displayName.ts';
import { TableHead } from '../TableHead.tsx';
import { useTownshipNames } from '../useTownshipNames.ts';
import own from './users.module.css';

/** With fewer accounts than this, looking is quicker than typing. */
const leastToSearch = 10;

interface UserTableProps {
  readonly users: readonly UserAccount[];
  readonly self: number;
  readonly open: (id: number) => void;
}

export function UserTable({ users, self, open }: UserTableProps) {
  const wording = useWording();
  const { messages, say } = wording;
  const townships = useTownshipNames();
  const [wanted, setWanted] = useState('');
  const townshipOf = (user: UserAccount) => townships.find(({ code }) => code === user.township)?.name ?? user.township;
  const found = users.filter((user) =>
    [user.name, displayName(user, say), say(roles[user.role].title), townshipOf(user) ?? ''].some((word) =>
      word.toLowerCase().includes(wanted.trim().toLowerCase()),
    ),
  );
  return (
    <>
      {users.length >= leastToSearch ? (
        <div className={own.search}>
          <Field
            type="search"
            name="wanted"
            label={messages.findUser}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
      ) : null}
      {found.length === 0 ? <p className={styles.empty}>{messages.noUserFound}</p> : null}
      {found.length === 0 ? null : (
        <table className={styles.table}>
          <TableHead titles={[messages.displayName, messages.role, messages.state, messages.lastSignIn]} />
          <tbody>
            {found.map((user) => (
              <tr key={user.id} data-disabled={user.disabled || undefined} className={own.row}>
                <td data-label={messages.displayName}>
                  <span>
                    {displayName(user, say)}
                    {user.id === self ? <span className={own.self}>{messages.yourself}</span> : null}
                    <small>{user.name}</small>
                  </span>
                </td>
                <td data-label={messages.role}>
                  <span>
                    {say(roles[user.role].title)}
                    {user.township ? <small>{townshipOf(user)}</small> : null}
                  </span>
                </td>
                <td data-label={messages.state}>
                  <span className={own.state}>{user.disabled ? messages.disabled : messages.enabled}</span>
                </td>
                <td data-label={messages.lastSignIn}>
                  {user.last_sign_in_at ? moment(user.last_sign_in_at, wording) : messages.neverSignedIn}
                </td>
                <td className={styles.last}>
                  <Button
                    size="small"
                    aria-label={messages.manageUser(displayName(user, say))}
                    onClick={() => open(user.id)}
                  >
                    {messages.manage}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
