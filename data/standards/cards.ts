import { type Text, text } from '../text.ts';
import type { RowStatus } from './row.ts';

/**
 * What a sound means to those who hear it. No national standard fixes it: every village agrees on its own. Rows here are
 * therefore offered, never printed unasked; a card leaves the line empty until the county has settled it.
 */
export interface SignalRow {
  readonly id: 'gong' | 'siren' | 'whistle' | 'broadcast';
  readonly title: Text;
  /** How the flood points' member `warning_signal` names the instrument. */
  readonly words: readonly string[];
  readonly prepare: Text;
  readonly evacuate: Text;
  readonly source: string;
  readonly status: RowStatus;
}

const proposal = 'Anlan: slow and broken to prepare, fast and unbroken to leave, as with the gong';

export const signalRows: readonly SignalRow[] = [
  {
    id: 'gong',
    title: text('铜锣', 'Gong'),
    words: ['锣', 'gong'],
    prepare: text('慢敲锣，敲敲停停', 'slow strokes with pauses'),
    evacuate: text('急促敲锣，不停', 'fast strokes without a pause'),
    source:
      'Textbook on mountain flood warning, in a repost: slow gong to be alert, fast gong to leave; agreed locally',
    status: 'V2',
  },
  {
    id: 'siren',
    title: text('手摇报警器', 'Hand siren'),
    words: ['手摇', '报警器', '警报', 'siren'],
    prepare: text('短声，摇摇停停', 'short sounds with pauses'),
    evacuate: text('长声，连续不停', 'one long sound without a pause'),
    source: proposal,
    status: 'P',
  },
  {
    id: 'whistle',
    title: text('口哨', 'Whistle'),
    words: ['哨', 'whistle'],
    prepare: text('短哨，吹吹停停', 'short blasts with pauses'),
    evacuate: text('急促长哨，不停', 'long urgent blasts without a pause'),
    source: proposal,
    status: 'P',
  },
  {
    id: 'broadcast',
    title: text('预警广播', 'Broadcast'),
    words: ['广播', '喇叭', 'broadcast', 'loudspeaker'],
    prepare: text('广播反复喊“准备转移”', 'the words “prepare to leave”, repeated'),
    evacuate: text('广播反复喊“立即转移”', 'the words “leave now”, repeated'),
    source: proposal,
    status: 'P',
  },
];

/** One number by which a card's words and map are made. */
export interface CardRow {
  readonly id: CardNumberId;
  readonly title: Text;
  readonly value: number;
  readonly unit: 'm' | 'deg' | '1';
  readonly source: string;
  readonly status: RowStatus;
}

export type CardNumberId =
  | 'turn_sight_m'
  | 'straight_on_deg'
  | 'turn_back_deg'
  | 'least_step_m'
  | 'off_road_word_m'
  | 'map_margin_share'
  | 'map_least_width_m';

function row(id: CardNumberId, value: number, unit: CardRow['unit'], title: Text, why: string): CardRow {
  return { id, title, value, unit, source: `Anlan: ${why}`, status: 'P' };
}

export const cardRows: readonly CardRow[] = [
  row('turn_sight_m', 25, 'm', text('判断转向的视距', 'Length by which a turn is told'), 'what one sees at a junction'),
  row('straight_on_deg', 35, 'deg', text('视为直行的最大转角', 'Largest angle called straight on'), 'half of 70°'),
  row('turn_back_deg', 150, 'deg', text('视为折返的转角', 'Angle called turning back'), 'nearly the way one came'),
  row(
    'least_step_m',
    15,
    'm',
    text('单独说明的最短路段', 'Shortest stretch with a sentence of its own'),
    'twenty paces; a shorter one is the width of a junction',
  ),
  row(
    'off_road_word_m',
    30,
    'm',
    text('须说明不在路网上的最短长度', 'Length off the roads that is said'),
    'longer than a village yard',
  ),
  row('map_margin_share', 0.14, '1', text('简图边距比例', 'Margin of the map'), 'room for the names at both ends'),
  row('map_least_width_m', 500, 'm', text('简图最小宽度', 'Least width of the map'), 'a hamlet with its roads'),
];

export type CardNumbers = Readonly<Record<CardNumberId, number>>;

export function cardNumbers(rows: readonly CardRow[] = cardRows): CardNumbers {
  return Object.fromEntries(rows.map(({ id, value }) => [id, value])) as Record<CardNumberId, number>;
}
