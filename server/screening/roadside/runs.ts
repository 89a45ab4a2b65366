/** Stations first to last, both included, of one level. */
export interface LevelRun {
  readonly first: number;
  readonly last: number;
  readonly level: number;
}

/**
 * Runs of stations by level (0 is none), worst first: a run of a level takes in every station not yet taken that has
 * at least that level. Runs of fewer than `leastStations` are left to the next lower level, and those still too short
 * at the lowest are dropped. Gaps of up to `gapStations` within a run are closed.
 */
export function levelRuns(levels: Int8Array, leastStations: number, gapStations: number): LevelRun[] {
  const taken = new Uint8Array(levels.length);
  const runs: LevelRun[] = [];
  for (let level = 4; level >= 1; level -= 1) {
    let first = -1;
    let last = -1;
    for (let k = 0; k <= levels.length; k += 1) {
      const free = k < levels.length && taken[k] === 0;
      if (free && (levels[k] as number) >= level) {
        if (first === -1) first = k;
        last = k;
        continue;
      }
      if (first === -1 || (free && k - last <= gapStations)) continue;
      if (last - first + 1 >= leastStations) {
        runs.push({ first, last, level });
        taken.fill(1, first, last + 1);
      }
      first = -1;
    }
  }
  return runs.sort((a, b) => a.first - b.first || a.last - b.last);
}

/** Leaves out runs shorter than `leastStations` that lie right beside a worse one: they belong to it. */
export function absorbShort(runs: readonly LevelRun[], leastStations: number): LevelRun[] {
  return runs.filter(({ first, last, level }, index) => {
    if (last - first + 1 >= leastStations) return true;
    const before = runs[index - 1];
    const after = runs[index + 1];
    const besideWorse =
      (before && before.level > level && before.last + 1 >= first) ||
      (after && after.level > level && after.first - 1 <= last);
    return !besideWorse;
  });
}
