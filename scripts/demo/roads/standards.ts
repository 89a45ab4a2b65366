import type { RoadClass } from './network.ts';

/** How roads of a class are built in this county. */
export interface BuildStandard {
  readonly technicalClass: string;
  readonly designSpeedKmh: number;
  /** As rise over run. Village roads are steeper than any rule, as they are. */
  readonly maximumGrade: number;
  readonly minimumRadiusMetres: number;
  readonly widthMetres: number;
  readonly lanes: number;
  readonly surface: string;
  /** Vehicles a day on a typical section. */
  readonly trafficPerDay: number;
}

export const buildStandards: Readonly<Record<RoadClass, BuildStandard>> = {
  provincial: {
    technicalClass: '3',
    designSpeedKmh: 40,
    maximumGrade: 0.06,
    minimumRadiusMetres: 50,
    widthMetres: 7.5,
    lanes: 2,
    surface: 'asphalt',
    trafficPerDay: 3200,
  },
  county: {
    technicalClass: '4',
    designSpeedKmh: 30,
    maximumGrade: 0.075,
    minimumRadiusMetres: 20,
    widthMetres: 6.5,
    lanes: 2,
    surface: 'asphalt',
    trafficPerDay: 900,
  },
  township: {
    technicalClass: '4',
    designSpeedKmh: 20,
    maximumGrade: 0.09,
    minimumRadiusMetres: 15,
    widthMetres: 5.5,
    lanes: 2,
    surface: 'concrete',
    trafficPerDay: 260,
  },
  village: {
    technicalClass: '4',
    designSpeedKmh: 15,
    maximumGrade: 0.12,
    minimumRadiusMetres: 11,
    widthMetres: 4.5,
    lanes: 1,
    surface: 'concrete',
    trafficPerDay: 70,
  },
  urban: {
    technicalClass: '3',
    designSpeedKmh: 30,
    maximumGrade: 0.06,
    minimumRadiusMetres: 15,
    widthMetres: 9,
    lanes: 2,
    surface: 'asphalt',
    trafficPerDay: 2500,
  },
  track: {
    technicalClass: 'unclassified',
    designSpeedKmh: 10,
    maximumGrade: 0.15,
    minimumRadiusMetres: 8,
    widthMetres: 3.5,
    lanes: 1,
    surface: 'gravel',
    trafficPerDay: 15,
  },
  path: {
    technicalClass: 'unclassified',
    designSpeedKmh: 5,
    maximumGrade: 0.35,
    minimumRadiusMetres: 3,
    widthMetres: 1.2,
    lanes: 1,
    surface: 'stone',
    trafficPerDay: 0,
  },
};
