import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type FieldMessages, zh } from './zh.ts';

const words: Readonly<Record<'zh' | 'en', FieldMessages>> = { zh, en };

export function useFieldWords(): FieldMessages {
  return words[useView((view) => view.language)];
}
