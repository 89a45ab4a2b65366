import { useWarnings } from '../../api/warnings.ts';
import { closeRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { showTab, useWarningsState, type WarningTab } from '../../state/warnings.ts';
import { Panel } from '../Panel.tsx';
import { Problem } from '../Problem.tsx';
import { ChangeList } from './ChangeList.tsx';
import { RainSection } from './RainSection.tsx';
import { ScenarioSection } from './ScenarioSection.tsx';
import { StateList } from './StateList.tsx';
import { WarningOverlay } from './WarningOverlay.tsx';
import styles from './warnings.module.css';

/** The states of warning, the rain behind them, what another rain would do, and what has been. */
export default function WarningsPanel() {
  const { messages } = useWording();
  const tab = useWarningsState((state) => state.tab);
  const assumed = useWarningsState((state) => (state.tab === 'scenario' ? state.assumed : undefined));
  const { data, error, refetch } = useWarnings(assumed);
  const tabs: readonly (readonly [WarningTab, string])[] = [
    ['states', messages.warningTabStates],
    ['rain', messages.warningTabRain],
    ['scenario', messages.warningTabScenario],
    ['history', messages.warningTabHistory],
  ];
  return (
    <Panel
      side="right"
      title={messages.warnings}
      label={messages.warnings}
      closeLabel={messages.close}
      onClose={closeRight}
    >
      <nav className={styles.tabs} aria-label={messages.warningTabs}>
        {tabs.map(([id, title]) => (
          <button key={id} type="button" aria-pressed={tab === id} onClick={() => showTab(id)}>
            {title}
          </button>
        ))}
      </nav>
      {tab === 'rain' ? <RainSection /> : null}
      {tab === 'history' ? <ChangeList pointId={undefined} /> : null}
      {tab === 'scenario' ? <ScenarioSection /> : null}
      {error ? <Problem title={messages.warningsFailed} error={error} retry={() => void refetch()} /> : null}
      {data && (tab === 'states' || assumed) ? <StateList warnings={data} trial={assumed !== undefined} /> : null}
      <WarningOverlay warnings={data} trial={assumed !== undefined} />
    </Panel>
  );
}
