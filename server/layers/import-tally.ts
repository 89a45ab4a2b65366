import type { Text } from '../../data/text.ts';

/** How often something happened, for the person who imports. */
export interface Tally {
  readonly code: string;
  readonly reason: Text;
  /** What it was about, such as a tag; missing where the reason says it all. */
  readonly detail: string | undefined;
  readonly count: number;
  /** The first feature it happened to. */
  readonly firstFeature: number;
}

/** Free text such as tag values has no end: beyond this many kinds they are counted by code alone. */
const distinctDetails = 200;

export class Tallies {
  private readonly counts = new Map<string, Tally>();

  add(code: string, reason: Text, feature: number, detail?: string): void {
    const named = detail !== undefined && this.counts.size < distinctDetails ? detail : undefined;
    const seen = this.counts.get(keyOf(code, detail)) ?? this.counts.get(keyOf(code, named));
    const tally = seen ?? { code, reason, detail: named, count: 0, firstFeature: feature };
    this.counts.set(keyOf(code, tally.detail), { ...tally, count: tally.count + 1 });
  }

  /** The most frequent first. */
  list(): readonly Tally[] {
    return [...this.counts.values()].sort((a, b) => b.count - a.count || a.firstFeature - b.firstFeature);
  }

  get total(): number {
    return this.list().reduce((sum, { count }) => sum + count, 0);
  }
}

function keyOf(code: string, detail: string | undefined): string {
  return `${code}\n${detail ?? ''}`;
}
