import { text } from '../text.ts';
import { directionCodes, gradeCodes, hazardCodes, hazardStateCodes, sideCodes } from './codes.ts';
import type { LayerDefinition } from './definition.ts';
import {
  chainage,
  chainageRises,
  dateField,
  flagField,
  identity,
  personField,
  phoneField,
  place,
  remarks,
} from './fields.ts';

export const roadHazards: LayerDefinition = {
  id: 'road_hazards',
  title: text('公路风险路段', 'Road hazards'),
  description: text(
    '临水、临崖、急弯、陡坡、长大下坡路段，及其设施、处置措施与整改进展。',
    'Sections near water or drops, with sharp bends, steep slopes or long descents; their facilities, treatment and remedy.',
  ),
  group: 'roads',
  geometry: 'LineString',
  properties: {
    ...identity,
    hazard: { type: 'string', title: text('风险类型', 'Hazard'), codes: hazardCodes, tile: true },
    grade: { type: 'string', title: text('风险等级', 'Grade'), codes: gradeCodes, tile: true },
    state: { type: 'string', title: text('办理状态', 'State'), codes: hazardStateCodes, tile: true },
    segment_code: {
      type: 'string',
      title: text('所在路段编号', 'Road section code'),
      description: text('公路图层中该路段的编号', 'The code of the section in the roads layer'),
      maxLength: 64,
    },
    road_code: { type: 'string', title: text('公路编号', 'Road number'), maxLength: 32, tile: true },
    ...chainage,
    direction: { type: 'string', title: text('方向', 'Direction'), codes: directionCodes },
    side: { type: 'string', title: text('所在侧', 'Side'), codes: sideCodes },
    evidence: {
      type: 'object',
      title: text('判别依据', 'Evidence'),
      description: text('实测值、区间、所依据的标准条目', 'What was measured, its interval, the threshold row it met'),
    },
    section_category: {
      type: 'string',
      title: text('路段分类', 'Section category'),
      codes: ['A.1', 'A.2', 'A.3', 'B.1', 'B.2', 'B.3', 'B.4', 'C'].map((value) => ({
        value,
        title: text(value, value),
      })),
    },
    meets_accident_criterion: flagField('符合事故判别指标', 'Meets the accident criterion'),
    poor_sight_distance: flagField('视距不良', 'Poor sight distance'),
    meets_roadside_criterion: flagField('符合公路路侧判别指标', 'Meets the roadside criterion'),
    meets_environment_criterion: flagField('符合公路环境判别指标', 'Meets the environment criterion'),
    meets_traffic_criterion: flagField('符合交通量判别指标', 'Meets the traffic criterion'),
    meets_bus_criterion: flagField('符合通行校车或班线车判别指标', 'Meets the school or scheduled bus criterion'),
    facility_guardrail: flagField('既有护栏', 'Has a guardrail'),
    facility_signs_markings: flagField('既有标志标线', 'Has signs and markings'),
    facility_delineators: flagField('既有警示和视线诱导设施', 'Has warning and delineation devices'),
    facility_other: { type: 'string', title: text('既有其他设施', 'Other facilities'), maxLength: 200 },
    treatment_realignment: flagField('涉及路线参数调整的土建工程', 'Works that change the alignment'),
    treatment_slope_ditch: flagField('边坡、边沟或路域环境整治', 'Slope, ditch or roadside works'),
    treatment_signs_markings: flagField('标志标线处置', 'Signs and markings'),
    treatment_intersection: flagField('交叉口综合处置', 'Intersection treatment'),
    treatment_guardrail: flagField('加装护栏', 'Add a guardrail'),
    treatment_delineators: flagField('警示诱导设施处置', 'Warning and delineation devices'),
    treatment_other: { type: 'string', title: text('其他处置措施', 'Other treatment'), maxLength: 200 },
    cost_10k_yuan: {
      type: 'number',
      title: text('处置投资估算', 'Estimated cost'),
      unit: '10^4 CNY',
      minimum: 0,
      maximum: 10_000_000,
    },
    plan_year: { type: 'integer', title: text('计划实施年份', 'Plan year'), unit: 'a', minimum: 1990, maximum: 2100 },
    remedy_progress: {
      type: 'string',
      title: text('整改进展', 'Remedy progress'),
      codes: [
        { value: 'not_started', title: text('未开工', 'Not started') },
        { value: 'earthwork_compacted', title: text('路基已压实', 'Earthwork compacted') },
        { value: 'under_construction', title: text('施工中', 'Under construction') },
        { value: 'restored', title: text('已按设计恢复', 'Restored as designed') },
      ],
    },
    supervised: flagField('挂牌督办', 'Listed for supervision'),
    found_on: dateField('发现日期', 'Found on'),
    deadline_on: dateField('整改期限', 'Deadline'),
    closed_on: dateField('销号日期', 'Closed on'),
    responsible_person: personField('责任人', 'Responsible person'),
    responsible_phone: phoneField('责任人电话', 'Phone of the responsible person'),
    ...place,
    ...remarks,
  },
  required: ['hazard', 'grade', 'state'],
  checks: [
    chainageRises,
    {
      id: 'closed_after_found',
      members: ['closed_on', 'found_on'],
      message: text('销号日期不能早于发现日期', 'A hazard cannot be closed before it was found'),
      holds: ({ closed_on: closed, found_on: found }) =>
        typeof closed !== 'string' || typeof found !== 'string' || closed >= found,
    },
  ],
  temporal: { start: 'found_on', end: 'closed_on' },
  chainage: { from: 'from_m', to: 'to_m' },
  editors: ['administrator', 'transport', 'township'],
  style: {
    order: 60,
    minimumZoom: 9,
    visible: true,
    base: { colour: '#6b7280', sizePixels: 7, outlineColour: '#ffffff' },
    by: {
      member: 'grade',
      cases: [
        { value: 'major', colour: '#c81e1e', sizePixels: 9 },
        { value: 'considerable', colour: '#e8710a', sizePixels: 8 },
        { value: 'general', colour: '#d9b400', sizePixels: 7 },
        { value: 'low', colour: '#2563c9', sizePixels: 6 },
      ],
    },
    // Told apart without colour by the dash, and by the picture on each section.
    alsoBy: [
      {
        member: 'hazard',
        cases: [
          { value: 'sharp_bend', colour: '#b5579a' },
          { value: 'steep_slope', colour: '#c95100', dash: [2.4, 0.5] },
          { value: 'long_descent', colour: '#c99700', dash: [4, 0.6] },
          { value: 'cliff', colour: '#2b2b2b', dash: [0.9, 0.5] },
          { value: 'near_water', colour: '#0068a8', dash: [1.5, 0.8] },
        ],
      },
      {
        member: 'state',
        cases: [
          { value: 'sent_back', colour: '#111111', dash: [0.9, 0.5] },
          { value: 'found', colour: '#b4231a', sizePixels: 9 },
          { value: 'verified', colour: '#d55e00', sizePixels: 9 },
          { value: 'graded', colour: '#d99a00', sizePixels: 8 },
          { value: 'assigned', colour: '#b5579a', dash: [4, 0.6] },
          { value: 'in_remedy', colour: '#0068a8', dash: [2.4, 0.5] },
          { value: 'reviewed', colour: '#2f9e7a', sizePixels: 6 },
          { value: 'closed', colour: '#8a969b', sizePixels: 5, dash: [1.5, 0.8] },
        ],
      },
    ],
  },
  tiles: {
    minimumZoom: 9,
    maximumZoom: 15,
    thinning: {
      member: 'grade',
      belowZoom: [
        { zoom: 10, values: ['major'] },
        { zoom: 11, values: ['major', 'considerable'] },
        { zoom: 12, values: ['major', 'considerable', 'general'] },
      ],
    },
  },
};
