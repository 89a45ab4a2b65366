import { chinaDay } from '../../../../data/china-time.ts';
import { day, moment } from '../../../actions/measures.ts';
import { useRevokeToken } from '../../../api/accounts.ts';
import type { ApiToken } from '../../../api/types.ts';
import { useWording } from '../../../state/useWording.ts';
import styles from '../account.module.css';
import { ConfirmAction } from '../ConfirmAction.tsx';
import { TableHead } from '../TableHead.tsx';

export function TokenTable({ tokens }: { readonly tokens: readonly ApiToken[] }) {
  const { messages } = useWording();
  return (
    <table className={styles.table}>
      <TableHead titles={[messages.tokenName, messages.createdOn, messages.expiresOn, messages.lastUsed]} />
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </tbody>
    </table>
  );
}

function TokenRow({ token }: { readonly token: ApiToken }) {
  const wording = useWording();
  const { messages } = wording;
  const revoke = useRevokeToken();
  const isPast = Date.parse(token.expires_at) <= Date.now();
  const onDay = (time: string) => day(chinaDay(new Date(time)), wording);
  return (
    <tr>
      <td data-label={messages.tokenName}>
        <span>
          {token.name}
          <small>
            <code>{token.hint}…</code> {token.scope === 'rainfall' ? messages.tokenScopeRain : null}
          </small>
        </span>
      </td>
      <td data-label={messages.createdOn}>{onDay(token.created_at)}</td>
      <td data-label={messages.expiresOn}>
        <span>
          {onDay(token.expires_at)}
          {isPast ? <small className={styles.past}>{messages.expired}</small> : null}
        </span>
      </td>
      <td data-label={messages.lastUsed}>
        {token.last_used_at ? moment(token.last_used_at, wording) : messages.neverUsed}
      </td>
      <td className={styles.last}>
        <ConfirmAction
          label={messages.revoke}
          question={messages.revokeQuestion(token.name)}
          confirmLabel={messages.revoke}
          danger
          size="small"
          pending={revoke.isPending}
          error={revoke.error}
          onConfirm={(done) => revoke.mutate(token.id, { onSuccess: done })}
        />
      </td>
    </tr>
  );
}
