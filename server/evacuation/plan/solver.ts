import loadHighs, { type Highs } from 'highs';

/** A linear program; with `isWhole` every column takes whole values only. */
export interface LinearModel {
  readonly cost: Float64Array;
  /** Every column lies between 0 and this. */
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** By columns: where each begins in `rows` and `values` and, at the end, how many entries there are. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly isWhole: boolean;
}

export interface SolverAnswer {
  readonly status: 'optimal' | 'stopped' | 'infeasible';
  /** Value of each column; null where none was found. */
  readonly columns: Float64Array | null;
  readonly objective: number;
}

let loading: Promise<Highs> | undefined;

/**
 * Solves a model with HiGHS.
 *
 * @param absoluteGap differences of the objective below this do not matter
 * @param start values of the columns to begin with
 */
export async function solveModel(
  model: LinearModel,
  limitSeconds: number,
  absoluteGap: number,
  start?: Float64Array,
): Promise<SolverAnswer> {
  loading ??= loadHighs();
  const highs = await loading;
  const { modelStatus, variableType } = highs.constants;
  const columns = model.cost.length;
  const count = model.rowLower.length;
  const data = {
    numCols: columns,
    numRows: count,
    colCost: model.cost,
    colLower: new Float64Array(columns),
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csc',
      numCols: columns,
      numRows: count,
      starts: model.starts,
      indices: model.rows,
      values: model.values,
    },
    ...(model.isWhole && { integrality: new Int32Array(columns).fill(variableType.integer) }),
  } as const;
  return highs.withModel(data, (solver): SolverAnswer => {
    solver.options.set({
      output_flag: false,
      time_limit: limitSeconds,
      mip_rel_gap: 0,
      mip_abs_gap: absoluteGap,
    });
    if (start !== undefined) solver.setSolution({ colValue: start });
    solver.run();
    const status = solver.getModelStatus();
    if (status === modelStatus.infeasible) return { status: 'infeasible', columns: null, objective: Number.NaN };
    const objective = solver.getObjectiveValue();
    const isFound = Number.isFinite(objective) && Math.abs(objective) < highs.infinity;
    const found = isFound ? solver.getSolution().colValue : null;
    return { status: status === modelStatus.optimal ? 'optimal' : 'stopped', columns: found, objective };
  });
}
