import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type EditingMessages, zh } from './zh.ts';

export const editingWords: Readonly<Record<'zh' | 'en', EditingMessages>> = { zh, en };

export function useEditingWords(): EditingMessages {
  return editingWords[useView((view) => view.language)];
}
