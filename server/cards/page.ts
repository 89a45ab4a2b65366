import { warningDurationsHours } from '../../data/layers/flood_points.ts';
import { layers } from '../../data/layers/index.ts';
import { type SignalRow, signalRows } from '../../data/standards/cards.ts';
import { type Language, type Text, text } from '../../data/text.ts';
import { numberOf, textOf } from '../evacuation/features.ts';
import { type CardSource, type Concern, concernsOf, contactsOf, type MissingMember, missingOf } from './card.ts';
import { directionsOf } from './directions.ts';
import type { MapContent } from './map/drawing.ts';
import type { MapSurroundings } from './map/surroundings.ts';
import { directionWords, type Ends } from './words.ts';

/** A card in one language, ready to be laid out. A value of null is an empty line, to be filled in by hand. */
export interface CardPage {
  readonly language: Language;
  readonly heading: string;
  readonly name: string | null;
  /** Township and village. */
  readonly place: string | null;
  readonly code: string | null;
  /** Which of several routes of the point this card is for. */
  readonly part: string | null;
  readonly household: readonly Line[];
  readonly facts: readonly Line[];
  readonly contacts: readonly {
    readonly title: string;
    readonly person: string | null;
    readonly phone: string | null;
  }[];
  readonly signals: readonly Line[];
  readonly shelter: readonly Line[];
  readonly directions: readonly string[] | null;
  readonly reminders: readonly string[];
  readonly map: MapContent;
  readonly concerns: readonly Concern[];
  /** Printed across the card: it must not be handed out as it is. */
  readonly stop: string | null;
  readonly missing: readonly MissingMember[];
  /** Households of the point: so many cards are needed; null where it is not recorded. */
  readonly copies: number | null;
}

export interface Line {
  readonly label: string;
  readonly value: string | null;
  /** Has a line of its own. */
  readonly isWide?: boolean;
}

export interface PageOptions {
  readonly language: Language;
  /** Prints signals that the county has not settled. */
  readonly proposedSignals: boolean;
}

export function pageOf(source: CardSource, surroundings: MapSurroundings, options: PageOptions): CardPage {
  const { point, route, shelter, part } = source;
  const { language } = options;
  const say = (zh: string, en: string) => text(zh, en)[language];
  const signal = signalOf(source);
  const unsettled = signal !== null && options.proposedSignals && !isSettled(signal);
  const concerns = concernsOf(source);
  const stops = concerns.filter(({ severity }) => severity === 'stop');
  const printed = signal && (options.proposedSignals || isSettled(signal)) ? signal : null;
  return {
    language,
    heading: say('山洪灾害防御明白卡', 'Flood evacuation card'),
    name: textOf(point, 'name'),
    place: placeOf(source),
    code: textOf(point, 'code'),
    part:
      part.count > 1
        ? say(`第 ${part.index} 条路线，共 ${part.count} 条`, `Route ${part.index} of ${part.count}`)
        : null,
    household: [
      { label: say('户主', 'Householder'), value: null },
      { label: say('家庭人数', 'Persons'), value: null },
      { label: say('需帮扶人员', 'Need help'), value: null },
    ],
    facts: factsOf(source, language),
    contacts: contactsOf(source).map(({ title, person, phone }) => ({ title: title[language], person, phone })),
    signals: [
      { label: say('预警信号', 'Signal by'), value: textOf(point, 'warning_signal') },
      { label: say('准备转移', 'Prepare to leave'), value: printed?.prepare[language] ?? null },
      { label: say('立即转移', 'Leave now'), value: printed?.evacuate[language] ?? null },
    ],
    shelter: shelterLines(source, language),
    directions: route && directionWords(directionsOf(route, surroundings.roads), endsOf(source, language), language),
    reminders: [
      say(
        '听到“立即转移”信号马上走，先人后物，不要返回取物。',
        'On the signal to leave, leave at once; do not go back.',
      ),
      say('照顾老人、小孩和行动不便的人一起走。', 'Take along the old, children and those who cannot walk well.'),
      say('不走沟底，不蹚水，不过没有护栏的漫水桥。', 'Keep off channel beds; never wade or cross flooded bridges.'),
    ],
    map: { point, shelter, route, surroundings },
    stop: stops.length > 0 ? stops.map(({ message }) => message[language]).join(say('；', '; ')) : null,
    concerns: [...concerns, ...(unsettled ? [proposedSignalConcern(signal)] : [])],
    missing: [...missingOf(source), ...(printed ? [] : [signalsMissing])],
    copies: numberOf(point, 'households'),
  };
}

function placeOf({ point, townshipName }: CardSource): string | null {
  const given = [townshipName, textOf(point, 'village')].filter((one) => one !== null);
  return given.length > 0 ? given.join(' ') : null;
}

/** @returns the rows' own word for the instrument that the point names */
export function signalOf({ point }: CardSource): SignalRow | null {
  const named = textOf(point, 'warning_signal')?.toLowerCase();
  return signalRows.find(({ words }) => named !== undefined && words.some((word) => named.includes(word))) ?? null;
}

function isSettled({ status }: SignalRow): boolean {
  return status === 'V';
}

export const signalsMissing: MissingMember = {
  layer: 'standards',
  member: 'signals',
  title: text('准备转移、立即转移信号（本县未核定）', 'Signals to prepare and to leave (not settled by the county)'),
};

function proposedSignalConcern({ title, source, status }: SignalRow): Concern {
  return {
    code: 'signals_proposed',
    severity: 'look',
    message: text(
      `${title.zh}的信号为建议做法（状态 ${status}，${source}），须与村里约定一致后再印发`,
      `The signals of the ${title.en.toLowerCase()} are proposed (status ${status}; ${source}): hand out only if the village has agreed on them`,
    ),
  };
}

function factsOf({ point }: CardSource, language: Language): Line[] {
  const say = (zh: string, en: string) => text(zh, en)[language];
  const code = (member: string) => titleOf('flood_points', member, textOf(point, member))?.[language] ?? null;
  const rain = (kind: 'prepare' | 'evacuate') => {
    const given = warningDurationsHours.flatMap((hours) => {
      const mm = numberOf(point, `${kind}_${hours}h_mm`);
      return mm === null ? [] : [say(`${hours} 小时 ${mm}`, `${hours} h ${mm}`)];
    });
    return given.length > 0 ? given.join(say('，', ', ')) : null;
  };
  return [
    { label: say('灾害类型', 'Danger'), value: code('kind') },
    { label: say('所在沟道', 'Watercourse'), value: textOf(point, 'watercourse') },
    { label: say('准备转移雨量（毫米）', 'Rain to prepare (mm)'), value: rain('prepare'), isWide: true },
    { label: say('立即转移雨量（毫米）', 'Rain to leave (mm)'), value: rain('evacuate'), isWide: true },
  ];
}

function shelterLines({ shelter, route }: CardSource, language: Language): Line[] {
  const people = route && numberOf(route, 'people');
  const say = (zh: string, en: string) => text(zh, en)[language];
  return [
    { label: say('安置点', 'Shelter'), value: shelter && textOf(shelter, 'name') },
    { label: say('转移人数', 'People'), value: people === null ? null : String(people) },
    {
      label: say('转移方式', 'How'),
      value: (route && titleOf('evacuation_routes', 'mode', textOf(route, 'mode'))?.[language]) ?? null,
    },
  ];
}

function endsOf({ point, route, shelter }: CardSource, language: Language): Ends {
  const mode = route && textOf(route, 'mode');
  return {
    from: textOf(point, 'village') ?? textOf(point, 'name') ?? text('本村', 'the village')[language],
    to: (shelter && textOf(shelter, 'name')) ?? text('安置点', 'the shelter')[language],
    mode: mode === 'foot' || mode === 'vehicle' ? mode : null,
  };
}

function titleOf(layer: 'flood_points' | 'evacuation_routes', member: string, value: string | null): Text | undefined {
  return layers[layer].properties[member]?.codes?.find((code) => code.value === value)?.title;
}
