import { z } from 'zod';
import { languages } from '../../../data/text.ts';
import { paperSizes } from '../paper.ts';

/** The process of the jobs that print cards. */
export const printCardsProcess = 'print-cards';

export const signalChoices = ['blank', 'proposed'] as const;

/** The inputs as they are stored with the job. */
export const printInputsSchema = z.strictObject({
  township: z.string().nullable(),
  lang: z.enum(languages),
  size: z.enum(paperSizes),
  signals: z.enum(signalChoices),
});

export type PrintInputs = z.infer<typeof printInputsSchema>;
