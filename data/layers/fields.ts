import { text } from '../text.ts';
import type { CrossFieldCheck, PropertyDefinition } from './definition.ts';

/** Members that several layers share, so that the same thing has the same name, title and bounds everywhere. */

/** GB 2260 county digits and a township's three more, or a county's own scheme; letters are allowed for trial data. */
const townshipPattern = '^[0-9A-Za-z-]{1,20}$';
/** Mobile, land line with area code, or short duty numbers; digits, blanks and hyphens as people write them. */
const phonePattern = '^\\+?[0-9][0-9 -]{2,19}$';

export const identity = {
  code: { type: 'string', title: text('编号', 'Code'), maxLength: 64, pattern: '\\S', tile: true },
  name: { type: 'string', title: text('名称', 'Name'), maxLength: 200, tile: true },
} as const satisfies Record<string, PropertyDefinition>;

export const place = {
  township: {
    type: 'string',
    title: text('乡镇代码', 'Township code'),
    pattern: townshipPattern,
    maxLength: 20,
    // The map is narrowed to a township in every layer that has one.
    tile: true,
  },
} as const satisfies Record<string, PropertyDefinition>;

export const remarks = {
  remarks: { type: 'string', title: text('备注', 'Remarks'), maxLength: 2000 },
} as const satisfies Record<string, PropertyDefinition>;

export const chainage = {
  from_m: {
    type: 'number',
    title: text('桩号起点', 'Chainage from'),
    unit: 'm',
    minimum: 0,
    maximum: 10_000_000,
    tile: true,
  },
  to_m: {
    type: 'number',
    title: text('桩号终点', 'Chainage to'),
    unit: 'm',
    minimum: 0,
    maximum: 10_000_000,
    tile: true,
  },
} as const satisfies Record<string, PropertyDefinition>;

export const chainageRises: CrossFieldCheck = {
  id: 'chainage_order',
  members: ['from_m', 'to_m'],
  message: text('桩号起点不能大于桩号终点', 'Chainage from must not exceed chainage to'),
  holds: ({ from_m: from, to_m: to }) => typeof from !== 'number' || typeof to !== 'number' || from <= to,
};

export function personField(zh: string, en: string): PropertyDefinition {
  return { type: 'string', title: text(zh, en), maxLength: 50 };
}

export function phoneField(zh: string, en: string): PropertyDefinition {
  return { type: 'string', title: text(zh, en), maxLength: 20, pattern: phonePattern };
}

export function flagField(zh: string, en: string): PropertyDefinition {
  return { type: 'boolean', title: text(zh, en) };
}

export function dateField(zh: string, en: string): PropertyDefinition {
  return { type: 'string', format: 'date', title: text(zh, en) };
}

export function countField(zh: string, en: string): PropertyDefinition {
  return { type: 'integer', title: text(zh, en), minimum: 0, maximum: 10_000_000 };
}

/** 危险水域“四个一”: one sign, one life ring, one rope, one pole. */
export const rescueEquipment = {
  has_sign: flagField('警示牌', 'Warning sign'),
  has_life_ring: flagField('救生圈', 'Life ring'),
  has_rope: flagField('救生绳', 'Rope'),
  has_pole: flagField('救生杆', 'Rescue pole'),
} as const satisfies Record<string, PropertyDefinition>;
