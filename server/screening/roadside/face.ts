/** A face that falls away from the road: where it begins and ends, metres from the edge of the road, and its drop. */
export interface Face {
  readonly from: number;
  readonly to: number;
  readonly drop: number;
}

/**
 * The face in a cross-section with the largest drop beyond `steepness` times its width, among those that begin within
 * `reach`: every part of it that begins where it begins is steeper than `steepness` on the mean, so a single flat cell
 * within a cliff does not part it.
 *
 * @param heightAt height at metres out from the edge of the road; NaN where unknown.
 * @param step sampling step, half a cell.
 * @returns 'unknown' where a height within reach is missing and no face was found before it.
 */
export function findFace(
  heightAt: (out: number) => number,
  step: number,
  reach: number,
  limit: number,
  steepness: number,
): Face | 'unknown' | undefined {
  let previous = heightAt(0);
  let beginAt = 0;
  let beginHeight = previous;
  let best = 0;
  let bestFrom = 0;
  let bestTo = 0;
  let excess = 0;
  let unknown = Number.isNaN(previous);
  for (let out = step; out <= limit; out += step) {
    const height = heightAt(out);
    if (Number.isNaN(height)) {
      unknown = unknown || out <= reach;
      if (out > reach) break;
      previous = height;
      excess = 0;
      continue;
    }
    const fall = previous - height;
    if (excess <= 0) {
      if (out - step > reach) break;
      excess = 0;
      beginAt = out - step;
      beginHeight = previous;
    }
    excess += Number.isNaN(fall) ? 0 : fall - steepness * step;
    if (excess > best) {
      best = excess;
      bestFrom = beginAt;
      bestTo = out;
    }
    previous = height;
  }
  if (best <= 0) return unknown || Number.isNaN(beginHeight) ? 'unknown' : undefined;
  return withEnds(heightAt, step, bestFrom, bestTo);
}

/**
 * Bilinear heights round the edges of a face off over one cell, which the face then lacks. In the cell beyond each
 * end, as much of the fall belongs to the face as lies above what the ground further out falls.
 */
function withEnds(heightAt: (out: number) => number, step: number, from: number, to: number): Face {
  const cell = 2 * step;
  const inside = heightAt(from) - heightAt(to);
  const slope = inside / (to - from);
  const above = share(
    heightAt(from - cell) - heightAt(from),
    heightAt(from - 2 * cell) - heightAt(from - cell),
    slope * cell,
  );
  const below = share(heightAt(to) - heightAt(to + cell), heightAt(to + cell) - heightAt(to + 2 * cell), slope * cell);
  return {
    from: Math.max(0, from - above * cell),
    to: to + below * cell,
    drop: inside + (above + below) * slope * cell,
  };
}

/** Share of a cell that the face takes up, from the falls in the cell, in the one beyond, and of the face. */
function share(fall: number, beyond: number, face: number): number {
  const value = (fall - beyond) / (face - beyond);
  return value > 0 && value < 1 ? value : 0;
}
