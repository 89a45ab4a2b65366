import { text } from '../text.ts';
import type { StandardRow } from './row.ts';

/**
 * What elevation can carry: RMSE of grade in percentage points by averaging window, simulated per kind of elevation
 * model. Where the simulation gave a range the larger end stands here.
 */

const windows = [100, 200, 500, 1000, 3000] as const;

const simulated: ReadonlyArray<readonly [cell: number, heightRmse: number, errors: ReadonlyArray<number | undefined>]> =
  [
    [30, 3, [7.1, 3.3, 0.9, 0.35, 0.1]],
    [12.5, 1.5, [3.1, 1.3, 0.4, 0.15, undefined]],
    [5, 0.7, [1.35, 0.5, 0.15, undefined, undefined]],
  ];

export const elevationAccuracyRows: readonly StandardRow[] = simulated.flatMap(([cell, heightRmse, errors]) =>
  windows.flatMap((window, column): StandardRow[] => {
    const value = errors[column];
    if (value === undefined) return [];
    return [
      {
        id: `elevation.grade_rmse_pct@${cell}/${heightRmse}/${window}`,
        value,
        unit: 'percentage points',
        source: 'Anlan, simulation',
        status: 'P',
        title: text(
          `格网 ${cell} m、高程中误差 ${heightRmse} m 时 ${window} m 纵坡的均方根误差`,
          `RMSE of grade over ${window} m with cells of ${cell} m and heights of ${heightRmse} m RMSE`,
        ),
      },
    ];
  }),
);
