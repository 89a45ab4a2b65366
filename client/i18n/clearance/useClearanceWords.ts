import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type ClearanceMessages, zh } from './zh.ts';

const clearanceWords: Readonly<Record<'zh' | 'en', ClearanceMessages>> = { zh, en };

export function useClearanceWords(): ClearanceMessages {
  return clearanceWords[useView((view) => view.language)];
}
