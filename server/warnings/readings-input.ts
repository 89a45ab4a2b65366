import { type Text, text } from '../../data/text.ts';
import { isInstant, isPlausible } from '../http/times.ts';
import { type Fault, ProblemError } from '../problems.ts';

/** A reading as somebody sends it. `number` counts from 1 in the order given. */
export interface ReadingInput {
  readonly number: number;
  readonly gauge: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly rainMm: number;
  /** Said to take the place of what is stored of the same gauge and interval. */
  readonly correction: boolean;
}

export interface ReadReadings {
  readonly readings: readonly ReadingInput[];
  /** Entries that say that rain is missing. They store nothing: missing rain stays missing. */
  readonly missing: number;
}

export const readingMembers = ['gauge', 'start', 'end', 'interval_min', 'rain_mm', 'correction'] as const;
export type ReadingMember = (typeof readingMembers)[number];

const faultsListed = 100;
/** More than a day of every minute of a large county's gauges; a longer series goes in by the command line in parts. */
const mostReadings = 500_000;

/**
 * Entries as typed readings.
 *
 * @param rows each a record of members; what CSV brings is text
 * @param isText numbers and times may be written as people and spreadsheets write them; a time without zone is China's
 * @throws ProblemError `invalid_readings` naming each faulty reading by number and member
 */
export function readReadings(rows: readonly unknown[], isText: boolean): ReadReadings {
  if (rows.length > mostReadings) {
    throw new ProblemError(
      'malformed_body',
      text(
        `读数超过 ${mostReadings} 个（共 ${rows.length} 个），请分批提交。`,
        `There are more than ${mostReadings} readings (${rows.length}); send them in parts.`,
      ),
    );
  }
  const faults: Fault[] = [];
  const readings: ReadingInput[] = [];
  let missing = 0;
  for (const [index, row] of rows.entries()) {
    const number = index + 1;
    const outcome = readOne(row, number, isText);
    if (outcome === 'missing') missing += 1;
    else if ('reason' in outcome) faults.push(outcome);
    else readings.push(outcome);
  }
  if (faults.length > 0) throw invalidReadings(faults, rows.length);
  return { readings, missing };
}

export function invalidReadings(faults: readonly Fault[], count: number): ProblemError {
  const faulty = new Set(faults.map(({ feature }) => feature)).size;
  return new ProblemError(
    'invalid_readings',
    text(
      `${count} 个雨量读数中有 ${faulty} 个有误，未保存任何内容。`,
      `${faulty} of ${count} readings of rain are faulty; nothing was stored.`,
    ),
    { faults: faults.slice(0, faultsListed), faultCount: faults.length, counted: 'reading' },
  );
}

export function readingFaultOf(feature: number, member: ReadingMember, code: string, reason: Text): Fault {
  return { feature, member, code, reason };
}

function readOne(row: unknown, number: number, isText: boolean): ReadingInput | Fault | 'missing' {
  const fault = (member: ReadingMember, code: string, zh: string, en: string) =>
    readingFaultOf(number, member, code, text(zh, en));
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return fault(
      'gauge',
      'type',
      '应为含 gauge、start、end、rain_mm 的对象',
      'it must be an object with gauge, start, end, rain_mm',
    );
  }
  const given = row as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((name) => !readingMembers.some((member) => member === name));
  if (unknown !== undefined) {
    return {
      feature: number,
      member: unknown.slice(0, 60),
      code: 'unknown_member',
      reason: text(
        `没有此字段；可用：${readingMembers.join('、')}`,
        `there is no such member; known: ${readingMembers.join(', ')}`,
      ),
    };
  }
  const { gauge, rain_mm: rain, correction = false } = given;
  if (typeof gauge !== 'string' || gauge.trim() === '' || gauge.length > 64 || !isStorable(gauge)) {
    return fault('gauge', 'required', '须填雨量站编号', 'the code of the gauge is wanted');
  }
  const isCorrection = readFlag(correction, isText);
  if (isCorrection === undefined) return fault('correction', 'type', '应为 true 或 false', 'it must be true or false');
  const endMs = readTime(given.end, isText);
  if (endMs === undefined) return timeFault(fault, 'end', isText);
  let startMs = readTime(given.start, isText);
  if (given.start === undefined || given.start === '') {
    const minutes = readNumber(given.interval_min, isText);
    if (minutes === undefined || minutes <= 0) {
      return fault(
        'start',
        'required',
        '须填开始时间 start，或时段长 interval_min（分钟，大于 0）',
        'start is wanted, or interval_min above 0',
      );
    }
    startMs = endMs - minutes * 60_000;
  } else if (given.interval_min !== undefined && given.interval_min !== '') {
    return fault('interval_min', 'ambiguous', 'start 与 interval_min 只填一个', 'give start or interval_min, not both');
  }
  if (startMs === undefined) return timeFault(fault, 'start', isText);
  if (rain === null || rain === '') return 'missing';
  const rainMm = readNumber(rain, isText);
  if (rainMm === undefined) {
    return fault(
      'rain_mm',
      'type',
      '应为数字（毫米）；缺测请留空',
      'it must be a number (mm); leave empty what is missing',
    );
  }
  return { number, gauge: gauge.trim(), startMs, endMs, rainMm, correction: isCorrection };
}

function timeFault(
  fault: (member: ReadingMember, code: string, zh: string, en: string) => Fault,
  member: 'start' | 'end',
  isText: boolean,
): Fault {
  return isText
    ? fault(
        member,
        'format',
        '时间应如 2026-07-01 08:00（北京时间）',
        'a time must be like 2026-07-01 08:00 (China’s) or have its zone',
      )
    : fault(
        member,
        'format',
        '时间应如 2026-07-01T08:00:00+08:00（须带时区）',
        'a time must be like 2026-07-01T08:00:00+08:00, with its zone',
      );
}

/** As spreadsheets write a time: without zone, with slashes, without leading zeros. */
const spreadsheetTime = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;

function readTime(value: unknown, isText: boolean): number | undefined {
  if (typeof value !== 'string') return undefined;
  const given = value.trim();
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] =
    (isText && spreadsheetTime.exec(given)) || [];
  const two = (part: string) => part.padStart(2, '0');
  const instant = year ? `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}+08:00` : given;
  return isInstant(instant) && isPlausible(instant) ? Date.parse(instant) : undefined;
}

function readNumber(value: unknown, isText: boolean): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (!isText || typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value)) return undefined;
  return Number(value);
}

function readFlag(value: unknown, isText: boolean): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (!isText || typeof value !== 'string') return undefined;
  const flags = new Map([
    ['', false],
    ['0', false],
    ['false', false],
    ['否', false],
    ['1', true],
    ['true', true],
    ['是', true],
  ]);
  return flags.get(value.trim().toLowerCase());
}

function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}
