import type pg from 'pg';
import { warningNumbers } from '../../data/standards/warnings.ts';
import { text } from '../../data/text.ts';
import { readingFault } from '../evacuation/warnings/check-reading.ts';
import type { Author } from '../layers/changes/announce.ts';
import { type Fault, ProblemError } from '../problems.ts';
import { type LateRain, lateRainOf } from './late-rain.ts';
import { invalidReadings, type ReadingInput, readingFaultOf } from './readings-input.ts';

export type RainSource = 'gauge' | 'hand' | 'file' | 'demo';

export interface StoreReport {
  readonly stored: number;
  readonly corrected: number;
  /** Sent before with the same value: nothing to do. */
  readonly known: number;
  readonly late: LateRain;
}

const rowsAtOnce = 5000;

/**
 * Stores all readings or none, within an open transaction. The same reading again changes nothing. Another value for the
 * same gauge and interval is refused unless it is said to be a correction; the earlier value is kept beside it.
 *
 * @throws ProblemError `invalid_readings` for what cannot be true or names a gauge that is not there; `rain_conflict`
 */
export async function storeReadings(
  client: pg.ClientBase,
  readings: readonly ReadingInput[],
  { author, source, now }: { readonly author: Author; readonly source: RainSource; readonly now: Date },
): Promise<StoreReport> {
  const gauges = await lockGauges(client, readings);
  const faults = [...checkEach(readings, gauges, now), ...contradictions(readings)].sort(
    (a, b) => a.feature - b.feature,
  );
  if (faults.length > 0) throw invalidReadings(faults, readings.length);

  const distinct = [...new Map(readings.map((reading) => [keyOf(reading), reading])).values()];
  const fresh: ReadingInput[] = [];
  const corrected: ReadingInput[] = [];
  const conflicts: Fault[] = [];
  let known = readings.length - distinct.length;
  for (let i = 0; i < distinct.length; i += rowsAtOnce) {
    const part = distinct.slice(i, i + rowsAtOnce);
    const stored = await readStored(client, part);
    for (const reading of part) {
      const value = stored.get(keyOf(reading));
      if (value === undefined) fresh.push(reading);
      else if (value === reading.rainMm) known += 1;
      else if (reading.correction) corrected.push(reading);
      else conflicts.push(conflictOf(reading, value));
    }
  }
  if (conflicts.length > 0) throw rainConflict(conflicts);
  for (let i = 0; i < fresh.length; i += rowsAtOnce)
    await insert(client, fresh.slice(i, i + rowsAtOnce), author, source);
  for (let i = 0; i < corrected.length; i += rowsAtOnce) {
    await correct(client, corrected.slice(i, i + rowsAtOnce), author, source);
  }
  return {
    stored: fresh.length,
    corrected: corrected.length,
    known,
    late: lateRainOf([...fresh, ...corrected]),
  };
}

/** Locked in one order: readings of one gauge that come twice at once come one after the other. */
async function lockGauges(client: pg.ClientBase, readings: readonly ReadingInput[]): Promise<ReadonlySet<string>> {
  const codes = [...new Set(readings.map(({ gauge }) => gauge))];
  const { rows } = await client.query<{ code: string }>(
    'SELECT code FROM anlan.rain_gauges WHERE code = ANY($1::text[]) ORDER BY id FOR UPDATE',
    [codes],
  );
  return new Set(rows.map(({ code }) => code));
}

function checkEach(readings: readonly ReadingInput[], gauges: ReadonlySet<string>, now: Date): Fault[] {
  const numbers = warningNumbers();
  return readings.flatMap((reading) => {
    if (!gauges.has(reading.gauge)) {
      const code = reading.gauge.slice(0, 64);
      const reason = text(`没有雨量站“${code}”，请先登记该站`, `there is no gauge "${code}"; enter the gauge first`);
      return [readingFaultOf(reading.number, 'gauge', 'unknown_gauge', reason)];
    }
    const fault = readingFault(reading, now.getTime(), numbers);
    return fault ? [readingFaultOf(reading.number, fault.member, fault.code, fault.reason)] : [];
  });
}

/** Two values for one gauge and interval in the same batch: which of them is meant nobody can know. */
function contradictions(readings: readonly ReadingInput[]): Fault[] {
  const first = new Map<string, ReadingInput>();
  return readings.flatMap((reading) => {
    const key = keyOf(reading);
    const other = first.get(key);
    if (!other) first.set(key, reading);
    if (!other || other.rainMm === reading.rainMm) return [];
    const reason = text(
      `与第 ${other.number} 个读数的站和时段相同而雨量不同（${other.rainMm} mm 与 ${reading.rainMm} mm）`,
      `the same gauge and interval as reading ${other.number}, with other rain (${other.rainMm} mm and ${reading.rainMm} mm)`,
    );
    return [readingFaultOf(reading.number, 'rain_mm', 'contradiction', reason)];
  });
}

function keyOf({ gauge, startMs, endMs }: Pick<ReadingInput, 'gauge' | 'startMs' | 'endMs'>): string {
  return `${startMs} ${endMs} ${gauge}`;
}

const recordSql = `jsonb_to_recordset($1::jsonb) AS n(gauge text, starts_at timestamptz, ends_at timestamptz, rain_mm float8)
  JOIN anlan.rain_gauges AS g ON g.code = n.gauge`;

function recordsOf(readings: readonly ReadingInput[]): string {
  return JSON.stringify(
    readings.map(({ gauge, startMs, endMs, rainMm }) => ({
      gauge,
      starts_at: new Date(startMs),
      ends_at: new Date(endMs),
      rain_mm: rainMm,
    })),
  );
}

async function readStored(
  client: pg.ClientBase,
  readings: readonly ReadingInput[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ gauge: string; starts_at: Date; ends_at: Date; rain_mm: number }>(
    `SELECT n.gauge, r.starts_at, r.ends_at, r.rain_mm FROM ${recordSql}
     JOIN anlan.rain_readings AS r ON r.gauge_id = g.id AND r.starts_at = n.starts_at AND r.ends_at = n.ends_at`,
    [recordsOf(readings)],
  );
  return new Map(
    rows.map(({ gauge, starts_at: starts, ends_at: ends, rain_mm: rain }) => [
      keyOf({ gauge, startMs: starts.getTime(), endMs: ends.getTime() }),
      rain,
    ]),
  );
}

async function insert(client: pg.ClientBase, readings: readonly ReadingInput[], author: Author, source: RainSource) {
  await client.query(
    `INSERT INTO anlan.rain_readings (gauge_id, starts_at, ends_at, rain_mm, source, user_id, user_name)
     SELECT g.id, n.starts_at, n.ends_at, n.rain_mm, $2, $3, $4 FROM ${recordSql}`,
    [recordsOf(readings), source, author.userId, author.name],
  );
}

async function correct(client: pg.ClientBase, readings: readonly ReadingInput[], author: Author, source: RainSource) {
  const records = recordsOf(readings);
  const same = 'r.gauge_id = g.id AND r.starts_at = n.starts_at AND r.ends_at = n.ends_at';
  await client.query(
    `INSERT INTO anlan.rain_corrections
       (gauge_id, starts_at, ends_at, before_mm, after_mm, before_source, before_user_name, user_id, user_name)
     SELECT g.id, n.starts_at, n.ends_at, r.rain_mm, n.rain_mm, r.source, r.user_name, $2, $3
     FROM ${recordSql} JOIN anlan.rain_readings AS r ON ${same}`,
    [records, author.userId, author.name],
  );
  await client.query(
    `UPDATE anlan.rain_readings AS r SET rain_mm = n.rain_mm, source = $2, user_id = $3, user_name = $4,
       received_at = now()
     FROM ${recordSql} WHERE ${same}`,
    [records, source, author.userId, author.name],
  );
}

function conflictOf({ number, rainMm }: ReadingInput, stored: number): Fault {
  const reason = text(
    `该站该时段已有雨量 ${stored} mm，此处为 ${rainMm} mm；确为更正请加 "correction": true`,
    `the gauge has ${stored} mm for this interval already, this says ${rainMm} mm; if it is a correction, say "correction": true`,
  );
  return readingFaultOf(number, 'rain_mm', 'conflict', reason);
}

function rainConflict(faults: readonly Fault[]): ProblemError {
  return new ProblemError(
    'rain_conflict',
    text(
      `${faults.length} 个读数与已有雨量不同，未保存任何内容。`,
      `${faults.length} readings differ from the rain that is stored; nothing was stored.`,
    ),
    { faults: faults.slice(0, 100), faultCount: faults.length, counted: 'reading' },
  );
}
