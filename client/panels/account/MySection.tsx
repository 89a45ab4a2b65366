import { layers } from '../../../data/layers/index.ts';
import { roles } from '../../../data/roles.ts';
import type { SessionUser } from '../../api/types.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './account.module.css';
import { displayName } from './displayName.ts';
import { useTownshipNames } from './useTownshipNames.ts';

/** Who one is to the service, and what one may change. */
export function MySection({ user }: { readonly user: SessionUser }) {
  const { messages, say } = useWording();
  const edits = useSession()?.edits ?? [];
  const townships = useTownshipNames();
  const { title, description } = roles[user.role];
  const township = townships.find(({ code }) => code === user.township)?.name ?? user.township;
  return (
    <dl className={styles.facts}>
      <dt>{messages.displayName}</dt>
      <dd>{displayName(user, say)}</dd>
      <dt>{messages.userName}</dt>
      <dd>{user.name}</dd>
      <dt>{messages.role}</dt>
      <dd>
        {say(title)}
        <small>{say(description)}</small>
      </dd>
      {township === null ? null : (
        <>
          <dt>{messages.township}</dt>
          <dd>{township}</dd>
        </>
      )}
      <dt>{messages.mayEdit}</dt>
      <dd>
        {edits.length === 0 ? (
          messages.mayEditNone
        ) : (
          <ul className={styles.chips}>
            {edits.map((id) => (
              <li key={id}>{say(layers[id].title)}</li>
            ))}
          </ul>
        )}
        {user.role === 'township' ? <small>{messages.mayEditOwnTownship}</small> : null}
      </dd>
    </dl>
  );
}
