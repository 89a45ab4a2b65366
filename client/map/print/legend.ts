import { hazardCodes } from '../../../data/layers/codes.ts';
import type { LayerDefinition, Symbol as LayerSymbol } from '../../../data/layers/definition.ts';
import { layerList } from '../../../data/layers/index.ts';
import { type Text, text } from '../../../data/text.ts';
import { type Looks, lookOf, styledLayer } from '../../actions/look.ts';
import type { Rectangle } from '../../actions/print/paper.ts';
import { warningSigns } from '../../actions/warned.ts';
import { clusterMark, hazardMark, type Mark, markDataUrl, markSide, pointMark } from '../marks.ts';
import { legendEntries } from '../symbols.ts';
import { signTitles, warningMarks } from '../warningMarks.ts';
import type { Seen } from './paperMap.ts';

/** A line of the legend: a heading without a sample, or a sample with its meaning. */
export interface LegendLine {
  readonly title: Text;
  readonly sample?: Sample;
}

type Sample =
  /** `count` is written on the mark. */
  | { readonly kind: 'mark'; readonly mark: Mark; readonly count?: string }
  | { readonly kind: 'line' | 'area'; readonly symbol: LayerSymbol };

/** What is to be seen on the map, and nothing else, in the order of the layers and as they are drawn. */
export function legendLines(seen: Seen, looks: Looks): readonly LegendLine[] {
  const ofLayers = layerList.flatMap((definition): LegendLine[] => {
    const layer = styledLayer(definition, lookOf(looks, definition.id));
    const values = seen.values.get(layer.id);
    if (!values) return [];
    const entries = legendEntries(layer).filter(({ value }) => value === undefined || values.has(value));
    const lines = entries.map(
      ({ value, title, symbol }): LegendLine => ({ title, sample: sampleOf(layer, value, symbol) }),
    );
    const kinds = layer.id === 'road_hazards' ? hazardLines(seen) : [];
    const [only] = lines;
    if (lines.length === 1 && kinds.length === 0 && only?.sample) return [{ title: layer.title, sample: only.sample }];
    return lines.length + kinds.length === 0 ? [] : [{ title: layer.title }, ...lines, ...kinds];
  });
  return [...ofLayers, ...clusterLines(seen), ...warningLines(seen)];
}

function warningLines({ warnings }: Seen): readonly LegendLine[] {
  const lines = warningSigns
    .filter((sign) => warnings.has(sign))
    .map((sign): LegendLine => ({ title: signTitles[sign], sample: { kind: 'mark', mark: warningMarks[sign] } }));
  return lines.length > 0 ? [{ title: text('山洪预警状态', 'Flood warnings') }, ...lines] : [];
}

/** Points drawn as one: without a word, a number on a mark could be anything. */
function clusterLines({ clusters }: Seen): readonly LegendLine[] {
  const merged = layerList.filter(({ id }) => clusters.has(id));
  if (merged.length === 0) return [];
  return [
    { title: text('合并的点：数字为点数', 'Merged: number of points') },
    { title: text('颜色取其中最危险者', 'Colour: the gravest one') },
    ...merged.map((layer): LegendLine => {
      const gravest = layer.tiles.clusters?.gravestFirst[0] ?? undefined;
      return { title: layer.title, sample: { kind: 'mark', mark: clusterMark(layer, gravest), count: '3' } };
    }),
  ];
}

function hazardLines({ hazardKinds }: Seen): readonly LegendLine[] {
  return hazardCodes
    .filter(({ value }) => hazardKinds.has(value))
    .map(({ value, title }) => ({ title, sample: { kind: 'mark', mark: hazardMark(value, undefined) } }));
}

function sampleOf(layer: LayerDefinition, value: string | undefined, symbol: LayerSymbol): Sample {
  if (layer.geometry === 'Point') return { kind: 'mark', mark: pointMark(layer, value) };
  return { kind: layer.geometry === 'MultiPolygon' ? 'area' : 'line', symbol };
}

interface LegendStyle {
  readonly heading: string;
  readonly say: (text: Text) => string;
  readonly font: (millimetres: number, weight?: number) => string;
}

const ink = '#1e2a30';
const columnWidth = 44;
const sampleWidth = 9;

/** Draws the legend into its place; a long one is set smaller until it fits. */
export async function drawLegend(
  context: CanvasRenderingContext2D,
  box: Rectangle,
  lines: readonly LegendLine[],
  { heading, say, font }: LegendStyle,
): Promise<void> {
  const columns = Math.max(1, Math.floor(box.width / columnWidth));
  const top = box.y + 8;
  const room = box.height - 10;
  const size = Math.min(1, (room * columns) / Math.max(1, (lines.length + columns) * 5.2));
  const step = 5.2 * size;
  const perColumn = Math.max(1, Math.floor(room / step));
  context.fillStyle = ink;
  context.font = font(4, 650);
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(heading, box.x, box.y + 4.5);
  for (const [index, line] of lines.entries()) {
    const x = box.x + Math.floor(index / perColumn) * (box.width / columns);
    const y = top + (index % perColumn) * step + step / 2;
    if (line.sample) await drawSample(context, line.sample, { x, y, size, font });
    context.fillStyle = ink;
    context.textBaseline = 'middle';
    context.font = font((line.sample ? 3.1 : 3.3) * size, line.sample ? 400 : 650);
    const indent = line.sample ? (sampleWidth + 1.5) * size : 0;
    context.fillText(say(line.title), x + indent, y, box.width / columns - indent - 1);
  }
}

async function drawSample(
  context: CanvasRenderingContext2D,
  sample: Sample,
  { x, y, size, font }: { readonly x: number; readonly y: number; readonly size: number } & Pick<LegendStyle, 'font'>,
): Promise<void> {
  const width = sampleWidth * size;
  const pixel = 0.22 * size;
  context.save();
  if (sample.kind === 'mark') {
    const side = Math.min(4.6, markSide(sample.mark) * 0.2) * size;
    const image = new Image();
    image.src = markDataUrl(sample.mark, 6);
    await image.decode();
    context.drawImage(image, x + (width - side) / 2, y - side / 2, side, side);
    if (sample.count !== undefined) {
      context.fillStyle = '#ffffff';
      context.font = font(2.4 * size, 650);
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(sample.count, x + width / 2, y);
    }
  } else if (sample.kind === 'line') {
    const { symbol } = sample;
    const thick = Math.max(1.2, Math.min(symbol.sizePixels, 8)) * pixel;
    const stroke = (colour: string, lineWidth: number, dash: readonly number[]) => {
      context.strokeStyle = colour;
      context.lineWidth = lineWidth;
      context.setLineDash([...dash]);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + width, y);
      context.stroke();
    };
    if (symbol.outlineColour && symbol.sizePixels >= 2) stroke(symbol.outlineColour, thick + 2 * pixel, []);
    stroke(
      symbol.colour,
      thick,
      (symbol.dash ?? []).map((part) => part * thick),
    );
  } else {
    const { symbol } = sample;
    context.fillStyle = symbol.colour;
    context.globalAlpha = symbol.fillOpacity ?? 1;
    context.fillRect(x, y - 1.7 * size, width, 3.4 * size);
    context.globalAlpha = 1;
    context.strokeStyle = symbol.outlineColour ?? symbol.colour;
    context.lineWidth = Math.max(1, symbol.sizePixels) * pixel;
    context.setLineDash((symbol.dash ?? []).map((part) => part * 1.4 * pixel));
    context.strokeRect(x, y - 1.7 * size, width, 3.4 * size);
  }
  context.restore();
}
