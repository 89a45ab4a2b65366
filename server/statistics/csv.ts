import { gradeCodes, hazardCodes, hazardStateCodes } from '../../data/layers/codes.ts';
import type { CodeList, LayerId } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import { warningTitles } from '../../data/standards/warning-words.ts';
import { type Language, type Text, text } from '../../data/text.ts';
import type { Statistics } from './statistics.ts';

const headings: readonly Text[] = [
  text('专题', 'Topic'),
  text('乡镇代码', 'Township code'),
  text('乡镇', 'Township'),
  text('分类', 'Kind'),
  text('等级', 'Grade'),
  text('状态', 'State'),
  text('指标', 'Measure'),
  text('数值', 'Value'),
  text('单位', 'Unit'),
];

const warningStateCodes = [
  { value: 'evacuate', title: warningTitles.evacuate },
  { value: 'prepare', title: warningTitles.prepare },
  { value: 'unknown', title: warningTitles.unknown },
  { value: 'none', title: warningTitles.none },
] as const satisfies CodeList;

/** As the pages say them. */
const verdictCodes = [
  { value: 'pass', title: text('合格', 'Passes') },
  { value: 'warn', title: text('合格，有提示', 'Passes, with warnings') },
  { value: 'fail', title: text('不合格', 'Not fit for use') },
  { value: 'unknown', title: text('无法判定', 'Cannot be decided') },
  { value: 'unchecked', title: text('未检查', 'Not checked') },
  { value: 'problem', title: text('无法检查', 'Cannot be checked') },
] as const satisfies CodeList;

type Cell = string | number | null;

/** One figure a line, so that a pivot table can be made of it. Lines end as RFC 4180 says, and begin with the mark Excel needs. */
export function statisticsCsv(statistics: Statistics, language: Language): string {
  const names = new Map(statistics.townships.map(({ code, name }) => [code, name]));
  const say = (value: Text) => value[language];
  const titled = (codes: CodeList | undefined, value: string | null) => {
    const title = codes?.find((code) => code.value === value)?.title;
    return title ? say(title) : (value ?? say(text('未填', 'Not stated')));
  };
  const codesOf = (layer: LayerId, member: string) => layers[layer].properties[member]?.codes;
  const lines: Cell[][] = [];
  const add = (
    topic: Text,
    township: string | null,
    kinds: readonly (string | undefined)[],
    figures: readonly (readonly [Text, number, Text])[],
  ) => {
    const name = township === null ? say(text('未填', 'Not stated')) : (names.get(township) ?? '');
    for (const [measure, value, unit] of figures) {
      const [kind = '', grade = '', state = ''] = kinds;
      lines.push([say(topic), township, name, kind, grade, state, say(measure), value, say(unit)]);
    }
  };
  for (const row of statistics.roads) {
    add(
      layers.roads.title,
      row.township,
      [titled(codesOf('roads', 'road_class'), row.road_class)],
      [
        [text('路段', 'Sections'), row.sections, sections],
        [text('里程', 'Length'), kilometres(row.length_m), km],
        [text('已排查里程', 'Surveyed length'), kilometres(row.surveyed_m), km],
      ],
    );
  }
  for (const row of statistics.hazards) {
    const kinds = [
      titled(hazardCodes, row.hazard),
      titled(gradeCodes, row.grade),
      titled(hazardStateCodes, row.state),
    ] as const;
    add(
      layers.road_hazards.title,
      row.township,
      [...kinds],
      [
        [text('处数', 'Hazards'), row.count, places],
        [text('长度', 'Length'), kilometres(row.length_m), km],
        [text('逾期', 'Overdue'), row.overdue, places],
        [text('未定期限', 'Without deadline'), row.undated, places],
      ],
    );
  }
  for (const row of statistics.flood_points) {
    add(
      layers.flood_points.title,
      row.township,
      [undefined, undefined, titled(warningStateCodes, row.state)],
      [
        [text('处数', 'Points'), row.points, places],
        [text('人口', 'People'), row.people, persons],
      ],
    );
  }
  for (const row of statistics.shelters) {
    add(
      layers.shelters.title,
      row.township,
      [undefined, undefined, titled(codesOf('shelters', 'state'), row.state)],
      [
        [text('处数', 'Shelters'), row.shelters, places],
        [text('容量', 'Capacity'), row.capacity, persons],
        [text('容量不明', 'Capacity unknown'), row.capacity_unknown, places],
      ],
    );
  }
  for (const row of statistics.routes) {
    const stale = row.stale ? say(text('已过时', 'Stale')) : say(text('有效', 'Current'));
    add(
      layers.evacuation_routes.title,
      row.township,
      [titled(verdictCodes, row.verdict), undefined, stale],
      [[text('条数', 'Routes'), row.routes, routes]],
    );
  }
  for (const row of statistics.closures) {
    add(
      layers.closures.title,
      row.township,
      [titled(codesOf('closures', 'reason'), row.reason)],
      [[text('正在封闭', 'In force'), 1, places]],
    );
  }
  return `\uFEFF${[headings.map(say), ...lines].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

const km = text('公里', 'km');
const places = text('处', '');
const sections = text('段', '');
const routes = text('条', '');
const persons = text('人', '');

function kilometres(metres: number): number {
  return Math.round(metres) / 1000;
}

/** A text that a spreadsheet would take for a formula is kept from it by an apostrophe. */
function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value ?? '') ? `'${value}` : (value ?? '');
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
