import type { Feature, LineString } from 'geojson';
import { pino } from 'pino';
import { type Text, text } from '../../../data/text.ts';
import { readConfig } from '../../../server/config.ts';
import type { Database } from '../../../server/database/database.ts';
import { openCountyElevation } from '../../../server/elevation/county-elevation.ts';
import type { Finding, RouteCheckReport, Severity, TimeWindow, Verdict } from '../../../server/evacuation/index.ts';
import { makeNetworkService } from '../../../server/networks/network-service.ts';
import { ProblemError } from '../../../server/problems.ts';
import { readWindow, routeOf } from '../../../server/processes/check-route/inputs.ts';
import { makeRouteChecker } from '../../../server/route-checks/checker.ts';
import { CommandError, concerning } from '../failure.ts';
import { say } from '../terminal.ts';
import { type CountyFiles, checkRouteInFiles, refuseFilesWithoutRoads } from './check-route-files.ts';
import { withCountyDatabase } from './county-database.ts';
import { checkOutput, type InputFile, inputFile, writeWhole } from './files.ts';

interface CheckRouteOptions extends CountyFiles {
  readonly route: string;
  readonly out: string;
  readonly at?: string;
  readonly shelter?: string;
}

export async function runCheckRoute(options: CheckRouteOptions): Promise<void> {
  refuseFilesWithoutRoads(options);
  const value = await concerning(options.route, async () => onlyFeature(await inputFile(options.route)));
  const at = readTime(options.at);
  await checkOutput(options.out);
  const named = (route: Feature<LineString>): Feature<LineString> => ({
    ...route,
    properties: { ...route.properties, ...(options.shelter !== undefined && { shelter_code: options.shelter }) },
  });
  const given = () => concerning(options.route, async () => routeOf(value));
  const report =
    options.roads === undefined
      ? await withCountyDatabase(async (database) => checkRouteInCounty(database, named(await given()), at))
      : await checkRouteInFiles({ ...options, roads: options.roads }, named(await given()), at);
  await writeWhole(options.out, onePiece(`${JSON.stringify(report, null, 2)}\n`));
  for (const line of describeReport(report)) say(line);
  say(text(`报告：${options.out}`, `Report: ${options.out}`));
}

async function checkRouteInCounty(
  database: Database,
  route: Feature<LineString>,
  at: Date | TimeWindow,
): Promise<RouteCheckReport> {
  const { dataFolder } = readConfig(process.env);
  const networks = makeNetworkService(database);
  // A command ends before anything could change that is worth a line in a log.
  const elevation = await openCountyElevation(dataFolder, pino({ level: 'silent' }));
  const checker = makeRouteChecker({ database, networks, elevation });
  try {
    return (await checker.check(route, at)).report;
  } finally {
    await elevation.close();
  }
}

function readTime(at: string | undefined): ReturnType<typeof readWindow> {
  try {
    return readWindow(at, new Date());
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new CommandError(text(`--at：${error.detail.zh}`, `--at: ${error.detail.en}`));
  }
}

async function onlyFeature(input: InputFile): Promise<unknown> {
  const values: unknown[] = [];
  for await (const { value } of input.read(input.open())) {
    values.push(value);
    if (values.length > 1) break;
  }
  if (values.length === 1) return values[0];
  throw new CommandError(
    values.length === 0
      ? text(`${input.path}：没有要素，应有一条路线`, `${input.path}: it has no feature; one route is wanted`)
      : text(
          `${input.path}：有多个要素，应只有一条路线`,
          `${input.path}: it has several features; one route is wanted`,
        ),
  );
}

const verdicts: Readonly<Record<Verdict, Text>> = {
  fail: text('不合格', 'not fit for use'),
  unknown: text('无法判定', 'cannot be judged'),
  warn: text('合格，有提示', 'passes, with warnings'),
  pass: text('合格', 'passes'),
};

const severities: Readonly<Record<Severity, Text>> = {
  error: text('错误', 'error'),
  unknown: text('无法判定', 'unknown'),
  warning: text('提示', 'warning'),
};

function describeReport({ verdict, length_m, rules, findings }: RouteCheckReport): Text[] {
  const kilometres = (length_m / 1000).toFixed(2);
  const head = text(
    `路线长 ${kilometres} 公里，结论：${verdicts[verdict].zh}`,
    `Route of ${kilometres} km: ${verdicts[verdict].en}`,
  );
  // Reasons that no place on the route tells, such as a layer without any data.
  const told = new Set<string>(findings.map(({ rule, code }) => `${rule} ${code}`));
  const reasons = rules.flatMap(({ rule, reasons }) =>
    reasons
      .filter(({ code }) => !told.has(`${rule} ${code}`))
      .map(({ message }) => text(`  ${rule} ${message.zh}`, `  ${rule} ${message.en}`)),
  );
  return [head, ...findings.map(describeFinding), ...reasons];
}

function describeFinding({ rule, severity, from_m, to_m, message }: Finding): Text {
  const from = Math.round(from_m);
  const to = Math.round(to_m);
  const where = from === to ? text(`${from} 米处`, `at ${from} m`) : text(`${from}–${to} 米`, `${from}–${to} m`);
  return text(
    `  ${rule} ${severities[severity].zh}，${where.zh}：${message.zh}`,
    `  ${rule} ${severities[severity].en}, ${where.en}: ${message.en}`,
  );
}

async function* onePiece(content: string): AsyncGenerator<string> {
  yield content;
}
