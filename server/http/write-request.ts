import type { Request } from 'express';
import { z } from 'zod';
import { mostImported } from '../../data/imports.ts';
import { text } from '../../data/text.ts';
import { isRecord } from '../layers/changes/content.ts';
import { invalidParameter } from '../problems.ts';

const longestMessage = 500;

/** Where a writer may say that it comes from; what processes and loads the demo is known to the service. */
const writerSources = ['map', 'api', 'import'] as const;
export type WriterSource = (typeof writerSources)[number];

/** Why a change is made, and by what kind of client: from headers, which also requests without a body have. */
export function readIntent(request: Request): { message: string | undefined; source: WriterSource } {
  const message = decode(request.get('anlan-message'));
  if (message !== undefined && (message.length > longestMessage || message.includes('\0') || !message.isWellFormed())) {
    throw invalidParameter('Anlan-Message', message, tooLong);
  }
  const source = request.get('anlan-source') ?? 'api';
  const known = writerSources.find((one) => one === source);
  if (!known)
    throw invalidParameter('Anlan-Source', source, text('可用：map、api、import', 'it can be: map, api, import'));
  return { message: message || undefined, source: known };
}

const tooLong = text(`最多 ${longestMessage} 个字符`, `at most ${longestMessage} characters`);

/** Headers hold Latin letters only: Chinese comes percent-encoded. */
function decode(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    throw invalidParameter('Anlan-Message', header, text('应为百分号编码的 UTF-8', 'it must be percent-encoded UTF-8'));
  }
}

/** `merge=disjoint`: a stale write is merged where nobody else has changed the same members. */
export function readMerge(parameters: ReadonlyMap<string, string>): boolean {
  const merge = parameters.get('merge');
  if (merge !== undefined && merge !== 'disjoint') {
    throw invalidParameter('merge', merge, text('可用：disjoint', 'it can be: disjoint'));
  }
  return merge === 'disjoint';
}

/** The version in the body of a feature, which clients that know no ETag (QGIS) send back as they read it. */
export function bodyVersion(feature: unknown): number | undefined {
  const properties = isRecord(feature) && isRecord(feature.properties) ? feature.properties : {};
  const version = properties._version;
  if (version === undefined || version === null) return undefined;
  if (!isVersion(version)) throw badVersion('properties._version', version);
  return version;
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31;
}

function badVersion(member: string, value: unknown) {
  return invalidParameter(member, String(value), text('应为正整数', 'it must be a positive integer'));
}

const id = z.int().positive();
const version = z
  .int()
  .positive()
  .max(2 ** 31 - 1)
  .optional();

/** The body of POST /api/transactions. Features and patches are validated by the gate, with the layer's own rules. */
export const transactionSchema = z.strictObject({
  message: z
    .string()
    .max(longestMessage)
    .refine((value) => value.isWellFormed() && !value.includes('\0'))
    .optional(),
  source: z.enum(writerSources).optional(),
  merge: z.enum(['disjoint']).optional(),
  changes: z
    .array(
      z.discriminatedUnion('operation', [
        z.strictObject({ operation: z.literal('create'), layer: z.string(), feature: z.unknown() }),
        z.strictObject({ operation: z.literal('replace'), layer: z.string(), id, version, feature: z.unknown() }),
        z.strictObject({ operation: z.literal('update'), layer: z.string(), id, version, patch: z.unknown() }),
        z.strictObject({ operation: z.literal('delete'), layer: z.string(), id, version }),
        z.strictObject({ operation: z.literal('restore'), layer: z.string(), id, version }),
      ]),
    )
    .min(1)
    .max(mostImported),
});
