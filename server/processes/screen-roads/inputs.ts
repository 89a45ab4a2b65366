import { hazardCodes } from '../../../data/layers/codes.ts';
import { layers } from '../../../data/layers/index.ts';
import type { StandardRow } from '../../../data/standards/row.ts';
import { screeningRows } from '../../../data/standards/screening.ts';
import { text } from '../../../data/text.ts';
import { parseBbox } from '../../http/items-request.ts';
import type { Queryable } from '../../jobs/job.ts';
import { type Bbox, type EqualityFilter, type FeatureSelection, Sql, whereSql } from '../../layers/query.ts';
import { ProblemError } from '../../problems.ts';
import { replaceRows } from '../../screening/standard.ts';
import type { Hazard } from '../../screening/types.ts';
import { StartError } from '../../start-error.ts';
import { asInput, invalidInput, isRecord, readFilter } from '../inputs.ts';

/** The inputs of screen-roads as they are stored with the job: checked, and complete. */
export interface ScreenRoadsInputs {
  readonly ids?: readonly number[];
  readonly bbox?: Bbox;
  readonly filters?: readonly EqualityFilter[];
  readonly hazards: readonly Hazard[];
  /** Rows in place of the standard's own of the same id. */
  readonly standard?: { readonly rows: readonly unknown[] };
}

export const allHazards: readonly Hazard[] = hazardCodes.map(({ value }) => value);

export function readScreenRoadsInputs(inputs: Readonly<Record<string, unknown>>): ScreenRoadsInputs {
  for (const [name, value] of Object.entries(inputs)) refuseUnstorable(name, value);
  const ids = readIds(inputs.ids);
  const bbox = readBox(inputs.bbox);
  const filters = [
    ...readFilter(layers.roads, inputs.filter),
    ...(inputs.road_code == null ? [] : readFilter(layers.roads, { road_code: inputs.road_code }, 'road_code')),
  ];
  const standard = readStandard(inputs.standard);
  return {
    ...(ids && { ids }),
    ...(bbox && { bbox }),
    ...(filters.length > 0 && { filters }),
    hazards: readHazards(inputs.hazards),
    ...(standard && { standard }),
  };
}

/** Undefined where all roads are meant. */
export function selectionOf({ ids, bbox, filters }: ScreenRoadsInputs): FeatureSelection | undefined {
  return ids || bbox || filters ? { ids, bbox, filters } : undefined;
}

export function rowsOf({ standard }: Pick<ScreenRoadsInputs, 'standard'>): readonly StandardRow[] {
  return standard ? replaceRows(standard) : screeningRows;
}

/** Text that no database takes: a NUL character, or half of a pair of surrogates. */
function refuseUnstorable(input: string, value: unknown): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw invalidInput(
      input,
      text('不能含空字符或不成对的代理字符', 'it must hold neither a NUL character nor an unpaired surrogate'),
    );
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    refuseUnstorable(input, name);
    refuseUnstorable(input, member);
  }
}

function readHazards(value: unknown): readonly Hazard[] {
  if (value == null) return allHazards;
  const known = allHazards.join(', ');
  if (!Array.isArray(value) || value.length === 0) {
    throw invalidInput('hazards', text(`应为风险类型的数组：${known}`, `it must be an array of hazards: ${known}`));
  }
  const unknown = value.find((one) => !allHazards.includes(one));
  if (unknown !== undefined) {
    const shown = String(unknown).slice(0, 60);
    throw invalidInput(
      'hazards',
      text(`没有风险类型“${shown}”；可用：${known}`, `there is no hazard "${shown}"; there are: ${known}`),
    );
  }
  return allHazards.filter((hazard) => value.includes(hazard));
}

const mostIds = 10_000;

function readIds(value: unknown): number[] | undefined {
  if (value == null) return undefined;
  const valid = Array.isArray(value) && value.length > 0 && value.length <= mostIds;
  if (!valid || !value.every((id) => Number.isSafeInteger(id) && id > 0)) {
    throw invalidInput(
      'ids',
      text(`应为公路要素号的数组，1 至 ${mostIds} 个`, `it must be an array of 1 to ${mostIds} ids of roads`),
    );
  }
  return [...new Set<number>(value)];
}

function readBox(value: unknown): Bbox | undefined {
  if (value == null) return undefined;
  if (!Array.isArray(value) || !value.every((number) => typeof number === 'number')) {
    throw invalidInput(
      'bbox',
      text('应为 [西, 南, 东, 北] 四个数，单位为度', 'it must be [west, south, east, north]: four numbers in degrees'),
    );
  }
  return asInput('bbox', () => parseBbox(value.join(',')));
}

function readStandard(value: unknown): ScreenRoadsInputs['standard'] {
  if (value == null) return undefined;
  try {
    replaceRows(value);
  } catch (error) {
    if (error instanceof StartError) throw invalidInput('standard', error.text);
    throw error;
  }
  if (!isRecord(value) || !Array.isArray(value.rows)) throw new Error('a standard was read without rows');
  return { rows: value.rows };
}

/** @throws ProblemError `invalid_inputs` where no road is selected */
export async function requireRoads(db: Queryable, inputs: ScreenRoadsInputs): Promise<void> {
  const sql = new Sql();
  const where = whereSql(layers.roads, selectionOf(inputs) ?? {}, sql);
  const { rows } = await db.query<{ some: boolean }>(
    `SELECT EXISTS (SELECT FROM anlan.roads WHERE ${where}) AS some`,
    sql.values,
  );
  if (!rows[0]?.some) throw nothingSelected();
}

/** A run over nothing would look like a county without dangers */
export function nothingSelected(): ProblemError {
  return new ProblemError(
    'invalid_inputs',
    text(
      '所选范围内没有可判别的公路；请检查 road_code、filter、bbox、ids，或先导入公路。',
      'No road that can be screened is selected; check road_code, filter, bbox and ids, or import roads first.',
    ),
  );
}
