import { text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import { textOf } from '../features.ts';
import { type MessageCode, messages } from '../messages.ts';
import type { Evidence } from '../types.ts';
import type { FindingDraft, Rule, RuleResult } from './rule.ts';

/**
 * Evacuation leader, phone, sign or drill missing or out of date. No record of a sign tells nothing; no record of a
 * drill means that nobody answers for one.
 */
export const ev14: Rule = {
  id: 'EV14',
  title: text('责任人、电话、指示牌或演练缺失或过期', 'Leader, phone, sign or drill missing or out of date'),
  needs: [],
  needsLength: false,
  check: checkCare,
};

/** Digits, blanks and hyphens as people write them, as in the layer's definition. */
const phonePattern = /^\+?[0-9][0-9 -]{2,19}$/;

const dayMilliseconds = 24 * 3600 * 1000;

function checkCare(context: CheckContext): RuleResult {
  const { route } = context.input;
  const person = textOf(route, 'responsible_person');
  const phone = textOf(route, 'responsible_phone');
  const sign: unknown = route.properties?.sign_installed;
  const findings: FindingDraft[] = [];
  if (person === null) findings.push(draft('person_missing', 'warning', { responsible_person: null }));
  if (phone === null) findings.push(draft('phone_missing', 'warning', { responsible_phone: null }));
  else if (!phonePattern.test(phone)) {
    const message = messages.phone_unreadable({ phone });
    findings.push({
      ...draft('phone_missing', 'warning', { responsible_phone: phone }),
      code: 'phone_unreadable',
      message,
    });
  }
  if (sign === false) findings.push(draft('sign_missing', 'warning', { sign_installed: false }));
  else if (sign !== true) findings.push(draft('sign_not_recorded', 'unknown', { sign_installed: null }));
  return { findings: [...findings, ...drill(context)], unknowns: [], notes: [] };
}

function drill({ input, window, numbers }: CheckContext): FindingDraft[] {
  const value: unknown = input.route.properties?.drilled_on;
  if (value === undefined || value === null || value === '') {
    return [draft('drill_missing', 'warning', { drilled_on: null })];
  }
  const date = String(value);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const days = Math.floor((window.from.getTime() - day) / dayMilliseconds);
  // A county's day begins up to a day before or after that of Greenwich.
  if (!(days >= -1)) {
    const message = messages.drill_unreadable({ date });
    return [{ ...draft('drill_missing', 'unknown', { drilled_on: date }), code: 'drill_unreadable', message }];
  }
  const limit = numbers.drill_valid_d;
  if (days <= limit) return [];
  const message = messages.drill_out_of_date({ date, days, limit });
  return [
    {
      ...draft('drill_missing', 'warning', { drilled_on: date, days }),
      code: 'drill_out_of_date',
      thresholds: ['drill_valid_d'],
      message,
    },
  ];
}

type PlainCode = Extract<
  MessageCode,
  'person_missing' | 'phone_missing' | 'sign_missing' | 'sign_not_recorded' | 'drill_missing'
>;

/** Of the route as a whole: at its start. */
function draft(code: PlainCode, severity: 'warning' | 'unknown', evidence: Evidence): FindingDraft {
  return { code, severity, from_m: 0, to_m: 0, ids: [], evidence, thresholds: [], message: messages[code]() };
}
