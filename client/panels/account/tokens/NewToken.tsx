import Button from 'antd/es/button';
import { type FormEvent, useState } from 'react';
import { rainReporters } from '../../../../data/roles.ts';
import { accountStandards } from '../../../../data/standards/accounts.ts';
import { useCreateToken } from '../../../api/accounts.ts';
import { useSession } from '../../../state/session.ts';
import { useWording } from '../../../state/useWording.ts';
import { Field, FieldFrame } from '../../Field.tsx';
import styles from '../account.module.css';
import { Refusal, useFieldRefusal } from '../Refusal.tsx';
import { SecretOnce } from '../SecretOnce.tsx';
import { TokenHelp } from './TokenHelp.tsx';

const standard = accountStandards.tokenDaysDefault.value;
const most = accountStandards.tokenDaysMost.value;
const terms = [...new Set([30, 90, standard, 365, most])].sort((a, b) => a - b);

/** A name and a term; then the secret, shown this once. */
export function NewToken({ close }: { readonly close: () => void }) {
  const { messages } = useWording();
  const role = useSession()?.user?.role;
  const create = useCreateToken();
  const refused = useFieldRefusal(create.error);
  const [unnamed, setUnnamed] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const name = String(given.get('name')).trim();
    setUnnamed(name === '');
    if (name !== '')
      create.mutate({
        name,
        days: Number(given.get('days')),
        scope: given.get('scope') === 'rainfall' ? 'rainfall' : null,
      });
  };

  if (create.data) {
    return (
      <div className={styles.section}>
        <SecretOnce
          title={messages.tokenMade(create.data.name)}
          note={messages.tokenMadeNote}
          label={messages.apiToken}
          secret={create.data.token}
          onDone={close}
        />
        <TokenHelp open />
      </div>
    );
  }
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <Field
        name="name"
        label={messages.tokenName}
        hint={messages.tokenNameHint}
        error={unnamed ? messages.tokenNameMissing : refused('name')}
        maxLength={100}
        autoComplete="off"
        autoFocus
      />
      <FieldFrame label={messages.tokenTerm} error={refused('days')}>
        {(control) => (
          <select name="days" defaultValue={standard} {...control}>
            {terms.map((days) => (
              <option key={days} value={days}>
                {messages.days(days)}
              </option>
            ))}
          </select>
        )}
      </FieldFrame>
      {role !== undefined && rainReporters.includes(role) ? (
        <FieldFrame label={messages.tokenScope}>
          {(control) => (
            <select name="scope" defaultValue="" {...control}>
              <option value="">{messages.tokenScopeAll}</option>
              <option value="rainfall">{messages.tokenScopeRain}</option>
            </select>
          )}
        </FieldFrame>
      ) : null}
      <Refusal error={create.error} />
      <div className={styles.actions}>
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {messages.makeToken}
        </Button>
        <Button onClick={close}>{messages.cancel}</Button>
      </div>
    </form>
  );
}
