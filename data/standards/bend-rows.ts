import { text } from '../text.ts';
import type { StandardRow } from './row.ts';

/** 急弯: radius limits by design speed, and what counts as a bend. */

const limits: ReadonlyArray<readonly [speed: number, limit: number, sign: number | undefined, general: number]> = [
  [120, 650, undefined, 1000],
  [100, 400, undefined, 700],
  [80, 250, undefined, 400],
  [60, 125, undefined, 200],
  [40, 60, 80, 100],
  [30, 30, 45, 65],
  [20, 15, 20, 30],
];

const reverseGaps: ReadonlyArray<readonly [speed: number, gap: number]> = [
  [40, 80],
  [30, 60],
  [20, 40],
];

function byDesignSpeed([speed, limit, sign, general]: (typeof limits)[number]): StandardRow[] {
  const rows: StandardRow[] = [
    {
      id: `bend.limit_radius_m@${speed}`,
      value: limit,
      unit: 'm',
      source: 'JTG B01-2014, JTG D20-2017 (8 % superelevation)',
      status: 'V2',
      title: text(`设计速度 ${speed} km/h 圆曲线极限最小半径`, `Radius limit at ${speed} km/h`),
    },
    {
      id: `bend.general_radius_m@${speed}`,
      value: general,
      unit: 'm',
      source: 'JTG B01-2014, JTG D20-2017',
      status: 'R',
      title: text(`设计速度 ${speed} km/h 圆曲线一般最小半径`, `General minimum radius at ${speed} km/h`),
    },
  ];
  if (sign !== undefined) {
    rows.push({
      id: `bend.sign_radius_m@${speed}`,
      value: sign,
      unit: 'm',
      source: 'GB 5768.2-2009',
      status: 'V2',
      title: text(`设计速度 ${speed} km/h 设置急弯标志的半径`, `Radius for the sharp-bend sign at ${speed} km/h`),
    });
  }
  return rows;
}

const project = { source: 'Anlan', status: 'P' } as const;

export const bendRows: readonly StandardRow[] = [
  ...limits.flatMap(byDesignSpeed),
  ...reverseGaps.map(
    ([speed, gap]): StandardRow => ({
      id: `bend.reverse_gap_m@${speed}`,
      value: gap,
      unit: 'm',
      source: 'GB 5768.2-2009',
      status: 'V2',
      title: text(`设计速度 ${speed} km/h 反向弯路两弯间距`, `Longest gap within reverse bends at ${speed} km/h`),
    }),
  ),
  {
    id: 'bend.continuous_count',
    value: 3,
    unit: '1',
    source: 'GB 5768.2-2009',
    status: 'V2',
    title: text('连续弯路的最少弯数', 'Bends that make continuous bends'),
  },
  {
    id: 'bend.minimum_deflection_deg',
    value: 15,
    unit: 'deg',
    ...project,
    title: text('弯道的最小转角', 'Least deflection of a bend'),
  },
  {
    id: 'bend.minimum_arc_m',
    value: 10,
    unit: 'm',
    ...project,
    title: text('弯道的最小曲线长', 'Least arc of a bend'),
  },
  {
    id: 'bend.corner_deflection_deg',
    value: 45,
    unit: 'deg',
    ...project,
    title: text('线形折角过大、无法判别的转角', 'Corner in the line that is reported as not measurable'),
  },
  {
    id: 'bend.vague_interval_ratio',
    value: 6,
    unit: '1',
    ...project,
    title: text(
      '半径区间上下限之比超过此值且含一般值时只判为低',
      'Interval of the radius whose ends are further apart than this ratio, with the general value inside, is only low',
    ),
  },
  {
    id: 'bend.largest_noise_m',
    value: 2.5,
    unit: 'm',
    ...project,
    title: text(
      '测线点位误差超过此值且半径区间过宽时无法判别弯道',
      'Vertices further off the road than this, with so wide an interval of the radius, cannot show a bend',
    ),
  },
  {
    id: 'bend.interval_deviations',
    value: 1.645,
    unit: '1',
    source: 'standard normal distribution, 90 %',
    status: 'V',
    title: text('90% 置信区间的标准差倍数', 'Deviations of the 90 % interval'),
  },
  {
    id: 'bend.junction_margin_m',
    value: 15,
    unit: 'm',
    ...project,
    title: text('交叉口、环岛两侧不判别的长度', 'Left out on each side of junctions and roundabouts'),
  },
];
