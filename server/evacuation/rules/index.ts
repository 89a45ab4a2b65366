import { ev01 } from './ev01.ts';
import { ev02 } from './ev02.ts';
import { ev03 } from './ev03.ts';
import { ev04 } from './ev04.ts';
import { ev05 } from './ev05.ts';
import { ev06 } from './ev06.ts';
import { ev07 } from './ev07.ts';
import { ev08 } from './ev08.ts';
import { ev09 } from './ev09.ts';
import { ev10 } from './ev10.ts';
import { ev11 } from './ev11.ts';
import { ev12 } from './ev12.ts';
import { ev13 } from './ev13.ts';
import { ev14 } from './ev14.ts';
import { ev15 } from './ev15.ts';
import type { Rule } from './rule.ts';

/** In the order of the standards page. */
export const rules: readonly Rule[] = [
  ev01,
  ev02,
  ev03,
  ev04,
  ev05,
  ev06,
  ev07,
  ev08,
  ev09,
  ev10,
  ev11,
  ev12,
  ev13,
  ev14,
  ev15,
];
