import { screen } from '../../../server/screening/screen.ts';
import type { WaterInput } from '../../../server/screening/types.ts';
import { lineOf } from './place.ts';
import { makeRandom } from './random.ts';
import { roadInput } from './roads.ts';
import { markdown, met } from './table.ts';

const half = 3;

/** Water at known distances from the edge of straight and curved roads: banks that run along, and points that jut out. */
export function waterAccuracy(seeds: readonly number[]): string {
  let worst = 0;
  let within = 0;
  let found = 0;
  let expected = 0;
  let wrong = 0;
  for (const seed of seeds) {
    const random = makeRandom(seed);
    const jutting = seed % 2 === 0;
    const radius = random.logBetween(60, 2000);
    const distance = random.between(0.2, 13);
    const side = random.next() < 0.5 ? 1 : -1;
    const angles = Array.from({ length: 61 }, (_, i) => (i * 300) / 60 / radius);
    const road = lineOf(
      angles.map((a) => radius * Math.sin(a)),
      angles.map((a) => radius * (1 - Math.cos(a))),
    );
    const kind = random.next() < 0.5 ? 'line' : 'polygon';
    const off = (a: number, out: number): [number, number] => [
      (radius - side * out) * Math.sin(a),
      radius - (radius - side * out) * Math.cos(a),
    ];
    // Chords of the drawn road lie inside its circle: their middle decides, by their sagitta, at most 0.05 m here.
    const middle = (150 + random.between(-50, 50)) / radius;
    const shape = jutting
      ? [
          off(middle, half + distance),
          off(middle + 40 / radius, half + distance + 30),
          off(middle - 40 / radius, half + distance + 30),
          off(middle, half + distance),
        ]
      : [
          ...angles.map((a) => off(a, half + distance)),
          ...angles.map((a) => off(a, half + distance + 25)).reverse(),
          off(0, half + distance),
        ];
    const drawn = kind === 'line' && !jutting ? shape.slice(0, angles.length) : shape;
    const water: WaterInput[] = [
      {
        id: 'w',
        kind,
        halfWidthMetres: 0,
        parts: [
          lineOf(
            drawn.map(([x]) => x),
            drawn.map(([, y]) => y),
          ),
        ],
      },
    ];
    const findings = screen({
      roads: [roadInput('r', road, { widthMetres: 2 * half })],
      water,
      hazards: ['near_water'],
      sources: { roads: { name: 'truth' } },
    }).filter(({ properties }) => properties.hazard === 'near_water');
    const own = findings.filter(({ properties }) => properties.side === (side === 1 ? 'left' : 'right'));
    wrong += findings.length - own.length;
    const truth = trueDistance(road, water[0]?.parts[0] ?? new Float64Array());
    if (truth > 10) {
      wrong += own.length;
      continue;
    }
    expected += 1;
    if (own.length === 0) continue;
    found += 1;
    const measured = Math.min(...own.map(({ properties }) => Number(properties.evidence.distance_m)));
    worst = Math.max(worst, Math.abs(measured - truth));
    if (Math.abs(measured - truth) <= 0.1) within += 1;
  }
  return markdown(
    ['truth', 'found', 'on the wrong side or too far', 'worst error of distance', 'target', ''],
    [
      [
        `${expected} banks and points within 10 m`,
        String(found),
        String(wrong),
        `${worst.toFixed(3)} m`,
        'within 0.1 m',
        met(within === expected && wrong === 0),
      ],
    ],
  );
}

/** Smallest distance between two lines less half the road, tried every few centimetres, on a sphere of its own. */
function trueDistance(road: Float64Array, water: Float64Array): number {
  const scaleY = 110_852.4;
  const phi = (31.2 * Math.PI) / 180;
  const scaleX = (6378137 / Math.sqrt(1 - 0.00669437999014 * Math.sin(phi) ** 2)) * Math.cos(phi) * (Math.PI / 180);
  const points = (line: Float64Array, spacing: number): Array<[number, number]> => {
    const out: Array<[number, number]> = [];
    for (let i = 0; i + 3 < line.length; i += 2) {
      const ax = (line[i] ?? 0) * scaleX;
      const ay = (line[i + 1] ?? 0) * scaleY;
      const bx = (line[i + 2] ?? 0) * scaleX;
      const by = (line[i + 3] ?? 0) * scaleY;
      const parts = Math.ceil(Math.hypot(bx - ax, by - ay) / spacing);
      for (let p = 0; p <= parts; p += 1) out.push([ax + ((bx - ax) * p) / parts, ay + ((by - ay) * p) / parts]);
    }
    return out;
  };
  const roadPoints = points(road, 0.25);
  let nearest = Number.POSITIVE_INFINITY;
  for (const [x, y] of points(water, 0.25)) {
    for (const [rx, ry] of roadPoints) nearest = Math.min(nearest, (x - rx) ** 2 + (y - ry) ** 2);
  }
  return Math.max(0, Math.sqrt(nearest) - half);
}
