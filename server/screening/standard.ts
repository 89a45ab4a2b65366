import { z } from 'zod';
import type { StandardRow } from '../../data/standards/row.ts';
import { screeningRows } from '../../data/standards/screening.ts';
import { rangeOf } from '../../data/standards/screening-ranges.ts';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import type { EvidenceThreshold } from './types.ts';

/** The rows screening compares against, by id and by design speed. */
export interface Standard {
  readonly rows: readonly StandardRow[];
  value(id: string): number;
  row(id: string): StandardRow;
  /** The row of the design speed, or of the next higher one listed: a speed between two columns is held to the stricter. */
  atSpeed(prefix: string, speedKmh: number): StandardRow | undefined;
  /** The row of a class, if the table has it. */
  find(id: string): StandardRow | undefined;
}

const replacement = z.object({
  id: z.string(),
  value: z.number(),
  unit: z.string().optional(),
  source: z.string().min(1),
  status: z.enum(['V', 'V2', 'R', 'P']).default('P'),
});
const standardFile = z.object({ name: z.string().optional(), rows: z.array(replacement) });

/**
 * Reads a county's own rows: `{ "rows": [{ "id", "value", "source", "status"? }] }`. Each replaces the row of that id.
 *
 * @throws StartError naming the row that is unknown, implausible or in another unit.
 */
export function replaceRows(file: unknown): StandardRow[] {
  const parsed = standardFile.safeParse(file);
  if (!parsed.success) {
    const why = z.prettifyError(parsed.error);
    throw invalid(`标准文件格式不对：${why}`, `the standard file is not as expected: ${why}`);
  }
  const rows = new Map(screeningRows.map((row) => [row.id, row]));
  for (const own of parsed.data.rows) {
    const row = rows.get(own.id);
    if (!row) {
      const like = screeningRows.filter(({ id }) => id.split('.')[0] === own.id.split('.')[0]).map(({ id }) => id);
      const ids = (like.length > 0 ? like : screeningRows.map(({ id }) => id)).join(' ');
      throw invalid(
        `标准中没有“${own.id}”这一条；可替换：${ids}`,
        `the standard has no row "${own.id}"; it has: ${ids}`,
      );
    }
    if (own.unit !== undefined && own.unit !== row.unit) {
      throw invalid(
        `“${own.id}”的单位是 ${row.unit}，不是 ${own.unit}；请换算后再写`,
        `row "${own.id}" is in ${row.unit}, not ${own.unit}; convert the value`,
      );
    }
    const { least, most } = rangeOf(own.id);
    if (!(own.value >= least && own.value <= most)) {
      throw invalid(
        `“${own.id}”的值是 ${own.value}，应在 ${least} 到 ${most} ${row.unit} 之间`,
        `row "${own.id}" has the value ${own.value}; give one from ${least} to ${most} ${row.unit}`,
      );
    }
    rows.set(own.id, { ...row, value: own.value, source: own.source, status: own.status });
  }
  return [...rows.values()];
}

function invalid(zh: string, en: string): StartError {
  return new StartError('invalid_standard', text(zh, en));
}

export function makeStandard(rows: readonly StandardRow[] = screeningRows): Standard {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bySpeed = new Map<string, Array<{ speed: number; row: StandardRow }>>();
  for (const row of rows) {
    const match = /^(.*)@(\d+)$/.exec(row.id);
    if (!match?.[1]) continue;
    const list = bySpeed.get(match[1]) ?? [];
    list.push({ speed: Number(match[2]), row });
    bySpeed.set(match[1], list);
  }
  for (const list of bySpeed.values()) list.sort((a, b) => a.speed - b.speed);
  const row = (id: string): StandardRow => {
    const found = byId.get(id);
    if (!found) throw invalid(`标准中没有“${id}”这一条`, `the standard has no row "${id}"`);
    return found;
  };
  return {
    rows,
    row,
    value: (id) => row(id).value,
    find: (id) => byId.get(id),
    atSpeed(prefix, speedKmh) {
      const list = bySpeed.get(prefix) ?? [];
      for (const entry of list) if (entry.speed >= speedKmh) return entry.row;
      return list.at(-1)?.row;
    },
  };
}

export function threshold(row: StandardRow): EvidenceThreshold {
  const { id, value, unit, source, status } = row;
  return { row: id, value, unit, source, status };
}
