import { z } from 'zod';

/** The process of the jobs that import elevation sent over HTTP. */
export const importElevationProcess = 'import-elevation';

/** The inputs as they are stored with the job. */
export const importInputsSchema = z.object({
  upload: z.uuid(),
  files: z.array(z.string()).min(1),
  name: z.string(),
  vertical_accuracy_m: z.number().optional(),
  void: z.number().optional(),
  replace_all: z.boolean().optional(),
});

export type ImportInputs = z.infer<typeof importInputsSchema>;
