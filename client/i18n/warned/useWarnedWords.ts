import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type WarnedMessages, zh } from './zh.ts';

export const warnedWords: Readonly<Record<'zh' | 'en', WarnedMessages>> = { zh, en };

export function useWarnedWords(): WarnedMessages {
  return warnedWords[useView((view) => view.language)];
}
