import { GlobalOutlined, IdcardOutlined, KeyOutlined, LockOutlined, TeamOutlined } from '@ant-design/icons';
import Modal from 'antd/es/modal';
import type { ReactNode } from 'react';
import type { SessionUser } from '../../api/types.ts';
import type { Messages } from '../../i18n/zh.ts';
import { type AccountSection, closeAccount, openAccount } from '../../state/account.ts';
import { useWording } from '../../state/useWording.ts';
import { AntProvider } from '../AntProvider.tsx';
import { AccessSection } from './AccessSection.tsx';
import styles from './AccountDialog.module.css';
import { MySection } from './MySection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { TokensSection } from './tokens/TokensSection.tsx';
import { UsersSection } from './users/UsersSection.tsx';

interface Section {
  readonly id: AccountSection;
  readonly icon: ReactNode;
  readonly title: (messages: Messages) => string;
  readonly content: (user: SessionUser) => ReactNode;
}

const ownSections: readonly Section[] = [
  {
    id: 'me',
    icon: <IdcardOutlined aria-hidden />,
    title: (messages) => messages.myAccount,
    content: (user) => <MySection user={user} />,
  },
  {
    id: 'password',
    icon: <LockOutlined aria-hidden />,
    title: (messages) => messages.changePassword,
    content: (user) => <PasswordSection user={user} />,
  },
  {
    id: 'tokens',
    icon: <KeyOutlined aria-hidden />,
    title: (messages) => messages.apiTokens,
    content: () => <TokensSection />,
  },
];

const administratorSections: readonly Section[] = [
  {
    id: 'users',
    icon: <TeamOutlined aria-hidden />,
    title: (messages) => messages.userAccounts,
    content: (user) => <UsersSection self={user.id} />,
  },
  {
    id: 'access',
    icon: <GlobalOutlined aria-hidden />,
    title: (messages) => messages.publicAccess,
    content: () => <AccessSection />,
  },
];

interface AccountDialogProps {
  readonly user: SessionUser;
  readonly section: AccountSection;
}

/** One's own account, and for administrators those of all: a part at a time, chosen at the left. */
export default function AccountDialog({ user, section }: AccountDialogProps) {
  const { messages } = useWording();
  const groups = [
    { title: messages.account, sections: ownSections },
    ...(user.role === 'administrator' ? [{ title: messages.administration, sections: administratorSections }] : []),
  ];
  const shown = groups.flatMap(({ sections }) => sections).find(({ id }) => id === section) ?? ownSections[0];
  if (!shown) return null;
  return (
    <AntProvider>
      <Modal
        open
        centered
        width={920}
        title={<span className={styles.title}>{shown.title(messages)}</span>}
        footer={null}
        closable={{ 'aria-label': messages.close }}
        className={styles.dialog ?? ''}
        onCancel={closeAccount}
      >
        <div className={styles.body}>
          <nav className={styles.nav} aria-label={messages.account}>
            {groups.map((group) => (
              <div key={group.title} className={styles.group}>
                <p>{group.title}</p>
                {group.sections.map(({ id, icon, title }) => (
                  <button
                    key={id}
                    type="button"
                    aria-current={id === shown.id ? 'page' : undefined}
                    onClick={() => openAccount(id)}
                  >
                    {icon}
                    {title(messages)}
                  </button>
                ))}
              </div>
            ))}
          </nav>
          <div key={shown.id} className={styles.content}>
            {shown.content(user)}
          </div>
        </div>
      </Modal>
    </AntProvider>
  );
}
