import { text } from '../../data/text.ts';
import { type Fault, ProblemError } from '../problems.ts';

/** More faults than a person reads at once; the rest are counted. */
const listedFaults = 100;

/** The faults found so far: the first ones whole, all of them counted. */
export class FaultList {
  private readonly listed: Fault[] = [];
  private readonly features = new Set<number>();
  private total = 0;

  get count(): number {
    return this.total;
  }

  add(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      this.total += 1;
      this.features.add(fault.feature);
      if (this.listed.length < listedFaults) this.listed.push(fault);
    }
  }

  /** @param read features read in all */
  toProblem(read: number): ProblemError {
    const faulty = this.features.size;
    const more = this.total - this.listed.length;
    return new ProblemError(
      'invalid_features',
      text(
        `${read} 个要素中有 ${faulty} 个未通过校验，未保存任何内容${more > 0 ? `；以下为前 ${this.listed.length} 处问题` : ''}。`,
        `${faulty} of ${read} features did not pass; nothing was stored${more > 0 ? `; the first ${this.listed.length} faults follow` : ''}.`,
      ),
      { faults: this.listed.toSorted((a, b) => a.feature - b.feature), faultCount: this.total },
    );
  }
}
