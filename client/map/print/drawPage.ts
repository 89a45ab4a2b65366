import type { Text } from '../../../data/text.ts';
import type { Looks } from '../../actions/look.ts';
import { metres } from '../../actions/measures.ts';
import { wrapText } from '../../actions/print/conditions.ts';
import { layoutOf, type Paper, type Rectangle, scaleBar } from '../../actions/print/paper.ts';
import type { Wording } from '../../i18n/language.ts';
import { drawLegend, legendLines } from './legend.ts';
import type { PaperMap } from './paperMap.ts';

/** What the page says beside the map. */
export interface PageContent {
  readonly paper: Paper;
  readonly dotsPerInch: number;
  readonly scale: number;
  readonly bearing: number;
  readonly title: string;
  readonly bureau: string;
  readonly source: string;
  readonly date: string;
  readonly legendHeading: string;
  readonly scaleNote: string;
  readonly north: Text;
  readonly looks: Looks;
  /** Why the map shows less than there is; empty where it shows all. */
  readonly conditions: readonly string[];
  /** Said before the conditions, and after them where they are too long for the page. */
  readonly conditionsHeading: string;
  readonly conditionsCut: string;
  /** Said where part of the relief or the contours could not be fetched. */
  readonly groundMissing: string;
}

const ink = '#1e2a30';
const soft = '#55636a';
const warning = '#8a1f11';
/** From one line of the conditions to the next. */
const conditionStep = 4.6;
const paperWhite = '#ffffff';
const fonts = `system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif`;

function font(millimetres: number, weight = 400): string {
  return `${weight} ${millimetres}px ${fonts}`;
}

/** The whole page as a picture; everything is set in millimetres. Text is drawn with the fonts of the device, Chinese among them. */
export async function drawPage(map: PaperMap, content: PageContent, wording: Wording): Promise<HTMLCanvasElement> {
  const { paper, dotsPerInch, title, scale } = content;
  const layout = layoutOf(paper);
  const canvas = document.createElement('canvas');
  const pixels = dotsPerInch / 25.4;
  canvas.width = Math.round(layout.width * pixels);
  canvas.height = Math.round(layout.height * pixels);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no canvas of this size');
  context.scale(pixels, pixels);
  context.fillStyle = paperWhite;
  context.fillRect(0, 0, layout.width, layout.height);

  context.fillStyle = ink;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = font(7.5, 650);
  const middle = layout.title.x + layout.title.width / 2;
  context.fillText(title, middle, layout.title.y + layout.title.height / 2, layout.title.width);

  const frame = layout.map;
  context.drawImage(map.canvas, frame.x, frame.y, frame.width, frame.height);
  const conditions = [...content.conditions, ...(map.lacksGround ? [content.groundMissing] : [])];
  const below = drawConditions(context, frame, { ...content, conditions });
  drawNorth(context, below, content, wording);
  drawScale(context, frame, content, wording);
  outline(context, frame);

  const legendStyle = { heading: content.legendHeading, say: wording.say, font };
  await drawLegend(context, layout.legend, legendLines(map.seen, content.looks), legendStyle);
  drawFooter(context, layout.footer, content, map.attributions, scaleText(scale));
  return canvas;
}

/**
 * Above the map, in a strip of its own that takes its place from it: what cannot be seen here may still be there.
 *
 * @returns what is left of the frame
 */
function drawConditions(
  context: CanvasRenderingContext2D,
  frame: Rectangle,
  { conditions, conditionsHeading, conditionsCut }: PageContent,
): Rectangle {
  if (conditions.length === 0) return frame;
  context.font = font(3.2, 650);
  const measure = (text: string) => context.measureText(text).width;
  const said = [conditionsHeading, ...conditions];
  const wrapped = said.flatMap((line) => wrapText(line, frame.width - 6, measure));
  const most = Math.floor(frame.height / 2 / conditionStep) - 1;
  const lines = wrapped.length > most ? [...wrapped.slice(0, most - 1), conditionsCut] : wrapped;
  const height = lines.length * conditionStep + 2;
  const strip = { ...frame, height };
  context.fillStyle = paperWhite;
  context.fillRect(strip.x, strip.y, strip.width, strip.height);
  outline(context, strip);
  context.fillStyle = warning;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const [index, line] of lines.entries())
    context.fillText(line, frame.x + 3, frame.y + 1 + (index + 0.5) * conditionStep, frame.width - 6);
  return { ...frame, y: frame.y + height, height: frame.height - height };
}

function outline(context: CanvasRenderingContext2D, { x, y, width, height }: Rectangle): void {
  context.strokeStyle = ink;
  context.lineWidth = 0.35;
  context.setLineDash([]);
  context.strokeRect(x, y, width, height);
}

/** Points to the north, whichever way the map is turned. */
function drawNorth(
  context: CanvasRenderingContext2D,
  frame: Rectangle,
  { bearing, north }: PageContent,
  { say }: Wording,
): void {
  context.save();
  context.translate(frame.x + frame.width - 11, frame.y + 12);
  context.fillStyle = 'rgb(255 255 255 / 85%)';
  context.beginPath();
  context.arc(0, 0, 8.5, 0, 2 * Math.PI);
  context.fill();
  context.rotate((-bearing * Math.PI) / 180);
  context.strokeStyle = ink;
  context.lineWidth = 0.3;
  for (const side of [-1, 1]) {
    context.beginPath();
    context.moveTo(0, -4);
    context.lineTo(side * 2.4, 6);
    context.lineTo(0, 4);
    context.closePath();
    context.fillStyle = side === -1 ? ink : paperWhite;
    context.fill();
    context.stroke();
  }
  context.fillStyle = ink;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.font = font(3.2, 650);
  context.fillText(say(north), 0, -4.8);
  context.restore();
}

/** Four fields, every other one filled, and what they measure. */
function drawScale(
  context: CanvasRenderingContext2D,
  frame: Rectangle,
  { scale, scaleNote }: PageContent,
  wording: Wording,
): void {
  const bar = scaleBar(scale, Math.min(60, frame.width / 3));
  const [x, y] = [frame.x + 7, frame.y + frame.height - 6];
  context.save();
  context.fillStyle = 'rgb(255 255 255 / 85%)';
  context.fillRect(frame.x + 2, y - 11, bar.millimetres + 18, 15);
  const part = bar.millimetres / 4;
  context.strokeStyle = ink;
  context.lineWidth = 0.25;
  for (const index of [0, 1, 2, 3]) {
    context.fillStyle = index % 2 === 0 ? ink : paperWhite;
    context.fillRect(x + index * part, y - 0.5, part, 1.6);
    context.strokeRect(x + index * part, y - 0.5, part, 1.6);
  }
  context.fillStyle = ink;
  context.textBaseline = 'alphabetic';
  context.font = font(2.8);
  context.textAlign = 'center';
  context.fillText('0', x, y - 1.6);
  context.fillText(metres(bar.metres / 2, wording), x + bar.millimetres / 2, y - 1.6);
  context.fillText(metres(bar.metres, wording), x + bar.millimetres, y - 1.6);
  context.textAlign = 'left';
  context.font = font(3.4, 650);
  context.fillText(`${scaleNote} ${scaleText(scale)}`, x - 2, y - 6);
  context.restore();
}

function drawFooter(
  context: CanvasRenderingContext2D,
  box: Rectangle,
  { bureau, source, date }: PageContent,
  attributions: readonly string[],
  scale: string,
): void {
  context.fillStyle = soft;
  context.textBaseline = 'middle';
  context.font = font(3);
  context.textAlign = 'left';
  const said = [source, ...attributions].filter(Boolean).join(' · ');
  context.fillText(said, box.x, box.y + box.height / 2, box.width * 0.62);
  context.textAlign = 'right';
  const right = [bureau, date, scale].filter(Boolean).join('  ');
  context.fillText(right, box.x + box.width, box.y + box.height / 2, box.width * 0.36);
}

/** As maps write it: 1:25 000. */
export function scaleText(scale: number): string {
  return `1:${String(Math.round(scale)).replace(/\B(?=(\d{3})+$)/g, '\u2009')}`;
}
