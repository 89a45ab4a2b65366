import {
  AuditOutlined,
  BorderOuterOutlined,
  FormOutlined,
  SafetyCertificateOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ServiceDescription } from '../api/types.ts';
import { useCheck } from '../state/check.ts';
import { unsavedCount, useEdit } from '../state/edit.ts';
import { closeRight, openRight, toggleLayers, usePanels } from '../state/panels.ts';
import { useSession } from '../state/session.ts';
import { useWording } from '../state/useWording.ts';
import { useView } from '../state/view.ts';
import { AccountMenu } from './account/AccountMenu.tsx';
import { DashboardButton } from './dashboard/DashboardButton.tsx';
import styles from './Header.module.css';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { MoreTools } from './MoreTools.tsx';
import { SearchField } from './search/SearchField.tsx';
import { RaisedBadge, WarningsButton } from './WarningsButton.tsx';
import { Wordmark } from './Wordmark.tsx';

export function Header({ service }: { readonly service: ServiceDescription }) {
  const { language, messages } = useWording();
  const layersOpen = usePanels((panels) => panels.layers);
  const filtered = useView((view) => view.filters.size);
  const session = useSession();
  const screeningOpen = usePanels((panels) => panels.right === 'screening');
  const evacuationOpen = usePanels((panels) => panels.right === 'evacuation');
  const editingOpen = usePanels((panels) => panels.right === 'editing');
  const unsaved = useEdit(unsavedCount);
  const checkOpen = usePanels((panels) => panels.right === 'check');
  const drawing = useCheck((check) => check.drawing);
  return (
    <header className={styles.header}>
      <Wordmark />
      {service.county ? <span className={styles.county}>{service.county.name[language]}</span> : null}
      {service.demo ? <span className={styles.demo}>{messages.demoData}</span> : null}
      <span className={styles.subtitle}>{messages.productSubtitle}</span>
      {service.bounds ? <SearchField bounds={service.bounds} /> : null}
      <nav className={styles.tools}>
        <button
          type="button"
          className={styles.tool}
          title={filtered > 0 ? messages.filteredLayers(filtered) : messages.layers}
          aria-pressed={layersOpen}
          onClick={toggleLayers}
        >
          <BorderOuterOutlined aria-hidden />
          <span>{messages.layers}</span>
          {filtered > 0 ? (
            <b className={styles.badge} aria-hidden>
              {filtered}
            </b>
          ) : null}
        </button>
        <MoreTools mark={service.bounds ? <RaisedBadge /> : null}>
          {service.bounds ? <DashboardButton /> : null}
          {service.bounds ? <WarningsButton /> : null}
          {session?.user ? (
            <button
              type="button"
              className={styles.tool}
              title={messages.screening}
              aria-pressed={screeningOpen}
              disabled={!service.bounds}
              onClick={() => (screeningOpen ? closeRight() : openRight('screening'))}
            >
              <AuditOutlined aria-hidden />
              <span>{messages.screening}</span>
            </button>
          ) : null}
          {session?.user ? (
            <button
              type="button"
              className={styles.tool}
              title={messages.evacuation.title}
              aria-pressed={evacuationOpen}
              disabled={!service.bounds}
              onClick={() => (evacuationOpen ? closeRight() : openRight('evacuation'))}
            >
              <TeamOutlined aria-hidden />
              <span>{messages.evacuation.title}</span>
            </button>
          ) : null}
          {session && session.edits.length > 0 ? (
            <button
              type="button"
              className={styles.tool}
              title={messages.edit}
              aria-pressed={editingOpen}
              onClick={() => (editingOpen ? closeRight() : openRight('editing'))}
            >
              <FormOutlined aria-hidden />
              <span>{messages.edit}</span>
              {unsaved > 0 ? (
                <b className={styles.badge} title={messages.unsavedFeatures(unsaved)}>
                  {unsaved}
                </b>
              ) : null}
            </button>
          ) : null}
          <button
            type="button"
            className={`${styles.tool} ${styles.primary}`}
            title={messages.check}
            aria-pressed={checkOpen}
            disabled={!service.bounds}
            onClick={() => (checkOpen && !drawing ? closeRight() : openRight('check'))}
          >
            <SafetyCertificateOutlined aria-hidden />
            <span>{messages.check}</span>
          </button>
        </MoreTools>
      </nav>
      <div className={styles.own}>
        <LanguageSwitch />
        <AccountMenu />
      </div>
    </header>
  );
}
