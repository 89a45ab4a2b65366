/** Least and greatest value that a county's own row may have, in the row's unit. */
export interface RowRange {
  readonly least: number;
  readonly most: number;
}

/**
 * Plausible values by a row's id before `@`. Lengths that are divided by, or that places are spaced at, are well above
 * zero: a spacing of a millionth of a metre would fill the memory. Margins may be none.
 */
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  'road.default_speed_kmh': [5, 120],
  'road.default_width_m': [1, 60],
  'road.lane_width_m': [2, 6],
  'road.join_deflection_deg': [1, 180],
  'bend.limit_radius_m': [5, 10_000],
  'bend.general_radius_m': [5, 10_000],
  'bend.sign_radius_m': [5, 10_000],
  'bend.reverse_gap_m': [1, 2000],
  'bend.continuous_count': [2, 20],
  'bend.minimum_deflection_deg': [1, 90],
  'bend.minimum_arc_m': [1, 500],
  'bend.corner_deflection_deg': [10, 180],
  'bend.vague_interval_ratio': [1, 100],
  'bend.largest_noise_m': [0.5, 20],
  'bend.interval_deviations': [0.1, 5],
  'bend.junction_margin_m': [0, 200],
  'slope.maximum_grade_pct': [1, 30],
  'slope.minimum_length_m': [20, 2000],
  'slope.longest_m': [50, 10_000],
  'slope.combined_length_limit': [0.1, 10],
  'slope.major_excess_pct': [0, 20],
  'slope.standard_error_limit_pct': [0.05, 10],
  'slope.structure_margin_m': [0, 500],
  'slope.steepest_road_pct': [5, 60],
  'descent.major_drop_m': [10, 5000],
  'descent.considerable_drop_m': [10, 5000],
  'descent.considerable_length_m': [100, 50_000],
  'descent.general_length_m': [100, 50_000],
  'descent.low_length_m': [100, 50_000],
  'descent.major_mean_grade_pct': [0.5, 20],
  'descent.considerable_mean_grade_pct': [0.5, 20],
  'descent.general_mean_grade_pct': [0.5, 20],
  'descent.low_mean_grade_pct': [0.5, 20],
  'descent.standard_error_limit_pct': [0.05, 10],
  'cliff.major_drop_m': [0.5, 1000],
  'cliff.considerable_drop_m': [0.5, 1000],
  'cliff.general_drop_m': [0.5, 1000],
  'cliff.low_drop_m': [0.5, 1000],
  'cliff.reach_m': [1, 100],
  'cliff.minimum_run_m': [1, 1000],
  'cliff.station_m': [1, 50],
  'cliff.largest_cell_m': [0.1, 50],
  'cliff.face_deg': [5, 89],
  'water.considerable_distance_m': [0.1, 200],
  'water.general_distance_m': [0.1, 200],
  'water.low_distance_m': [0.1, 200],
  'water.outside_of_bend_distance_m': [0.1, 200],
  'water.station_m': [1, 50],
  'water.least_part_m': [0, 1000],
  'water.data_margin_m': [0, 100_000],
  'elevation.grade_rmse_pct': [0.001, 100],
};

/** @throws Error for a row that has no range: a mistake in the table of rows. */
export function rangeOf(rowId: string): RowRange {
  const range = ranges[rowId.split('@')[0] ?? rowId];
  if (!range) throw new Error(`the row "${rowId}" has no range of plausible values`);
  return { least: range[0], most: range[1] };
}
