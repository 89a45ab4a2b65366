import { ev03 } from './ev03.ts';
import { ev04 } from './ev04.ts';
import { ev05 } from './ev05.ts';
import { ev06 } from './ev06.ts';
import { ev07 } from './ev07.ts';
import type { Rule } from './rule.ts';

/** In the order of the standards page. */
export const rules: readonly Rule[] = [ev03, ev04, ev05, ev06, ev07];
