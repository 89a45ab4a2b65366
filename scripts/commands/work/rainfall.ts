import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { warningTitles } from '../../../data/standards/warning-words.ts';
import { type Text, text } from '../../../data/text.ts';
import { withTransaction } from '../../../server/database/transaction.ts';
import { parseJsonBody } from '../../../server/http/json-body.ts';
import type { Author } from '../../../server/layers/changes/announce.ts';
import { loadDemoRain } from '../../../server/warnings/demo-rain.ts';
import { saveGauges } from '../../../server/warnings/gauges.ts';
import { readGaugeInputs } from '../../../server/warnings/gauges-input.ts';
import { type CountyJudgement, judgeCounty } from '../../../server/warnings/judge-county.ts';
import { joinLate, type LateRain } from '../../../server/warnings/late-rain.ts';
import { readCsvReadings, readJsonReadings } from '../../../server/warnings/readings-file.ts';
import type { ReadReadings } from '../../../server/warnings/readings-input.ts';
import { type StoreReport, storeReadings } from '../../../server/warnings/store-readings.ts';
import { CommandError, concerning } from '../failure.ts';
import { say, tell } from '../terminal.ts';
import { withCountyDatabase } from './county-database.ts';

interface RainfallOptions {
  readonly gauges?: string;
  readonly correct?: boolean;
  readonly demo?: boolean;
}

export async function runRainfall(files: readonly string[], options: RainfallOptions): Promise<void> {
  if (files.length === 0 && options.gauges === undefined && !options.demo) {
    throw new CommandError(text('请给出读数文件、--gauges 或 --demo。', 'Give files of readings, --gauges or --demo.'));
  }
  const gaugeFile = options.gauges;
  const gauges =
    gaugeFile === undefined
      ? []
      : await concerning(gaugeFile, async () => readGaugeInputs(parseJsonBody(await readFile(gaugeFile))));
  // All files are read before anything is stored.
  const read: { readonly file: string; readonly readings: ReadReadings }[] = [];
  for (const file of files) read.push({ file, readings: await concerning(file, () => readReadingsFile(file)) });

  await withCountyDatabase(async ({ pool }) => {
    const judged = await withTransaction(pool, async (client) => {
      const now = new Date();
      let late: LateRain = new Map();
      if (gaugeFile !== undefined && gauges.length > 0) {
        await concerning(gaugeFile, () => saveGauges(client, gauges));
        say(text(`已保存雨量站 ${gauges.length} 个。`, `${gauges.length} gauges stored.`));
      }
      if (options.demo) {
        const report = await loadDemoRain(client, now);
        late = joinLate(late, report.late);
        say(
          text(
            `已装入演示雨量 ${report.stored} 个读数。这些雨量是虚构的，仅供试用。`,
            `${report.stored} readings of the demo stored. This rain is invented, to try the service with.`,
          ),
        );
      }
      for (const { file, readings } of read) {
        const given = readings.readings.map((one) => (options.correct ? { ...one, correction: true } : one));
        const report = await concerning(file, () =>
          storeReadings(client, given, { author: personAtTheTerminal(), source: 'file', now }),
        );
        late = joinLate(late, report.late);
        say(describe(file, report, readings.missing));
      }
      return judgeCounty(client, now, late);
    });
    report(judged);
  });
}

async function readReadingsFile(file: string): Promise<ReadReadings> {
  const bytes = await readFile(file);
  const extension = path.extname(file).toLowerCase();
  if (extension === '.csv' || extension === '.txt') return readCsvReadings(bytes);
  if (extension === '.json') return readJsonReadings(bytes);
  throw new CommandError(text(`${file}：应为 .csv 或 .json 文件`, `${file}: a .csv or .json file is wanted`));
}

/** Whoever may open the database may do everything; the readings still say who it was. */
function personAtTheTerminal(): Author {
  try {
    return { userId: null, name: `cli:${userInfo().username}`, role: null };
  } catch {
    // A container may run under a number that has no name.
    return { userId: null, name: 'cli:anlan', role: null };
  }
}

function describe(file: string, { stored, corrected, known }: StoreReport, missing: number): Text {
  return text(
    `${file}：新增 ${stored} 个读数，更正 ${corrected} 个，已有 ${known} 个，缺测 ${missing} 个。`,
    `${file}: ${stored} readings stored, ${corrected} corrected, ${known} there already, ${missing} missing.`,
  );
}

/** The changes as results, the sum of all states beside them. */
function report({ warnings, changes }: CountyJudgement): void {
  for (const { point, before, judgement } of changes) {
    const name = [point.code, point.name].filter(Boolean).join(' ');
    const [from, to] = [warningTitles[before ?? 'unknown'], warningTitles[judgement.state]];
    say(text(`${name}：${from.zh} → ${to.zh}`, `${name}: ${from.en} → ${to.en}`));
  }
  const count = (state: keyof typeof warningTitles) =>
    warnings.filter(({ judgement }) => judgement.state === state).length;
  const parts = (['evacuate', 'prepare', 'unknown', 'none'] as const).map((state) => ({
    title: warningTitles[state],
    count: count(state),
  }));
  tell(
    text(
      parts.map(({ title, count: n }) => `${title.zh} ${n}`).join('，'),
      parts.map(({ title, count: n }) => `${title.en} ${n}`).join(', '),
    ),
  );
}
