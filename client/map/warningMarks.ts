import type { WarningState } from '../../server/evacuation/warnings/types.ts';
import type { Mark } from './marks.ts';
import { signPictures } from './pictures.ts';

const paper = '#ffffff';

/** States differ by shape, sign and colour. What is unknown is loud; only what is known to be below warning is small. */
export const warningMarks: Readonly<Record<WarningState, Mark>> = {
  evacuate: { shape: 'octagon', colour: '#c81e1e', outline: paper, sizePixels: 30, glyph: '转', ringed: true },
  prepare: { shape: 'triangle', colour: '#d9720a', outline: paper, sizePixels: 28, picture: signPictures.warning },
  unknown: { shape: 'circle', colour: '#6a35b8', outline: paper, sizePixels: 24, picture: signPictures.unknown },
  none: { shape: 'circle', colour: '#4b6b7d', outline: paper, sizePixels: 13, hollow: true },
};

export function isWarningState(value: string): value is WarningState {
  return Object.hasOwn(warningMarks, value);
}
