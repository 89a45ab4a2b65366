import { LoginOutlined } from '@ant-design/icons';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { roles } from '../../../data/roles.ts';
import type { SessionUser } from '../../api/types.ts';
import { useAccountSection } from '../../state/account.ts';
import { useSession, wantSignIn } from '../../state/session.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './AccountMenu.module.css';
import { AccountMenuList } from './AccountMenuList.tsx';
import { displayName } from './displayName.ts';

const AccountDialog = lazy(() => import('./AccountDialog.tsx'));

/** The right end of the header: the way in, or who is in and what is theirs. */
export function AccountMenu() {
  const { messages } = useWording();
  const user = useSession()?.user;
  const section = useAccountSection();
  if (!user) {
    return (
      <button type="button" data-account className={styles.signIn} onClick={wantSignIn}>
        <LoginOutlined aria-hidden />
        <span>{messages.signIn}</span>
      </button>
    );
  }
  return (
    <>
      <SignedIn user={user} />
      {section ? (
        <Suspense fallback={null}>
          <AccountDialog user={user} section={section} />
        </Suspense>
      ) : null}
    </>
  );
}

function SignedIn({ user }: { readonly user: SessionUser }) {
  const { messages, say } = useWording();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const name = displayName(user, say);
  const role = say(roles[user.role].title);

  useEffect(() => {
    if (!open) return;
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !anchor.current?.contains(target)) setOpen(false);
    };
    const events = ['pointerdown', 'focusin'] as const;
    for (const event of events) document.addEventListener(event, closeOutside);
    return () => {
      for (const event of events) document.removeEventListener(event, closeOutside);
    };
  }, [open]);

  return (
    <div ref={anchor} className={styles.anchor}>
      <button
        type="button"
        data-account
        className={styles.account}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span className="visually-hidden">{messages.accountOf(name, role)}</span>
        <span className={styles.initial} aria-hidden>
          {[...name][0]}
        </span>
        <span className={styles.who} aria-hidden>
          <span className={styles.name}>{name}</span>
          {role === name ? null : <span className={styles.role}>{role}</span>}
        </span>
      </button>
      {open ? <AccountMenuList user={user} close={() => setOpen(false)} /> : null}
    </div>
  );
}
