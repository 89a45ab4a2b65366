import { useView } from '../../state/view.ts';
import { en } from './en.ts';
import { type PhotoMessages, zh } from './zh.ts';

const words: Readonly<Record<'zh' | 'en', PhotoMessages>> = { zh, en };

export function usePhotoWords(): PhotoMessages {
  return words[useView((view) => view.language)];
}
