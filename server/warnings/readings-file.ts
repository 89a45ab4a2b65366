import { isUtf8 } from 'node:buffer';
import { text } from '../../data/text.ts';
import { parseJsonBody } from '../http/json-body.ts';
import { ProblemError } from '../problems.ts';
import { type ReadingMember, type ReadReadings, readingMembers, readReadings } from './readings-input.ts';

/** Readings as JSON: an array, one alone, or an object whose member `readings` is one. */
export function readJsonReadings(bytes: Buffer): ReadReadings {
  const value = parseJsonBody(bytes);
  if (Array.isArray(value)) return readReadings(value, false);
  if (typeof value === 'object' && value !== null && 'readings' in value && Array.isArray(value.readings)) {
    return readReadings(value.readings, false);
  }
  if (typeof value === 'object' && value !== null && 'gauge' in value) return readReadings([value], false);
  throw malformed(
    text('应为读数的数组，或 {"readings": [...]}', 'it must be an array of readings, or {"readings": [...]}'),
  );
}

/** What a column is called in the files of gauge systems. Compared without blanks, case and units in brackets. */
const headings: ReadonlyMap<string, ReadingMember> = new Map<string, ReadingMember>([
  ...readingMembers.map((name) => [name, name] as const),
  ...['站码', '站号', '测站编码', '雨量站', '雨量站编号', 'stcd'].map((name) => [name, 'gauge'] as const),
  ...['开始时间', '起始时间'].map((name) => [name, 'start'] as const),
  ...['结束时间', '截止时间', '时间', 'tm'].map((name) => [name, 'end'] as const),
  ...['时段', '时段长', 'intv'].map((name) => [name, 'interval_min'] as const),
  ...['雨量', '降雨量', '时段雨量', '时段降水量', 'rain', 'drp'].map((name) => [name, 'rain_mm'] as const),
  ...['更正'].map((name) => [name, 'correction'] as const),
]);

/**
 * Readings as CSV (RFC 4180) with a heading, in UTF-8 or in what spreadsheets in China write (GB 18030). A semicolon or
 * a tabulator may stand between fields as well.
 *
 * @throws ProblemError `malformed_body` where the heading lacks a column, `invalid_readings`
 */
export function readCsvReadings(bytes: Buffer): ReadReadings {
  const content = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes).replace(/^\uFEFF/, '');
  if (content.includes('\0')) throw malformed(text('不是文本文件', 'it is no text'));
  const [heading = [], ...rows] = parseCsv(content);
  const members = heading.map((name) =>
    headings.get(
      name
        .replace(/[(（][^)）]*[)）]/g, '')
        .replace(/\s/g, '')
        .toLowerCase(),
    ),
  );
  const unknown = heading[members.indexOf(undefined)];
  if (unknown !== undefined) {
    throw malformed(
      text(
        `不认识表头“${unknown.slice(0, 60)}”；可用：站码 gauge、开始时间 start、结束时间 end、时段 interval_min（分钟）、雨量 rain_mm、更正 correction`,
        `the heading "${unknown.slice(0, 60)}" is not known; the columns are: ${readingMembers.join(', ')}`,
      ),
    );
  }
  for (const wanted of ['gauge', 'end', 'rain_mm'] as const) {
    if (members.filter((member) => member === wanted).length === 1) continue;
    throw malformed(text(`表头须有一列 ${wanted}`, `the heading needs one column ${wanted}`));
  }
  const records = rows.map((row, index) => {
    if (row.length !== members.length) {
      throw malformed(
        text(
          `第 ${index + 1} 个读数有 ${row.length} 列，表头有 ${members.length} 列`,
          `reading ${index + 1} has ${row.length} fields, the heading ${members.length}`,
        ),
      );
    }
    return Object.fromEntries(members.flatMap((member, column) => (member ? [[member, row[column]]] : [])));
  });
  return readReadings(records, true);
}

/** Rows of fields; empty lines are none. */
function parseCsv(content: string): string[][] {
  const firstLine = content.slice(0, content.search(/[\r\n]|$/));
  const separator = [',', ';', '\t'].find((one) => firstLine.includes(one)) ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endRow = () => {
    row.push(field);
    if (row.length > 1 || field.trim() !== '') rows.push(row);
    row = [];
    field = '';
  };
  for (let i = 0; i < content.length; i++) {
    const character = content[i];
    if (quoted) {
      if (character !== '"') field += character;
      else if (content[i + 1] === '"') field += content[++i];
      else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === separator) {
      row.push(field);
      field = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && content[i + 1] === '\n') i++;
      endRow();
    } else field += character;
  }
  if (quoted) throw malformed(text('引号没有配对', 'a quotation mark is not closed'));
  endRow();
  return rows;
}

function malformed(reason: { readonly zh: string; readonly en: string }): ProblemError {
  return new ProblemError(
    'malformed_body',
    text(`雨量数据有误：${reason.zh}。`, `The rain cannot be read: ${reason.en}.`),
  );
}
