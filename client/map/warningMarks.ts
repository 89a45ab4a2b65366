import { warningTitles } from '../../data/standards/warning-words.ts';
import { type Text, text } from '../../data/text.ts';
import { type WarningSign, warningSigns } from '../actions/warned.ts';
import type { Mark } from './marks.ts';
import { signPictures } from './pictures.ts';

const paper = '#ffffff';
const unknownColour = '#6a35b8';

/**
 * Signs differ by shape, picture and colour. What is unknown is loud, the more so where it was raised before; only what
 * is known to be below warning, and what nobody ever told, is small.
 */
export const warningMarks: Readonly<Record<WarningSign, Mark>> = {
  evacuate: { shape: 'octagon', colour: '#c81e1e', outline: paper, sizePixels: 30, glyph: '转', ringed: true },
  lapsed: {
    shape: 'octagon',
    colour: unknownColour,
    outline: paper,
    sizePixels: 29,
    picture: signPictures.unknown,
    ringed: true,
  },
  prepare: { shape: 'triangle', colour: '#d9720a', outline: paper, sizePixels: 28, picture: signPictures.warning },
  unknown: { shape: 'circle', colour: unknownColour, outline: paper, sizePixels: 24, picture: signPictures.unknown },
  untold: {
    shape: 'circle',
    colour: unknownColour,
    outline: paper,
    sizePixels: 15,
    picture: signPictures.unknown,
    hollow: true,
  },
  none: { shape: 'circle', colour: '#4b6b7d', outline: paper, sizePixels: 13, hollow: true },
};

export const signTitles: Readonly<Record<WarningSign, Text>> = {
  ...warningTitles,
  lapsed: text('雨情中断，此前已达预警', 'Rain data lost; was raised before'),
  untold: text('无雨量站或阈值，无法判定', 'Cannot be judged: no gauge or thresholds'),
};

export function isWarningSign(value: string): value is WarningSign {
  return (warningSigns as readonly string[]).includes(value);
}
