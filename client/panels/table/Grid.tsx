import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Saying } from '../../actions/filter/said.ts';
import type { Column } from '../../actions/table/columns.ts';
import type { Modifiers, RowSelection } from '../../actions/table/selection.ts';
import { rowWindow } from '../../actions/table/window.ts';
import type { SortBy } from '../../api/items.ts';
import type { CountyFeature } from '../../api/types.ts';
import { phoneQuery } from '../../state/panels.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import styles from './table.module.css';

export interface GridProps {
  readonly label: string;
  readonly saying: Saying;
  readonly columns: readonly Column[];
  readonly rows: readonly CountyFeature[];
  /** Of the whole table, also of rows that have not come yet. */
  readonly count: number;
  readonly sort: SortBy | undefined;
  readonly selection: RowSelection;
  readonly onSort: (member: string) => void;
  readonly onChoose: (id: number, modifiers: Modifiers) => void;
  /** A row that is clicked twice. */
  readonly onOpen: (id: number) => void;
  readonly onKey: (event: KeyboardEvent, rowsInSight: number) => void;
  /** The end of what has come is near. */
  readonly onNearEnd: () => void;
}

/**
 * A table whose rows are chosen by keyboard (ARIA Authoring Practices, grid): the keyboard is in the table as a whole,
 * and `aria-activedescendant` says at which row.
 */
const gridRole = { role: 'grid', tabIndex: 0, 'aria-multiselectable': true } as const;
const silent = { 'aria-hidden': true } as const;

const checkColumnPixels = 40;
/** Rows before the end at which the next page is asked for. */
const nearRows = 60;

/** Rows of one height, of which only those in sight are in the page, however many there are. */
export function Grid(props: GridProps) {
  const { label, saying, columns, rows, count, sort, selection, onSort, onChoose, onOpen, onKey, onNearEnd } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [rowPixels] = useState(() => (window.matchMedia(phoneQuery).matches ? 44 : 32));
  const [scrolled, setScrolled] = useState(0);
  const height = useHeight(frame);
  const seenPixels = Math.max(0, height - rowPixels);
  const { first, end } = rowWindow(scrolled, seenPixels, rowPixels, rows.length);

  const isNearEnd = end + nearRows >= rows.length && rows.length < count;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);

  const { active, ids } = selection;
  const activeIndex = active === undefined ? -1 : rows.findIndex(({ id }) => Number(id) === active);
  useEffect(() => {
    const element = frame.current;
    if (!element || activeIndex < 0) return;
    const top = activeIndex * rowPixels;
    const seen = element.clientHeight - rowPixels;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowPixels > element.scrollTop + seen) element.scrollTop = top + rowPixels - seen;
  }, [activeIndex, rowPixels]);

  const click = (event: MouseEvent) => {
    const hit = hitOf(event);
    if (!hit) return;
    const { ctrlKey, metaKey, shiftKey } = event;
    onChoose(hit.id, { toggle: hit.isCheck || ctrlKey || metaKey, extend: shiftKey });
  };
  const open = (event: MouseEvent) => {
    const hit = hitOf(event);
    if (hit && !hit.isCheck) onOpen(hit.id);
  };
  const isDrawn = activeIndex >= first && activeIndex < end;
  const whereabouts = isDrawn ? { 'aria-activedescendant': `row-${active}` } : {};
  const widths = [checkColumnPixels, ...columns.map(({ widthPixels }) => widthPixels)];
  return (
    <div ref={frame} className={styles.frame} onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}>
      <table
        {...gridRole}
        {...whereabouts}
        className={styles.grid}
        style={{ width: `max(100%, ${widths.reduce((sum, pixels) => sum + pixels, 0)}px)` }}
        aria-label={label}
        aria-describedby="table-help"
        aria-rowcount={count + 1}
        onMouseDown={startRange}
        onClick={click}
        onDoubleClick={open}
        onKeyDown={(event) => onKey(event, Math.max(1, Math.floor(seenPixels / rowPixels)))}
      >
        <colgroup>
          {widths.map((pixels, index) => (
            <col key={columns[index - 1]?.member ?? 'check'} style={{ width: `${pixels}px` }} />
          ))}
        </colgroup>
        <GridHead columns={columns} sort={sort} saying={saying} onSort={onSort} />
        <tbody>
          <Gap pixels={first * rowPixels} />
          {rows.slice(first, end).map((row, index) => {
            const id = Number(row.id);
            return (
              <GridRow
                key={id}
                row={row}
                index={first + index}
                columns={columns}
                saying={saying}
                isChosen={ids.has(id)}
                isActive={active === id}
              />
            );
          })}
          <Gap pixels={(rows.length - end) * rowPixels} />
        </tbody>
      </table>
    </div>
  );
}

/** In place of the rows that are not drawn. */
function Gap({ pixels }: { readonly pixels: number }) {
  return pixels > 0 ? <tr {...silent} style={{ height: `${pixels}px` }} /> : null;
}

function useHeight(frame: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const note = () => setHeight(element.clientHeight);
    const watching = new ResizeObserver(note);
    watching.observe(element);
    note();
    return () => watching.disconnect();
  }, [frame]);
  return height;
}

/** Shift takes rows along, and not the text in them; the keyboard comes to the table all the same. */
function startRange(event: MouseEvent<HTMLElement>): void {
  if (!event.shiftKey) return;
  event.preventDefault();
  event.currentTarget.focus();
}

function hitOf({ target }: MouseEvent): { readonly id: number; readonly isCheck: boolean } | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-id]') : null;
  if (!row || !(target instanceof Element)) return undefined;
  return { id: Number(row.dataset.id), isCheck: target.closest('[data-check]') !== null };
}
