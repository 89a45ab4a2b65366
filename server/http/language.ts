import type { Request } from 'express';
import type { Language } from '../../data/text.ts';

/** The reader's language from Accept-Language. Chinese where nothing is said or neither is wanted. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}
