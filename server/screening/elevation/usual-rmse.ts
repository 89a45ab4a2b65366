import type { Standard } from '../standard.ts';

/**
 * Standard deviation of a height in metres that is usual for cells of a size in metres, log-linear through the rows of
 * simulated elevation models. For sources that do not state theirs.
 */
export function usualRmse(cell: number, standard: Pick<Standard, 'rows'>): number {
  const known = new Map<number, number>();
  for (const { id } of standard.rows) {
    const match = /^elevation\.grade_rmse_pct@([\d.]+)\/([\d.]+)\//.exec(id);
    if (match) known.set(Number(match[1]), Number(match[2]));
  }
  const sorted = [...known].sort(([a], [b]) => a - b);
  const after = sorted.findIndex(([size]) => size >= cell);
  const upper = after === -1 ? sorted.length - 1 : Math.max(1, after);
  const a = sorted[upper - 1];
  const b = sorted[upper];
  if (!a || !b) return cell / 10;
  const share = Math.log(cell / a[0]) / Math.log(b[0] / a[0]);
  return a[1] * (b[1] / a[1]) ** share;
}
