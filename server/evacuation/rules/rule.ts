import type { Text } from '../../../data/text.ts';
import type { CheckContext } from '../context.ts';
import type { CheckedLayer, Finding, RuleId, Statement } from '../types.ts';

/** A rule of the route check. Adding one adds a file here and a line in `index.ts`. */
export interface Rule {
  readonly id: RuleId;
  readonly title: Text;
  /** Layers without which nothing can be said: where one is empty in the whole county, the rule comes out unknown. */
  readonly needs: readonly CheckedLayer[];
  /** Layers that may well be empty; but where nobody has given them, the rule comes out unknown too. */
  readonly reads?: readonly CheckedLayer[];
  /** False for a rule that looks at the ends only and so holds for a route without length too. */
  readonly needsLength: boolean;
  readonly check: (context: CheckContext) => RuleResult;
}

/** A finding before the check has cut its geometry out of the route. */
export type FindingDraft = Omit<Finding, 'rule' | 'length_m' | 'geometry'>;

export interface RuleResult {
  readonly findings: readonly FindingDraft[];
  /** What could not be told, apart from any place on the route. */
  readonly unknowns: readonly Statement[];
  readonly notes: readonly Statement[];
}

export const nothing: RuleResult = { findings: [], unknowns: [], notes: [] };
