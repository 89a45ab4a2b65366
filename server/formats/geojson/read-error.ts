import { type Text, text } from '../../../data/text.ts';
import { ProblemError } from '../../problems.ts';

/** Stable codes of what can be wrong with the file itself, before any feature of it is looked at. */
export type ReadFaultCode =
  | 'empty'
  | 'not_json'
  | 'not_geojson'
  | 'json_syntax'
  | 'truncated'
  | 'after_end'
  | 'not_utf8'
  | 'too_deep'
  | 'feature_too_large'
  | 'foreign_crs';

export interface Place {
  /** The feature it is in, from 1; 0 outside any. */
  readonly feature: number;
  /** Lines of the file, from 1. */
  readonly line: number;
}

/** The file cannot be read: one fault, placed. */
export function readError(code: ReadFaultCode, place: Place, member: string, reason: Text): ProblemError {
  const where =
    place.feature > 0
      ? text(
          `第 ${place.feature} 个要素（第 ${place.line} 行起）`,
          `feature ${place.feature} (from line ${place.line})`,
        )
      : text(`第 ${place.line} 行`, `line ${place.line}`);
  return new ProblemError(
    'malformed_body',
    text(`无法读取 GeoJSON，${where.zh}：${reason.zh}`, `Cannot read the GeoJSON, ${where.en}: ${reason.en}`),
    { faults: [{ feature: place.feature, member, code, reason }] },
  );
}
