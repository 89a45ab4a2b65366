import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type TableMessages, zh } from './zh.ts';

const tableWords: Readonly<Record<'zh' | 'en', TableMessages>> = { zh, en };

export function useTableWords(): TableMessages {
  return tableWords[useView((view) => view.language)];
}
