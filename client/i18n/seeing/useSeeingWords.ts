import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type SeeingMessages, zh } from './zh.ts';

export const seeingWords: Readonly<Record<'zh' | 'en', SeeingMessages>> = { zh, en };

export function useSeeingWords(): SeeingMessages {
  return seeingWords[useView((view) => view.language)];
}
