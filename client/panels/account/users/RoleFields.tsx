import { useState } from 'react';
import { isRole, type Role, roleIds, roles } from '../../../../data/roles.ts';
import { useWording } from '../../../state/useWording.ts';
import { FieldFrame } from '../../Field.tsx';
import { useTownshipNames } from '../useTownshipNames.ts';

interface RoleFieldsProps {
  /** As it is before. */
  readonly account: { readonly role: Role; readonly township: string | null };
  readonly refused: (parameter: string) => string | undefined;
}

/** What `RoleFields` has come to. */
export function readRole(given: FormData): { readonly role: Role; readonly township: string | null } {
  const role = given.get('role');
  const township = given.get('township');
  if (!isRole(role)) throw new Error(`the form has no role but ${String(role)}`);
  return { role, township: typeof township === 'string' && township !== '' ? township : null };
}

/** The role, and of which township where the role has one. */
export function RoleFields({ account, refused }: RoleFieldsProps) {
  const { messages, say } = useWording();
  const townships = useTownshipNames();
  const [role, setRole] = useState(account.role);
  return (
    <>
      <FieldFrame label={messages.role} hint={say(roles[role].description)} error={refused('role')}>
        {(control) => (
          <select
            {...control}
            name="role"
            value={role}
            onChange={({ target: { value } }) => {
              if (isRole(value)) setRole(value);
            }}
          >
            {roleIds.map((id) => (
              <option key={id} value={id}>
                {say(roles[id].title)}
              </option>
            ))}
          </select>
        )}
      </FieldFrame>
      {role === 'township' ? (
        <FieldFrame
          label={messages.township}
          hint={townships.length === 0 ? messages.noTownships : undefined}
          error={refused('township')}
        >
          {(control) => (
            // Anew once the names are there: the choice before is among them.
            <select key={townships.length} {...control} name="township" defaultValue={account.township ?? ''}>
              <option value="">{messages.chooseTownship}</option>
              {townships.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </FieldFrame>
      ) : null}
    </>
  );
}
