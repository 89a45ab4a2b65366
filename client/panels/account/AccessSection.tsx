import Button from 'antd/es/button';
import { useSetPublicRead } from '../../api/accounts.ts';
import { useSession } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './account.module.css';
import { ConfirmAction } from './ConfirmAction.tsx';
import { Refusal } from './Refusal.tsx';

/** Whether strangers may look. */
export function AccessSection() {
  const { messages } = useWording();
  const session = useSession();
  const set = useSetPublicRead();
  if (!session) return null;
  const isPublic = session.public_read;
  return (
    <div className={styles.section}>
      <dl className={styles.facts}>
        <dt>{messages.publicAccessNow}</dt>
        <dd>
          <strong>{isPublic ? messages.publicAccessOn : messages.publicAccessOff}</strong>
          <small>{isPublic ? messages.publicAccessOnMeans : messages.publicAccessOffMeans}</small>
        </dd>
      </dl>
      <p className={styles.intro}>{messages.publicAccessWarning}</p>
      {isPublic ? (
        <>
          <Refusal error={set.error} />
          <div>
            <Button type="primary" loading={set.isPending} onClick={() => set.mutate(false)}>
              {messages.closeToStrangers}
            </Button>
          </div>
        </>
      ) : (
        <ConfirmAction
          label={messages.openToStrangers}
          question={messages.openToStrangersQuestion}
          confirmLabel={messages.openToStrangers}
          danger
          pending={set.isPending}
          error={set.error}
          onConfirm={(done) => set.mutate(true, { onSuccess: done })}
        />
      )}
    </div>
  );
}
