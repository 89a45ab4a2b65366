import Button from 'antd/es/button';
import { warningTitles } from '../../../data/standards/warning-words.ts';
import type { Doubt } from '../../../server/evacuation/warnings/types.ts';
import { moment, plainNumber } from '../../actions/measures.ts';
import type { Warning, WarningFigure } from '../../api/warnings.ts';
import type { Wording } from '../../i18n/language.ts';
import { openRight } from '../../state/panels.ts';
import { useWording } from '../../state/useWording.ts';
import { select } from '../../state/view.ts';
import { toggleWarning } from '../../state/warnings.ts';
import { ChangeList } from './ChangeList.tsx';
import { FigureTable } from './FigureTable.tsx';
import styles from './warnings.module.css';

interface StateItemProps {
  readonly warning: Warning;
  readonly active: boolean;
  readonly trial: boolean;
}

/** A flood point with its state; the active one with everything behind it. */
export function StateItem({ warning, active, trial }: StateItemProps) {
  const wording = useWording();
  const { messages, say } = wording;
  const { id, properties } = warning;
  const { state, open, name, code, people } = properties;
  const title = say(warningTitles[state]);
  const isOpen = open && state !== 'unknown';
  return (
    <li className={styles.item} data-state={state} data-active={active || undefined}>
      <button type="button" className={styles.line} aria-expanded={active} onClick={() => toggleWarning(id)}>
        <span className={styles.name}>{name}</span>
        <span className={styles.state}>{isOpen ? messages.warningAtLeast(title) : title}</span>
        <span className={styles.reason}>
          {[code, messages.warningPeople(people), reasonOf(warning, trial, wording)].filter(Boolean).join(' · ')}
        </span>
      </button>
      {active ? <Detail warning={warning} trial={trial} /> : null}
    </li>
  );
}

/** What raised it, or why it is not known. */
function reasonOf({ properties }: Warning, trial: boolean, wording: Wording): string | undefined {
  const { state, figures, doubts } = properties;
  const decisive = figures.find(({ level }) => level !== 'none' && level === state);
  if (decisive) return figureWords(decisive, wording);
  const [doubt] = doubts;
  return doubt && doubtWords(doubt, trial, wording);
}

/** In a trial it is the assumed rain that leaves a duration open, not a gauge. */
function doubtWords(doubt: Doubt, trial: boolean, { messages }: Wording): string {
  return trial && doubt === 'coarse' ? messages.scenarioOpen : messages[`doubt_${doubt}`];
}

export function figureWords({ hours, known_mm: mm, level, ...figure }: WarningFigure, wording: Wording): string {
  const threshold = level === 'evacuate' ? figure.evacuate_mm : figure.prepare_mm;
  const kind = wording.say(warningTitles[level]);
  return wording.messages.warningFigure(hours, plainNumber(mm, wording), kind, plainNumber(threshold ?? 0, wording));
}

function Detail({ warning, trial }: { readonly warning: Warning; readonly trial: boolean }) {
  const wording = useWording();
  const { messages, say } = wording;
  const { properties } = warning;
  const known = properties.last_known;
  return (
    <div className={styles.detail}>
      {trial ? null : <p className={styles.soft}>{messages.warningSince(moment(properties.since, wording))}</p>}
      {known && known.state !== 'none' ? (
        <p className={styles.notice}>
          {messages.warningLastKnown(say(warningTitles[known.state]), moment(known.until, wording))}
        </p>
      ) : null}
      {properties.doubts.map((doubt) => (
        <p key={doubt} className={styles.doubt}>
          {doubtWords(doubt, trial, wording)}
        </p>
      ))}
      {properties.gauges.length === 0 ? <FigureTable figures={properties.figures} /> : null}
      {properties.gauges.map(({ code, distance_m: metres, last_reading: last }) => (
        <section key={code}>
          <p className={styles.soft}>
            {last
              ? messages.warningGaugeAt(code, (metres / 1000).toFixed(1), moment(last, wording))
              : messages.warningGaugeSilent(code, (metres / 1000).toFixed(1))}
          </p>
          <FigureTable figures={properties.figures.filter(({ gauge }) => gauge === code)} />
        </section>
      ))}
      {trial ? null : (
        <>
          <h4>{messages.warningHistoryOf}</h4>
          <ChangeList pointId={warning.id} />
        </>
      )}
      <Button
        size="small"
        onClick={() => {
          select({ layer: 'flood_points', id: String(warning.id) });
          openRight('details');
        }}
      >
        {messages.warningShowPoint}
      </Button>
    </div>
  );
}
