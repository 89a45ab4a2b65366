import { AlertOutlined } from '@ant-design/icons';
import { useWarned } from '../api/warnings.ts';
import { useWarnedWords } from '../i18n/warned/useWarnedWords.ts';
import { closeRight, openRight, usePanels } from '../state/panels.ts';
import { useWording } from '../state/useWording.ts';
import { showPresent } from '../state/warnings.ts';
import styles from './Header.module.css';
import { raisedBadge } from './warnedWords.ts';

/** Opens the warnings; says how many points are raised without their being open. */
export function WarningsButton() {
  const { messages } = useWording();
  const open = usePanels((panels) => panels.right === 'warnings');
  const show = () => {
    showPresent();
    openRight('warnings');
  };
  return (
    <button
      type="button"
      className={styles.tool}
      title={messages.warnings}
      aria-pressed={open}
      onClick={open ? closeRight : show}
    >
      <AlertOutlined aria-hidden />
      <span>{messages.warnings}</span>
      <RaisedBadge />
    </button>
  );
}

/** How many points are raised, or that it is not known; nothing while none is. */
export function RaisedBadge() {
  const badge = raisedBadge(useWarned(), useWording(), useWarnedWords());
  return badge ? (
    <b className={styles.badge} title={badge.title}>
      {badge.text}
    </b>
  ) : null;
}
