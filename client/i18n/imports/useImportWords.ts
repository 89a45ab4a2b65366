import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type ImportMessages, zh } from './zh.ts';

const words: Readonly<Record<'zh' | 'en', ImportMessages>> = { zh, en };

export function useImportWords(): ImportMessages {
  return words[useView((view) => view.language)];
}
