import { CloseOutlined, SearchOutlined } from '@ant-design/icons';
import { type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useFindingWords } from '../../i18n/finding/useFindingWords.ts';
import { offerCommand } from '../../state/commands.ts';
import type { SearchKeys } from './keys.ts';
import styles from './search.module.css';

const SearchResults = lazy(() => import('./SearchResults.tsx'));

interface SearchFieldProps {
  readonly bounds: readonly [number, number, number, number] | null;
}

/** The field in the header; what it finds comes with the first key. On a phone a button opens it across the header. */
export function SearchField({ bounds }: SearchFieldProps) {
  const words = useFindingWords();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const [active, setActive] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const keys = useRef<SearchKeys>(undefined);
  const listId = useId();

  useEffect(() => offerCommand('search', () => setUnfolded(true)), []);
  // The field is there only once it is unfolded.
  useEffect(() => {
    if (!unfolded) return;
    field.current?.focus();
    field.current?.select();
  }, [unfolded]);

  const close = () => {
    setOpen(false);
    setActive(undefined);
    setUnfolded(false);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      // First the list, then the words, then the field.
      if (open && typed === '') close();
      else if (open) setOpen(false);
      else setTyped('');
      if (!open || typed === '') field.current?.blur();
      event.stopPropagation();
      return;
    }
    if (!['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!open) setOpen(true);
    else if (event.key === 'Enter') keys.current?.choose();
    else keys.current?.move(event.key === 'ArrowDown' ? 1 : -1);
  };

  return (
    <search
      ref={box}
      className={styles.search}
      data-unfolded={unfolded || undefined}
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) close();
      }}
    >
      <button
        type="button"
        className={styles.opener}
        title={words.openSearch}
        aria-label={words.openSearch}
        onClick={() => setUnfolded(true)}
      >
        <SearchOutlined aria-hidden />
      </button>
      <div className={styles.field}>
        <SearchOutlined aria-hidden />
        <input
          ref={field}
          type="text"
          role="combobox"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          placeholder={words.searchPlaceholder}
          aria-label={words.searchLabel}
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open ? active : undefined}
          aria-keyshortcuts="/ Control+K Meta+K"
          onFocus={() => {
            setOpen(true);
            setUnfolded(true);
          }}
          onClick={() => setOpen(true)}
          onChange={(event) => {
            setTyped(event.target.value);
            setOpen(true);
          }}
          onKeyDown={onKey}
        />
        {typed === '' ? (
          <kbd aria-hidden>/</kbd>
        ) : (
          <button
            type="button"
            className={styles.clear}
            title={words.clearSearch}
            aria-label={words.clearSearch}
            onClick={() => {
              setTyped('');
              field.current?.focus();
            }}
          >
            <CloseOutlined aria-hidden />
          </button>
        )}
      </div>
      <button type="button" className={styles.fold} aria-label={words.closeSearch} onClick={close}>
        <CloseOutlined aria-hidden />
      </button>
      {open ? (
        <Suspense fallback={null}>
          <SearchResults
            id={listId}
            typed={typed}
            bounds={bounds}
            keys={keys}
            onActive={setActive}
            onWords={(next) => {
              setTyped(next);
              field.current?.focus();
            }}
            onChosen={() => {
              field.current?.blur();
              close();
            }}
          />
        </Suspense>
      ) : null}
    </search>
  );
}
