import { text } from '../text.ts';
import { gradeClusters, gradeCodes } from './codes.ts';
import type { CrossFieldCheck, LayerDefinition, PropertyDefinition } from './definition.ts';
import { countField, dateField, identity, personField, phoneField, place, remarks } from './fields.ts';

/** Durations of the warning rainfall in hours; each has a threshold to prepare and one to evacuate. */
export const warningDurationsHours = [1, 3, 6, 24] as const;

export type WarningDurationHours = (typeof warningDurationsHours)[number];
export type WarningMember = `${'prepare' | 'evacuate'}_${WarningDurationHours}h_mm`;

function rainfall(zh: string, en: string, hours: number): PropertyDefinition {
  return {
    type: 'number',
    title: text(`${zh}（${hours} 小时雨量）`, `${en}, ${hours} h rainfall`),
    unit: 'mm',
    exclusiveMinimum: 0,
    maximum: 2000,
  };
}

const evacuateNotBelowPrepare: readonly CrossFieldCheck[] = warningDurationsHours.map((hours) => ({
  id: `evacuate_not_below_prepare_${hours}h`,
  members: [`evacuate_${hours}h_mm`, `prepare_${hours}h_mm`],
  message: text(
    `${hours} 小时立即转移雨量不能小于准备转移雨量`,
    `The ${hours} h rainfall to evacuate must not be below the rainfall to prepare`,
  ),
  holds: (properties) => notBelow(properties[`evacuate_${hours}h_mm`], properties[`prepare_${hours}h_mm`]),
}));

/** More rain falls in a longer time, so a threshold that falls with duration could never be meant. */
const risesWithDuration: readonly CrossFieldCheck[] = (['prepare', 'evacuate'] as const).map((kind) => ({
  id: `${kind}_rises_with_duration`,
  members: [`${kind}_1h_mm`, `${kind}_3h_mm`, `${kind}_6h_mm`, `${kind}_24h_mm`],
  message: text(
    `${kind === 'prepare' ? '准备转移' : '立即转移'}雨量不能随时段加长而减小`,
    `The rainfall to ${kind} must not fall as the duration grows`,
  ),
  holds: (properties) => {
    const present = warningDurationsHours.map((hours) => properties[`${kind}_${hours}h_mm`]).filter((v) => v != null);
    return present.every((value, index) => index === 0 || notBelow(value, present[index - 1]));
  },
}));

function notBelow(value: unknown, floor: unknown): boolean {
  return typeof value !== 'number' || typeof floor !== 'number' || value >= floor;
}

export const floodPoints: LayerDefinition = {
  id: 'flood_points',
  title: text('山洪灾害点', 'Flood points'),
  description: text(
    '受山洪威胁的居民点：户数、人口、预警雨量、责任人与安置点。雨量阈值由县里核定，没有默认值。',
    'Places threatened by mountain floods: households, people, warning rainfall, responsible persons, shelter. Thresholds are the county’s own; there is no default.',
  ),
  group: 'flood',
  geometry: 'Point',
  properties: {
    ...identity,
    kind: {
      type: 'string',
      title: text('灾害类型', 'Kind'),
      tile: true,
      codes: [
        { value: 'mountain_flood', title: text('山洪', 'Mountain flood') },
        { value: 'debris_flow', title: text('泥石流', 'Debris flow') },
        { value: 'landslide', title: text('滑坡', 'Landslide') },
        { value: 'waterlogging', title: text('内涝', 'Waterlogging') },
      ],
    },
    risk_grade: { type: 'string', title: text('风险等级', 'Grade'), codes: gradeCodes, tile: true },
    village: { type: 'string', title: text('行政村', 'Village'), maxLength: 100 },
    watercourse: { type: 'string', title: text('所在沟道（河流）', 'Watercourse'), maxLength: 100 },
    households: countField('户数', 'Households'),
    people: { ...countField('人口', 'People'), tile: true },
    vulnerable_people: countField('需帮扶转移人数', 'People who need help to move'),
    prepare_1h_mm: rainfall('准备转移', 'Prepare', 1),
    prepare_3h_mm: rainfall('准备转移', 'Prepare', 3),
    prepare_6h_mm: rainfall('准备转移', 'Prepare', 6),
    prepare_24h_mm: rainfall('准备转移', 'Prepare', 24),
    evacuate_1h_mm: rainfall('立即转移', 'Evacuate', 1),
    evacuate_3h_mm: rainfall('立即转移', 'Evacuate', 3),
    evacuate_6h_mm: rainfall('立即转移', 'Evacuate', 6),
    evacuate_24h_mm: rainfall('立即转移', 'Evacuate', 24),
    lead_time_min: {
      type: 'integer',
      title: text('预见期', 'Lead time'),
      description: text('从发出预警到洪水到达的时间', 'From the warning to the arrival of the flood'),
      unit: 'min',
      minimum: 0,
      maximum: 10_000,
    },
    warning_signal: { type: 'string', title: text('预警信号', 'Warning signal'), maxLength: 100 },
    shelter_code: { type: 'string', title: text('安置点编号', 'Shelter code'), maxLength: 64 },
    responsible_person: personField('防汛责任人', 'Responsible person'),
    responsible_phone: phoneField('防汛责任人电话', 'Phone of the responsible person'),
    warning_person: personField('预警员', 'Warner'),
    warning_phone: phoneField('预警员电话', 'Phone of the warner'),
    transfer_person: personField('转移责任人', 'Evacuation leader'),
    transfer_phone: phoneField('转移责任人电话', 'Phone of the evacuation leader'),
    surveyed_on: dateField('排查日期', 'Surveyed on'),
    ...place,
    ...remarks,
  },
  required: ['name', 'people'],
  checks: [
    ...evacuateNotBelowPrepare,
    ...risesWithDuration,
    {
      id: 'vulnerable_within_people',
      members: ['vulnerable_people', 'people'],
      message: text('需帮扶转移人数不能多于人口', 'People who need help cannot exceed the people'),
      holds: ({ vulnerable_people: vulnerable, people }) => notBelow(people, vulnerable),
    },
  ],
  editors: ['administrator', 'water', 'township'],
  style: {
    order: 90,
    minimumZoom: 8,
    labelMember: 'name',
    labelMinimumZoom: 13,
    leastOpacityPercent: 40,
    visible: true,
    base: { colour: '#6b21a8', outlineColour: '#ffffff', sizePixels: 18, glyph: '汛' },
    by: {
      member: 'risk_grade',
      cases: [
        { value: 'major', colour: '#c81e1e' },
        { value: 'considerable', colour: '#e8710a' },
        { value: 'general', colour: '#a18600' },
        { value: 'low', colour: '#2563c9' },
      ],
    },
    alsoBy: [
      {
        member: 'kind',
        cases: [
          { value: 'mountain_flood', colour: '#0068a8', glyph: '洪' },
          { value: 'debris_flow', colour: '#8a4b08', glyph: '泥' },
          { value: 'landslide', colour: '#3f4a1f', glyph: '滑' },
          { value: 'waterlogging', colour: '#5b4bb5', glyph: '涝' },
        ],
      },
    ],
  },
  tiles: { minimumZoom: 8, maximumZoom: 14, clusters: { ...gradeClusters, rank: 3 } },
};
