import { z } from 'zod';
import { text } from '../../data/text.ts';
import { describeIssue } from '../http/issue.ts';
import { type Fault, ProblemError } from '../problems.ts';
import { type GaugeInput, invalidGauges } from './gauges.ts';

const word = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => value.isWellFormed() && !value.includes('\0'));

const gaugeSchema = z.object({
  type: z.literal('Feature'),
  geometry: z.object({
    type: z.literal('Point'),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
  }),
  properties: z.object({
    code: word(64),
    name: word(200).nullish(),
    stale_after_min: z.number().positive().max(1440).nullish(),
    active: z.boolean().default(true),
    demo: z.boolean().default(false),
    flood_points: z.array(word(64)).max(1000).default([]),
  }),
});

const mostGauges = 10_000;

/**
 * Gauges from a GeoJSON Feature or FeatureCollection of points.
 *
 * @throws ProblemError `malformed_body` where it is neither, `invalid_gauges` naming each faulty one
 */
export function readGaugeInputs(body: unknown): readonly GaugeInput[] {
  const features = featuresOf(body);
  const faults: Fault[] = [];
  const first = new Map<string, number>();
  const gauges = features.flatMap((feature, index) => {
    const parsed = gaugeSchema.safeParse(feature);
    if (!parsed.success) {
      faults.push(...parsed.error.issues.map((issue) => faultOf(index + 1, issue)));
      return [];
    }
    const { geometry, properties } = parsed.data;
    const other = first.get(properties.code);
    if (other === undefined) first.set(properties.code, index + 1);
    else {
      const reason = text(`与第 ${other} 个雨量站编号相同`, `the same code as gauge ${other}`);
      faults.push({ feature: index + 1, member: 'properties.code', code: 'duplicate', reason });
    }
    const [longitude, latitude] = geometry.coordinates;
    return [
      {
        code: properties.code,
        name: properties.name ?? undefined,
        place: [longitude, latitude] as const,
        staleAfterMin: properties.stale_after_min ?? undefined,
        active: properties.active,
        demo: properties.demo,
        floodPoints: properties.flood_points,
      },
    ];
  });
  if (faults.length > 0) throw invalidGauges(faults);
  return gauges;
}

function featuresOf(body: unknown): readonly unknown[] {
  if (typeof body === 'object' && body !== null && 'type' in body) {
    if (body.type === 'Feature') return [body];
    if (body.type === 'FeatureCollection' && 'features' in body && Array.isArray(body.features)) {
      if (body.features.length <= mostGauges) return body.features;
    }
  }
  throw new ProblemError(
    'malformed_body',
    text(
      `应为 GeoJSON 的 Feature 或 FeatureCollection（点，最多 ${mostGauges} 个）。`,
      `A GeoJSON Feature or FeatureCollection of at most ${mostGauges} points is wanted.`,
    ),
  );
}

function faultOf(feature: number, issue: z.core.$ZodIssue): Fault {
  return { feature, member: issue.path.join('.') || 'feature', code: issue.code, reason: describeIssue(issue) };
}
