import { text } from '../text.ts';
import type { StandardRow } from './row.ts';

/** What is assumed of a road that does not say, and how pieces are joined to continuous roads. */

const project = { source: 'Anlan', status: 'P' } as const;

const byClass: ReadonlyArray<readonly [id: string, zh: string, en: string, speed: number, width: number]> = [
  ['expressway', '高速公路', 'expressway', 100, 22],
  ['national', '国道', 'national road', 60, 9],
  ['provincial', '省道', 'provincial road', 60, 8.5],
  ['county', '县道', 'county road', 40, 6.5],
  ['township', '乡道', 'township road', 30, 5],
  ['village', '村道', 'village road', 20, 4],
  ['special', '专用公路', 'special road', 20, 4.5],
  ['urban', '城镇道路', 'street', 30, 6],
  ['track', '机耕道', 'farm track', 20, 3],
];

export const roadRows: readonly StandardRow[] = [
  ...byClass.flatMap(([id, zh, en, speed, width]): StandardRow[] => [
    {
      id: `road.default_speed_kmh@${id}`,
      value: speed,
      unit: 'km/h',
      ...project,
      title: text(`${zh}未注明时的设计速度`, `Design speed of a ${en} that gives none`),
    },
    {
      id: `road.default_width_m@${id}`,
      value: width,
      unit: 'm',
      ...project,
      title: text(`${zh}未注明时的路面宽度`, `Carriageway width of a ${en} that gives none`),
    },
  ]),
  {
    id: 'road.lane_width_m',
    value: 3.25,
    unit: 'm',
    ...project,
    title: text('仅有车道数时的车道宽度', 'Width per lane where only lanes are given'),
  },
  {
    id: 'road.join_deflection_deg',
    value: 60,
    unit: 'deg',
    ...project,
    title: text('同名道路穿过交叉口的最大转角', 'Largest turn by which a road continues through a junction'),
  },
];
