import {
  GlobalOutlined,
  IdcardOutlined,
  KeyOutlined,
  LockOutlined,
  LogoutOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { roles } from '../../../data/roles.ts';
import { ServiceProblem } from '../../api/http.ts';
import { useSignOut } from '../../api/session.ts';
import type { SessionUser } from '../../api/types.ts';
import { type AccountSection, openAccount } from '../../state/account.ts';
import { clearCheck, routeFilterStore } from '../../state/check.ts';
import { candidatesStore } from '../../state/map.ts';
import { closeRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import styles from './AccountMenu.module.css';
import { displayName } from './displayName.ts';

interface AccountMenuListProps {
  readonly user: SessionUser;
  readonly close: () => void;
}

/** A menu as WAI-ARIA describes it: arrows go through it, Escape closes it. */
export function AccountMenuList({ user, close }: AccountMenuListProps) {
  const { messages, say } = useWording();
  const menu = useRef<HTMLDivElement>(null);
  const signOut = useSignOut(clearPanels);

  useEffect(() => itemsOf(menu.current)[0]?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(menu.current);
    const at = items.findIndex((item) => item.isSameNode(document.activeElement));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items[next % items.length]?.focus();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      document.querySelector<HTMLElement>('[data-account]')?.focus();
      close();
    }
  };

  const to = (section: AccountSection, icon: ReactNode, label: string) => (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={styles.item}
      onClick={() => {
        // The dialog gives the focus back to what has it now, and this item will be gone.
        document.querySelector<HTMLElement>('[data-account]')?.focus();
        openAccount(section);
        close();
      }}
    >
      {icon}
      {label}
    </button>
  );

  return (
    <div className={styles.menu}>
      <p className={styles.identity}>
        <strong>{displayName(user, say)}</strong>
        <span>
          {user.name} · {say(roles[user.role].title)}
        </span>
      </p>
      <div ref={menu} role="menu" aria-label={messages.account} onKeyDown={onKeyDown} tabIndex={-1}>
        {to('me', <IdcardOutlined aria-hidden />, messages.myAccount)}
        {to('password', <LockOutlined aria-hidden />, messages.changePassword)}
        {to('tokens', <KeyOutlined aria-hidden />, messages.apiTokens)}
        {user.role === 'administrator' ? (
          <>
            <hr className={styles.rule} />
            {to('users', <TeamOutlined aria-hidden />, messages.userAccounts)}
            {to('access', <GlobalOutlined aria-hidden />, messages.publicAccess)}
          </>
        ) : null}
        <hr className={styles.rule} />
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={styles.item}
          aria-disabled={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          <LogoutOutlined aria-hidden />
          {messages.signOut}
        </button>
      </div>
      {signOut.error ? (
        <p role="alert" className={styles.failed}>
          {signOut.error instanceof ServiceProblem ? say(signOut.error.detailText) : signOut.error.message}
        </p>
      ) : null}
    </div>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function clearPanels(): void {
  closeRight();
  clearCheck();
  routeFilterStore.set({});
  candidatesStore.set([]);
}
