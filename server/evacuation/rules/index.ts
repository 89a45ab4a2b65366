import { ev04 } from './ev04.ts';
import { ev07 } from './ev07.ts';
import type { Rule } from './rule.ts';

/** In the order of the standards page. */
export const rules: readonly Rule[] = [ev04, ev07];
