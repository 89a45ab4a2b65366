import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type FindingMessages, zh } from './zh.ts';

const findingWords: Readonly<Record<'zh' | 'en', FindingMessages>> = { zh, en };

export function useFindingWords(): FindingMessages {
  return findingWords[useView((view) => view.language)];
}
