/** Something a person reads, in both languages of the service. Chinese is the default. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Text;

export const languages: readonly Language[] = ['zh', 'en'];

export function text(zh: string, en: string): Text {
  return { zh, en };
}
