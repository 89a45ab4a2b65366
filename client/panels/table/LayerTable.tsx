import { AimOutlined, EditOutlined, FilterOutlined } from '@ant-design/icons';
import Button from 'antd/es/button';
import { type KeyboardEvent, lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { LayerDefinition } from '../../../data/layers/definition.ts';
import { layerRefusal } from '../../actions/editing/permission.ts';
import { plainNumber } from '../../actions/measures.ts';
import { choose, chooseAll, type Modifiers, mostSelected, move, noRows } from '../../actions/table/selection.ts';
import type { SortBy } from '../../api/items.ts';
import { useFilter, writeFilter } from '../../state/filters.ts';
import { closeBottom, openRight } from '../../state/panels.ts';
import { useSession } from '../../state/session.ts';
import { select } from '../../state/view.ts';
import { Dock } from '../Dock.tsx';
import { useSaying } from '../filter/useSaying.ts';
import { Problem } from '../Problem.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { Grid } from './Grid.tsx';
import { Pinned } from './Pinned.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import styles from './table.module.css';
import { useColumns } from './useColumns.ts';
import { useRowSelection } from './useRowSelection.ts';
import { useTableRows } from './useTableRows.ts';

const BulkEdit = lazy(() => import('./BulkEdit.tsx'));

/** The attribute table of a layer. */
export function LayerTable({ layer }: { readonly layer: LayerDefinition }) {
  const saying = useSaying();
  const { words, wording } = saying;
  const title = wording.say(layer.title);
  const session = useSession();
  const isFiltered = useFilter(layer.id).length > 0;
  const [sort, setSort] = useState<SortBy>();
  const [isBulk, setBulk] = useState(false);
  const [exportProblem, setExportProblem] = useState<Error>();
  const { all, shown, choose: chooseColumns } = useColumns(layer, saying);
  const table = useTableRows(layer, sort);
  const { rows, count } = table;
  const { selection, set, goTo } = useRowSelection(layer.id);
  const order = useMemo(() => rows.map(({ id }) => Number(id)), [rows]);
  const refusal = layerRefusal(session, layer);

  const onChoose = (id: number, modifiers: Modifiers) => {
    const next = choose(selection, order, id, modifiers);
    set(next);
    if (!modifiers.toggle && !modifiers.extend) goTo();
  };
  const onOpen = (id: number) => {
    select({ layer: layer.id, id: String(id) });
    openRight('details');
  };
  const onKey = (event: KeyboardEvent, rowsInSight: number) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: rowsInSight,
      PageUp: -rowsInSight,
      Home: -rows.length,
      End: rows.length,
    };
    const by = steps[event.key];
    const { active } = selection;
    if (by !== undefined) {
      const next = move(selection, order, by, event.shiftKey);
      set(event.ctrlKey || event.metaKey || event.shiftKey || next.active === undefined ? next : alone(next));
    } else if (event.key === ' ' && active !== undefined) {
      set(choose(selection, order, active, { toggle: true, extend: event.shiftKey }));
    } else if (event.key === 'Enter' && active !== undefined) {
      goTo();
    } else if (event.key === 'Escape' && selection.ids.size > 0) {
      set({ ...noRows, active });
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      set(chooseAll(selection, order));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onSort = useCallback((member: string) => setSort((before) => nextSort(before, member)), []);

  return (
    <>
      <Dock
        label={words.tableOf(title)}
        closeLabel={words.closeTable}
        onClose={closeBottom}
        title={
          <>
            {title}
            <span className={styles.count} data-testid="row-count" aria-live="polite">
              {table.isPending ? words.loading : words.rowCount(plainNumber(count, wording))}
            </span>
          </>
        }
        tools={
          <span className={styles.tools}>
            <Button
              size="small"
              type={isFiltered ? 'primary' : 'default'}
              icon={<FilterOutlined aria-hidden />}
              aria-label={words.filter}
              aria-haspopup="dialog"
              onClick={() => writeFilter(layer.id)}
            >
              {words.filter}
            </Button>
            <ColumnChoice all={all} shown={shown} choose={chooseColumns} />
            <Button
              size="small"
              icon={<EditOutlined aria-hidden />}
              disabled={refusal !== undefined || count === 0}
              aria-label={words.bulk}
              title={refusal && wording.say(refusal)}
              onClick={() => setBulk(true)}
            >
              {words.bulk}
            </Button>
            <ExportMenu
              layer={layer}
              sort={sort}
              columns={shown.map(({ member }) => member)}
              selected={selection.ids}
              onProblem={setExportProblem}
            />
          </span>
        }
      >
        <SelectionBar
          layer={layer}
          selected={selection.ids.size}
          isFull={selection.ids.size >= mostSelected}
          isOutdated={table.isOutdated}
          refresh={table.refresh}
          clear={() => set(noRows)}
          goTo={<GoTo label={words.goToSelected} onClick={goTo} />}
        />
        {exportProblem ? (
          <Problem title={words.exportFailed} error={exportProblem} retry={() => setExportProblem(undefined)} />
        ) : null}
        {table.error ? <Problem title={words.rowsFailed} error={table.error} retry={table.refresh} /> : null}
        <Pinned layer={layer} saying={saying} columns={shown} loaded={order} isAll={rows.length >= count} />
        {!table.isPending && !table.error && count === 0 ? (
          <p className={styles.empty}>{isFiltered ? words.noRowsFiltered : words.noRows}</p>
        ) : (
          <Grid
            label={words.tableOf(title)}
            saying={saying}
            columns={shown}
            rows={rows}
            count={count}
            sort={sort}
            selection={selection}
            onSort={onSort}
            onChoose={onChoose}
            onOpen={onOpen}
            onKey={onKey}
            onNearEnd={table.fetchMore}
          />
        )}
      </Dock>
      {isBulk ? (
        <Suspense fallback={null}>
          <BulkEdit layer={layer} selected={selection.ids} count={count} onClose={() => setBulk(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function GoTo({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button size="small" icon={<AimOutlined aria-hidden />} onClick={onClick}>
      {label}
    </Button>
  );
}

/** The keyboard's row, chosen alone. */
function alone({ active }: typeof noRows): typeof noRows {
  return active === undefined ? noRows : { ids: new Set([active]), anchor: active, active };
}

/** Ascending, descending, then as entered. */
function nextSort(before: SortBy | undefined, member: string): SortBy | undefined {
  if (before?.member !== member) return { member, descending: false };
  return before.descending ? undefined : { member, descending: true };
}
