import { gradeCodes } from '../../../data/layers/codes.ts';
import { type Text, text } from '../../../data/text.ts';

export interface EvidenceFact {
  readonly label: Text;
  readonly value: string;
}

interface Member {
  readonly name: string;
  readonly label: Text;
  readonly unit: string;
}

/** In the order in which they are read. Other members are for those who take the proposal as JSON. */
const members: readonly Member[] = [
  { name: 'radius_m', label: text('圆曲线半径', 'Radius'), unit: 'm' },
  { name: 'deflection_deg', label: text('偏角', 'Deflection'), unit: '°' },
  { name: 'grade_pct', label: text('坡度', 'Grade'), unit: '%' },
  { name: 'mean_grade_pct', label: text('平均坡度', 'Mean grade'), unit: '%' },
  { name: 'drop_m', label: text('高差', 'Drop'), unit: 'm' },
  { name: 'drop_max_m', label: text('最大高差', 'Greatest drop'), unit: 'm' },
  { name: 'begins_m', label: text('距路面边缘', 'Begins from the edge'), unit: 'm' },
  { name: 'distance_m', label: text('距水面', 'Distance to water'), unit: 'm' },
  { name: 'length_m', label: text('长度', 'Length'), unit: 'm' },
  { name: 'design_speed_kmh', label: text('设计速度', 'Design speed'), unit: 'km/h' },
  { name: 'cell_m', label: text('高程格网', 'Elevation cells'), unit: 'm' },
  { name: 'least_judged_length_m', label: text('可判别的最短坡长', 'Shortest slope that can be judged'), unit: 'm' },
];

/** What was measured, with the interval that goes with it. */
export function evidenceFacts(evidence: Readonly<Record<string, unknown>>): readonly EvidenceFact[] {
  return members.flatMap(({ name, label, unit }) => {
    const value = evidence[name];
    if (typeof value !== 'number') return [];
    return [{ label, value: `${figure(value)} ${unit}${interval(name, evidence)}` }];
  });
}

function interval(name: string, evidence: Readonly<Record<string, unknown>>): string {
  const { radius_low_m: low, radius_high_m: high } = evidence;
  if (name === 'radius_m' && typeof low === 'number' && typeof high === 'number') {
    return ` (${figure(low)}–${figure(high)})`;
  }
  const error = evidence[name.replace(/_pct$/, '_error_pct')];
  return name.endsWith('_pct') && typeof error === 'number' ? ` ± ${errorFigure(error)}` : '';
}

function figure(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A small error is not none. */
function errorFigure(error: number): string {
  return error < 0.1 ? String(Number(error.toPrecision(1))) : figure(error);
}

export interface ThresholdFact {
  readonly value: string;
  readonly source: string;
}

/** The number that was met, and where it stands. */
export function thresholdFact(evidence: Readonly<Record<string, unknown>>): ThresholdFact | undefined {
  const { threshold } = evidence;
  if (typeof threshold !== 'object' || threshold === null) return undefined;
  const { value, unit, source } = threshold as Record<string, unknown>;
  // Of what the data cannot carry the threshold is one of accuracy, which the reason says in words.
  if (unit === 'percentage points') return undefined;
  return { value: `${value} ${unit === '1' ? '' : unit}`.trim(), source: String(source) };
}

const reasons: Readonly<Record<string, Text>> = {
  no_elevation: text('没有高程数据', 'There is no elevation'),
  elevation_void: text('高程有空洞', 'The elevation has holes there'),
  elevation_cell_too_coarse: text('高程格网过粗', 'The elevation is too coarse'),
  elevation_error_too_large: text('高程误差过大', 'The elevation is not accurate enough'),
  no_water: text('没有水系数据', 'There is no water data'),
  outside_water_data: text('在水系数据范围之外', 'It lies outside the water data'),
  line_too_noisy: text('测线点位误差过大', 'The vertices of the line are too far off the road'),
  corner_without_arc: text('折角无圆曲线，测线过疏', 'A corner without an arc: the line is drawn too coarsely'),
};

/** Why nothing can be said, and how grave what is not seen may be. */
export function missingReason({ reason, possible_grade }: Readonly<Record<string, unknown>>): Text | undefined {
  if (typeof reason !== 'string') return undefined;
  const why = reasons[reason] ?? text(reason, reason);
  const grade = gradeCodes.find(({ value }) => value === possible_grade)?.title;
  return grade ? text(`${why.zh}，可能达到“${grade.zh}”`, `${why.en}; it may be of grade "${grade.en}"`) : why;
}
