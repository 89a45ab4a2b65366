import type { Language, Text } from '../../data/text.ts';
import { en } from './en.ts';
import { type Messages, zh } from './zh.ts';

/** What a component needs to say something: the words of the client and the way to read a text of the data. */
export interface Wording {
  readonly language: Language;
  /** BCP 47, for `lang` attributes and Intl. */
  readonly locale: string;
  readonly messages: Messages;
  readonly say: (text: Text) => string;
  /** Names one after the other, between the commas of the language. */
  readonly list: (names: readonly string[]) => string;
}

export const wordings: Readonly<Record<Language, Wording>> = {
  zh: {
    language: 'zh',
    locale: 'zh-CN',
    messages: zh,
    say: (text) => text.zh,
    list: (names) => names.join('、'),
  },
  en: {
    language: 'en',
    locale: 'en-GB',
    messages: en,
    say: (text) => text.en,
    list: (names) => names.join(', '),
  },
};
