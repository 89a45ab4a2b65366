import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ProfileSample } from '../../../server/elevation/profile.ts';
import { type Band, lanes, voids } from '../../actions/profile/profile.ts';
import {
  heightsBySteepness,
  type Steepness,
  type SteepnessLimits,
  steepnesses,
} from '../../actions/profile/steepness.ts';

/** A hazard or a finding as the chart draws it. */
export interface ChartBand extends Band {
  readonly id: string;
  /** Short, for the chart itself. */
  readonly title: string;
  readonly words: string;
  readonly colour: string;
  readonly dashed: boolean;
  readonly strong: boolean;
}

/** Steeper is darker and wider, so that the grades are told apart in grey print too. */
export const steepnessLooks: Readonly<Record<Steepness, { readonly colour: string; readonly widthPixels: number }>> = {
  gentle: { colour: '#5f8f7a', widthPixels: 2 },
  steep: { colour: '#d07c00', widthPixels: 3.5 },
  verySteep: { colour: '#9c1420', widthPixels: 5 },
  unknown: { colour: '#7b8790', widthPixels: 2 },
};

export interface ChartContent {
  readonly samples: readonly ProfileSample[];
  readonly limits: SteepnessLimits;
  readonly bands: readonly ChartBand[];
  readonly heightAxis: string;
  readonly unknownHere: string;
  readonly chainage: (metres: number) => string;
  /** Chainage of the line's start. */
  readonly startsAtMetres: number;
  readonly onPointed: (index: number | undefined) => void;
}

const laneCssPixels = 15;
const font = '11px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const ink = '#55636a';
/** A road that is level must not look like a mountain. */
const leastSpanMetres = 20;

/** Draws the profile into the element, as large as it is. */
export function drawChart(element: HTMLElement, content: ChartContent): uPlot {
  const { samples, limits, bands, chainage } = content;
  const byClass = heightsBySteepness(samples, limits);
  const laneOf = lanes(bands);
  const laneCount = bands.length === 0 ? 0 : Math.max(...laneOf) + 1;
  const size = { width: element.clientWidth, height: element.clientHeight };
  const options: uPlot.Options = {
    ...size,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: (_, min, max) => [min, max] },
      y: {
        range: (_, min, max) => heightRange(min, max, (laneCount * laneCssPixels) / Math.max(60, size.height - 40)),
      },
    },
    axes: [
      {
        stroke: ink,
        font,
        size: 24,
        grid: { stroke: '#e2e0d8', width: 1 },
        ticks: { show: false },
        space: 74,
        splits: (_, __, min, max, step) => roundPlaces(min, max, step, content.startsAtMetres),
        values: (_, splits) => splits.map(chainage),
      },
      {
        stroke: ink,
        font,
        size: 48,
        label: content.heightAxis,
        labelFont: font,
        labelSize: 16,
        grid: { stroke: '#e2e0d8', width: 1 },
        ticks: { show: false },
        space: 26,
      },
    ],
    series: [
      {},
      ...steepnesses.map((name) => ({
        stroke: steepnessLooks[name].colour,
        width: steepnessLooks[name].widthPixels,
        fill: `${steepnessLooks[name].colour}1f`,
        spanGaps: false,
        points: { show: false },
        ...(name === 'unknown' ? { dash: [4, 4] } : {}),
      })),
    ],
    hooks: {
      drawAxes: [(chart) => drawVoids(chart, voids(samples), content.unknownHere)],
      draw: [(chart) => drawBands(chart, bands, laneOf)],
      setCursor: [({ cursor }) => content.onPointed(cursor.idx ?? undefined)],
    },
  };
  const data = [samples.map(({ at_m: at }) => at), ...steepnesses.map((name) => byClass[name])] as uPlot.AlignedData;
  return new uPlot(options, data, element);
}

/** Where the chainage is a whole number of steps; along a line it rises as the line's own length does, or nearly. */
function roundPlaces(min: number, max: number, step: number, start: number): number[] {
  const places: number[] = [];
  for (let place = Math.ceil((min + start) / step) * step; place <= max + start; place += step)
    places.push(place - start);
  return places;
}

/** @param share of the height that the lanes below the line take */
function heightRange(min: number | null, max: number | null, share: number): [number, number] {
  if (min === null || max === null) return [0, 100];
  const middle = (min + max) / 2;
  const span = Math.max(max - min, leastSpanMetres) * 1.12;
  const low = middle - span / 2;
  return [low - (span * share) / Math.max(0.2, 1 - share), middle + span / 2];
}

/** Hatched from top to bottom: nothing is drawn through where no height is known. */
function drawVoids(chart: uPlot, holes: readonly Band[], words: string): void {
  const { ctx, bbox } = chart;
  for (const { fromMetres, toMetres } of holes) {
    const left = chart.valToPos(fromMetres, 'x', true);
    const width = Math.max(2, chart.valToPos(toMetres, 'x', true) - left);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, width, bbox.height);
    ctx.clip();
    ctx.fillStyle = '#efedf3';
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.strokeStyle = '#b9b0cc';
    ctx.lineWidth = uPlot.pxRatio;
    const step = 8 * uPlot.pxRatio;
    ctx.beginPath();
    for (let x = left - bbox.height; x < left + width; x += step) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    writeWithin(ctx, words, left, width, bbox.top + 12 * uPlot.pxRatio, '#4a3d68');
    ctx.restore();
  }
}

function drawBands(chart: uPlot, bands: readonly ChartBand[], laneOf: readonly number[]): void {
  const { ctx, bbox } = chart;
  const lane = laneCssPixels * uPlot.pxRatio;
  for (const [index, { fromMetres, toMetres, colour, dashed, strong, title }] of bands.entries()) {
    const left = Math.max(bbox.left, chart.valToPos(fromMetres, 'x', true));
    const right = Math.min(bbox.left + bbox.width, chart.valToPos(toMetres, 'x', true));
    const width = Math.max(3 * uPlot.pxRatio, right - left);
    const top = bbox.top + bbox.height - ((laneOf[index] ?? 0) + 1) * lane;
    ctx.save();
    ctx.globalAlpha = strong ? 0.16 : 0.07;
    ctx.fillStyle = colour;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(left, top + 2 * uPlot.pxRatio, width, lane - 3 * uPlot.pxRatio);
    if (dashed || strong) {
      ctx.strokeStyle = strong ? '#111111' : '#ffffff';
      ctx.setLineDash(dashed ? [3 * uPlot.pxRatio, 3 * uPlot.pxRatio] : []);
      ctx.lineWidth = 1.5 * uPlot.pxRatio;
      ctx.strokeRect(left, top + 2 * uPlot.pxRatio, width, lane - 3 * uPlot.pxRatio);
    }
    writeWithin(ctx, title, left, width, top + lane / 2 + uPlot.pxRatio, '#ffffff');
    ctx.restore();
  }
}

/** Words in the middle of a width, or none where they do not fit. */
function writeWithin(
  ctx: CanvasRenderingContext2D,
  words: string,
  left: number,
  width: number,
  y: number,
  colour: string,
) {
  ctx.font = font.replace('11px', `${11 * uPlot.pxRatio}px`);
  if (ctx.measureText(words).width + 6 * uPlot.pxRatio > width) return;
  ctx.fillStyle = colour;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(words, left + width / 2, y);
}
