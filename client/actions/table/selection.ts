/** Which rows are chosen, by feature id. */
export interface RowSelection {
  readonly ids: ReadonlySet<number>;
  /** Where a range begins. */
  readonly anchor: number | undefined;
  /** Where the keyboard is. */
  readonly active: number | undefined;
}

export const noRows: RowSelection = { ids: new Set(), anchor: undefined, active: undefined };

/** As many as one request can name, and one transaction is asked to change. */
export const mostSelected = 1000;

export interface Modifiers {
  /** Ctrl or ⌘: adds a row, or takes it away. */
  readonly toggle: boolean;
  /** Shift: everything from where the range begins. */
  readonly extend: boolean;
}

/** @param order the ids of the rows as they stand in the table */
export function choose(
  selection: RowSelection,
  order: readonly number[],
  id: number,
  { toggle, extend }: Modifiers,
): RowSelection {
  if (extend) return extended(selection, order, id, toggle);
  if (!toggle) return { ids: new Set([id]), anchor: id, active: id };
  const ids = new Set(selection.ids);
  if (!ids.delete(id) && ids.size < mostSelected) ids.add(id);
  return { ids, anchor: id, active: id };
}

function extended(selection: RowSelection, order: readonly number[], id: number, keep: boolean): RowSelection {
  const to = order.indexOf(id);
  const from = selection.anchor === undefined ? to : order.indexOf(selection.anchor);
  if (from < 0 || to < 0) return { ids: new Set([id]), anchor: id, active: id };
  const range = from <= to ? order.slice(from, to + 1) : order.slice(to, from + 1).reverse();
  const ids = new Set([...(keep ? selection.ids : []), ...range].slice(0, mostSelected));
  return { ids, anchor: order[from], active: id };
}

/** The keyboard moves by so many rows; with Shift it takes them along. */
export function move(selection: RowSelection, order: readonly number[], by: number, extend: boolean): RowSelection {
  const at = selection.active === undefined ? -1 : order.indexOf(selection.active);
  const to = at < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(Math.max(at + by, 0), order.length - 1);
  const id = order[to];
  if (id === undefined) return selection;
  return extend ? extended(selection, order, id, false) : { ...selection, active: id };
}

export function chooseAll(selection: RowSelection, order: readonly number[]): RowSelection {
  return { ...selection, ids: new Set(order.slice(0, mostSelected)) };
}
