import { AimOutlined, HistoryOutlined } from '@ant-design/icons';
import { type RefObject, useEffect, useImperativeHandle, useMemo, useState } from 'react';
import { layers } from '../../../data/layers/index.ts';
import { coordinateReadings } from '../../actions/search/readings.ts';
import { useSearch } from '../../api/search.ts';
import { useFindingWords } from '../../i18n/finding/useFindingWords.ts';
import { symbolOf } from '../../map/symbols.ts';
import { useStore } from '../../state/createStore.ts';
import { forgetSearches, recentSearchesStore, rememberSearch } from '../../state/search.ts';
import { useWording } from '../../state/useWording.ts';
import { Swatch } from '../layers/Swatch.tsx';
import { type Entry, entryGroups, roadRefusal } from './entries.ts';
import type { SearchKeys } from './keys.ts';
import styles from './search.module.css';
import { show } from './show.ts';

/** People write on; each letter need not be a question to the service. */
const quietMs = 180;

interface SearchResultsProps {
  readonly id: string;
  readonly typed: string;
  readonly bounds: readonly [number, number, number, number] | null;
  readonly keys: RefObject<SearchKeys | undefined>;
  readonly onActive: (optionId: string | undefined) => void;
  readonly onWords: (words: string) => void;
  readonly onChosen: () => void;
}

export default function SearchResults({ id, typed, bounds, keys, onActive, onWords, onChosen }: SearchResultsProps) {
  const finding = useFindingWords();
  const wording = useWording();
  const words = typed.trim();
  const asked = useQuiet(words);
  const { data, isFetching, isError, isPlaceholderData } = useSearch(asked);
  const answer = words === '' ? undefined : data;
  const readings = useMemo(() => coordinateReadings(words, bounds ?? undefined), [words, bounds]);
  const groups = useMemo(
    () => entryGroups(readings, answer, { wording, finding }),
    [readings, answer, wording, finding],
  );
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  // Other words begin at the top again.
  const [pointed, setPointed] = useState({ words, index: 0 });
  const index = Math.min(pointed.words === words ? pointed.index : 0, entries.length - 1);
  const setIndex = (next: number) => setPointed({ words, index: next });
  const active = entries[index];
  const optionId = active && `${id}-${active.id}`;

  useEffect(() => {
    onActive(optionId);
    if (optionId) document.getElementById(optionId)?.scrollIntoView({ block: 'nearest' });
  }, [optionId, onActive]);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    rememberSearch(words);
    show(entry.target);
    onChosen();
  };
  // What is listed may still be of the words before: Enter then waits for what is found for these.
  const isOfOtherWords = words !== asked || isPlaceholderData;
  const [awaited, setAwaited] = useState<string>();
  useEffect(() => {
    if (awaited === undefined || isOfOtherWords) return;
    setAwaited(undefined);
    if (awaited === words) choose(entries[0]);
  });
  useImperativeHandle(keys, () => ({
    move: (step) => setIndex((index + step + entries.length) % Math.max(1, entries.length)),
    // A place read from the words themselves needs no answer.
    choose: () => (isOfOtherWords && !(active && index < readings.length) ? setAwaited(words) : choose(active)),
  }));

  const waits = words !== asked || isFetching;
  const refusal = waits ? undefined : roadRefusal(answer?.road, { wording, finding });
  return (
    <div className={styles.results} ref={keepsKeyboard}>
      {words === '' ? <Recent onWords={onWords} /> : null}
      {refusal ? <p className={styles.refusal}>{refusal}</p> : null}
      <div id={id} role="listbox" aria-label={finding.results} className={styles.list}>
        {groups.map((group) => (
          <fieldset
            key={group.id}
            aria-label={group.more > 0 ? `${group.title} (${finding.more(group.more)})` : group.title}
          >
            <p className={styles.groupTitle} aria-hidden>
              {group.title}
            </p>
            {group.entries.map((entry) => (
              <Option
                key={entry.id}
                id={`${id}-${entry.id}`}
                entry={entry}
                selected={entry === active}
                onPoint={() => setIndex(entries.indexOf(entry))}
                onChoose={() => choose(entry)}
              />
            ))}
            {group.more > 0 ? (
              <p className={styles.more} aria-hidden>
                {finding.more(group.more)}
              </p>
            ) : null}
          </fieldset>
        ))}
      </div>
      <output className={styles.status}>
        {words === ''
          ? null
          : isError && !waits
            ? finding.failed
            : waits && entries.length === 0
              ? finding.searching
              : entries.length === 0 && !refusal
                ? finding.nothing(words)
                : null}
        {words !== '' && entries.length > 0 ? (
          <span className="visually-hidden">{finding.resultCount(entries.length)}</span>
        ) : null}
      </output>
      {words !== '' && !waits && entries.length === 0 && !refusal && !isError ? (
        <p className={styles.hint}>{finding.nothingHint}</p>
      ) : null}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: Entry;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Option({ id, entry, selected, onPoint, onChoose }: OptionProps) {
  const layer = entry.layer && layers[entry.layer];
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={styles.option}
      onMouseMove={onPoint}
      onClick={onChoose}
    >
      <span className={styles.swatch}>
        {layer ? (
          <Swatch layer={layer} value={entry.symbol} symbol={symbolOf(layer, entry.symbol)} />
        ) : (
          <AimOutlined aria-hidden />
        )}
      </span>
      <span className={styles.words}>
        <b>{entry.title}</b>
        {entry.detail ? <small>{entry.detail}</small> : null}
      </span>
    </button>
  );
}

function Recent({ onWords }: { readonly onWords: (words: string) => void }) {
  const finding = useFindingWords();
  const recent = useStore(recentSearchesStore, (value) => value);
  if (recent.length === 0) return <p className={styles.hint}>{finding.nothingHint}</p>;
  return (
    <div className={styles.recent}>
      <h3>
        {finding.recent}
        <button type="button" onClick={forgetSearches}>
          {finding.forget}
        </button>
      </h3>
      <ul>
        {recent.map((one) => (
          <li key={one}>
            <button type="button" onClick={() => onWords(one)}>
              <HistoryOutlined aria-hidden />
              {one}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The field keeps the keyboard while the list is clicked into. */
function keepsKeyboard(list: HTMLElement | null): (() => void) | undefined {
  const keep = (event: Event) => event.preventDefault();
  list?.addEventListener('mousedown', keep);
  return () => list?.removeEventListener('mousedown', keep);
}

/** The value once it has not changed for a while. */
function useQuiet(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : quietMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
