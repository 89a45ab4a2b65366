import { text } from '../text.ts';
import type { ClusterSettings, CodeList } from './definition.ts';

/** Code lists that more than one layer, rule or view uses. Lists of one layer stand in that layer's file. */

export const gradeCodes = [
  { value: 'major', title: text('重大', 'Major') },
  { value: 'considerable', title: text('较大', 'Considerable') },
  { value: 'general', title: text('一般', 'General') },
  { value: 'low', title: text('低', 'Low') },
] as const satisfies CodeList;

/** Of points with a grade: one without is taken for worse than a general one until somebody has graded it. */
export const gradeClusters: Omit<ClusterSettings, 'rank'> = {
  belowZoom: 12,
  member: 'risk_grade',
  gravestFirst: ['major', 'considerable', null, 'general', 'low'],
};

export const hazardCodes = [
  { value: 'sharp_bend', title: text('急弯', 'Sharp bend') },
  { value: 'steep_slope', title: text('陡坡', 'Steep slope') },
  { value: 'long_descent', title: text('长大下坡', 'Long descent') },
  { value: 'cliff', title: text('临崖', 'Roadside drop') },
  { value: 'near_water', title: text('临水', 'Near water') },
] as const satisfies CodeList;

/** The life of a hazard, in order; `sent_back` leads back to the step before. */
export const hazardStateCodes = [
  { value: 'found', title: text('发现', 'Found') },
  { value: 'verified', title: text('核实', 'Verified') },
  { value: 'graded', title: text('定级', 'Graded') },
  { value: 'assigned', title: text('派单', 'Assigned') },
  { value: 'in_remedy', title: text('整改', 'In remedy') },
  { value: 'reviewed', title: text('复核', 'Reviewed') },
  { value: 'closed', title: text('销号', 'Closed') },
  { value: 'sent_back', title: text('退回', 'Sent back') },
] as const satisfies CodeList;

export const sideCodes = [
  { value: 'left', title: text('左侧', 'Left') },
  { value: 'right', title: text('右侧', 'Right') },
  { value: 'both', title: text('两侧', 'Both') },
  { value: 'none', title: text('无', 'None') },
] as const satisfies CodeList;

/** Along the chainage: the reporting form's 桩号大到小, 桩号小到大, 不分方向. */
export const directionCodes = [
  { value: 'decreasing', title: text('桩号大到小', 'Decreasing chainage') },
  { value: 'increasing', title: text('桩号小到大', 'Increasing chainage') },
  { value: 'both', title: text('不分方向', 'Both directions') },
] as const satisfies CodeList;

export const waterBodyKindCodes = [
  { value: 'river', title: text('河道水面', 'River surface') },
  { value: 'lake', title: text('湖泊', 'Lake') },
  { value: 'reservoir', title: text('水库', 'Reservoir') },
  { value: 'pond', title: text('山塘', 'Pond') },
  { value: 'other', title: text('其他', 'Other') },
] as const satisfies CodeList;
