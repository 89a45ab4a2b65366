import { BarChartOutlined } from '@ant-design/icons';
import { useDashboardWords } from '../../i18n/dashboard/useDashboardWords.ts';
import { closeCover, openCover, usePanels } from '../../state/panels.ts';
import styles from '../Header.module.css';

/** Opens the figures of the county over the map. */
export function DashboardButton() {
  const words = useDashboardWords();
  const open = usePanels((panels) => panels.cover === 'dashboard');
  return (
    <button
      type="button"
      className={styles.tool}
      title={words.title}
      aria-pressed={open}
      onClick={() => (open ? closeCover() : openCover('dashboard'))}
    >
      <BarChartOutlined aria-hidden />
      <span>{words.title}</span>
    </button>
  );
}
