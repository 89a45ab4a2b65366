import { useEffect, useRef } from 'react';
import { warningTitles } from '../../../data/standards/warning-words.ts';
import type { WarningState } from '../../../server/evacuation/warnings/types.ts';
import { moment } from '../../actions/measures.ts';
import type { Warnings } from '../../api/warnings.ts';
import { useWarnedWords } from '../../i18n/warned/useWarnedWords.ts';
import { useWording } from '../../state/useWording.ts';
import { filterWarnings, listWholeCounty, useWarningsState } from '../../state/warnings.ts';
import { useTownshipNames } from '../account/useTownshipNames.ts';
import { StateItem } from './StateItem.tsx';
import styles from './warnings.module.css';

const order: readonly WarningState[] = ['evacuate', 'prepare', 'unknown', 'none'];

/** How many points are in each state, and the points, gravest first. */
export function StateList({ warnings, trial }: { readonly warnings: Warnings; readonly trial: boolean }) {
  const wording = useWording();
  const { messages, say } = wording;
  const filter = useWarningsState((state) => state.filter);
  const active = useWarningsState((state) => state.active);
  const list = useRef<HTMLUListElement>(null);
  const township = useWarningsState((state) => state.township);
  const words = useWarnedWords();
  const names = useTownshipNames();
  const here = warnings.features.filter(({ properties }) => township === undefined || properties.township === township);
  const shown = here.filter(({ properties: { state } }) => filter.length === 0 || filter.includes(state));
  const count = (state: WarningState) => here.filter(({ properties }) => properties.state === state).length;

  useEffect(() => {
    if (active !== undefined) list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <>
      <div className={styles.counts}>
        {order.map((state) => (
          <button
            key={state}
            type="button"
            data-state={state}
            aria-pressed={filter.includes(state)}
            onClick={() => filterWarnings(filter.length === 1 && filter[0] === state ? [] : [state])}
          >
            <b>{count(state)}</b>
            <span>{say(warningTitles[state])}</span>
          </button>
        ))}
      </div>
      <p className={styles.judged}>
        {trial ? messages.scenarioShown : messages.warningsJudgedAt(moment(warnings.judged_at, wording))}
      </p>
      {township === undefined ? null : (
        <p className={styles.judged}>
          {township === null
            ? words.withoutTownship
            : words.onlyTownship(names.find(({ code }) => code === township)?.name ?? township)}{' '}
          <button type="button" className={styles.inline} onClick={listWholeCounty}>
            {words.wholeCounty}
          </button>
        </p>
      )}
      {warnings.demo && !trial ? <p className={styles.demo}>{messages.warningsDemo}</p> : null}
      {shown.length === 0 ? <p className={styles.none}>{messages.warningsNone}</p> : null}
      <ul className={styles.list} ref={list}>
        {shown.map((warning) => (
          <StateItem key={warning.id} warning={warning} active={warning.id === active} trial={trial} />
        ))}
      </ul>
    </>
  );
}
