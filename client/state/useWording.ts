import { type Wording, wordings } from '../i18n/language.ts';
import { useView } from './view.ts';

export function useWording(): Wording {
  return wordings[useView((view) => view.language)];
}
