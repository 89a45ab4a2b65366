import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type PrintMessages, zh } from './zh.ts';

const printWords: Readonly<Record<'zh' | 'en', PrintMessages>> = { zh, en };

export function usePrintWords(): PrintMessages {
  return printWords[useView((view) => view.language)];
}
