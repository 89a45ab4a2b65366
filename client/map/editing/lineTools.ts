import type { Position } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { layers } from '../../../data/layers/index.ts';
import { type Text, text } from '../../../data/text.ts';
import { nearestPlace, partBetween, positionAt } from '../../actions/editing/along.ts';
import type { Content } from '../../actions/editing/content.ts';
import { carriedByMerge, type Dependant } from '../../actions/editing/dependants.ts';
import { chainageAt, cutAlong, lineOf, merge, split } from '../../actions/editing/lines.ts';
import { chainage } from '../../actions/measures.ts';
import { undecidedBecause } from '../../state/carrying.ts';
import { editStore, type Tool, updateEdit } from '../../state/edit.ts';
import { addFeature, current, layerOf, mergeInto, takeTool } from '../../state/editSession.ts';
import { offerToCarry } from './carry.ts';
import type { Hint } from './editOverlay.ts';
import { splitAndOffer } from './runOperation.ts';
import { contentsAtHand } from './targets.ts';

/** A click this near to a line means it: wide enough for a finger. */
const reachPixels = 22;

type CutTool = Extract<Tool, { kind: 'cut' }>;
type LineTool = Extract<Tool, { kind: 'split' | 'merge' }>;

const roads = layers.roads;

/** What one click does with a tool for lines; says why where it does nothing. */
export function clickWithLineTool(map: MapLibreMap, at: Position): void {
  const { tool } = editStore.get();
  const reason = tool.kind === 'cut' ? cutClick(map, tool, at) : lineClick(map, tool, at);
  if (reason) updateEdit({ notice: reason });
}

function cutClick(map: MapLibreMap, tool: CutTool, at: Position): Text | undefined {
  const found = roadUnder(map, tool, at);
  if (!found) return text('请单击公路', 'Click on a road');
  const { key, road, alongMetres } = found;
  if (tool.fromMetres === undefined) {
    takeTool({ ...tool, road: key, fromMetres: alongMetres });
    return undefined;
  }
  return cutStretch(tool.layer, road, tool.fromMetres, alongMetres);
}

/** Makes a feature of a stretch of road. @returns why not, where it cannot be */
export function cutStretch(
  layer: CutTool['layer'],
  road: Content,
  fromMetres: number,
  toMetres: number,
): Text | undefined {
  const cut = cutAlong(roads, road, fromMetres, toMetres);
  if (!cut.ok) return cut.reason;
  const state = layer === 'road_hazards' ? { state: 'found' } : {};
  addFeature(layer, { ...cut.value, properties: { ...cut.value.properties, ...state } });
  return undefined;
}

function lineClick(map: MapLibreMap, tool: Tool, at: Position): Text | undefined {
  if (tool.kind !== 'split' && tool.kind !== 'merge') return undefined;
  const content = current(tool.key);
  if (!content) return undefined;
  const undecided = layerOf(tool.key) === 'roads' ? undecidedBecause() : undefined;
  if (undecided) return undecided;
  return tool.kind === 'split' ? splitClick(map, tool, content, at) : mergeClick(map, tool, content, at);
}

function splitClick(map: MapLibreMap, { key }: LineTool, content: Content, at: Position): Text | undefined {
  const line = lineOf(content);
  if (!line || pixelsBetween(map, nearestPlace(line.coordinates, at).position, at) > reachPixels) {
    return text('请单击这条线', 'Click on the line itself');
  }
  const outcome = split(layers[layerOf(key)], content, at);
  if (!outcome.ok) return outcome.reason;
  splitAndOffer(key, content, outcome.value);
  return undefined;
}

function mergeClick(map: MapLibreMap, { key }: LineTool, content: Content, at: Position): Text | undefined {
  const layer = layerOf(key);
  const other = nearestLine(map, contentsAtHand(layer), at, key);
  if (!other) return text('请单击要合并的另一条线', 'Click the other line');
  const outcome = merge(layers[layer], content, other.content);
  if (!outcome.ok) return outcome.reason;
  keepOriginal(other.key, other.content);
  mergeInto(key, other.key, outcome.value);
  if (layer !== 'roads') return undefined;
  const { code } = outcome.value.properties;
  const gone = other.content.properties.code;
  // Where the first had no code the joined section takes that of the second, and what names it still does.
  if (typeof code === 'string' && code !== gone) {
    const carry = (dependants: readonly Dependant[]) => carriedByMerge(other.content, outcome.value, code, dependants);
    void offerToCarry({ road: key, code: gone, carry });
  }
  return undefined;
}

/** A feature that is deleted without ever having been opened: the session must know what the service holds. */
function keepOriginal(key: string, content: Content): void {
  if (!('version' in content) || !('id' in content)) return;
  const { id, version } = content;
  if (typeof id !== 'number' || typeof version !== 'number') return;
  editStore.set((state) => ({
    ...state,
    originals: new Map(state.originals).set(key, { ...content, id, version }),
  }));
}

/** What is drawn while the pointer moves with a tool in hand. */
export function hintsOf(map: MapLibreMap, tool: Tool, at: Position): readonly Hint[] {
  switch (tool.kind) {
    case 'cut':
      return cutHints(map, tool, at);
    case 'split': {
      const content = current(tool.key);
      const line = content && lineOf(content);
      const position = line && nearestPlace(line.coordinates, at).position;
      const isNear = position && pixelsBetween(map, position, at) <= reachPixels;
      return isNear ? [{ kind: 'place', geometry: { type: 'Point', coordinates: position } }] : [];
    }
    case 'merge': {
      const other = nearestLine(map, contentsAtHand(layerOf(tool.key)), at, tool.key);
      return other ? [{ kind: 'stretch', geometry: other.content.geometry }] : [];
    }
    default:
      return [];
  }
}

/** The stretch as far as it goes, with the chainage of both its ends. */
function cutHints(map: MapLibreMap, tool: CutTool, at: Position): readonly Hint[] {
  const found = roadUnder(map, tool, at);
  if (!found) return [];
  const { road, alongMetres } = found;
  const line = lineOf(road)?.coordinates ?? [];
  const place = (metres: number): Hint => {
    const measured = chainageAt(roads, road, metres);
    return {
      kind: 'place',
      geometry: { type: 'Point', coordinates: positionAt(line, metres) },
      label: measured === undefined ? undefined : chainage(measured),
    };
  };
  if (tool.fromMetres === undefined) return [place(alongMetres)];
  const coordinates = partBetween(line, tool.fromMetres, alongMetres);
  const stretch: Hint[] =
    coordinates.length > 1 ? [{ kind: 'stretch', geometry: { type: 'LineString', coordinates } }] : [];
  return [...stretch, place(tool.fromMetres), place(alongMetres)];
}

function roadUnder(map: MapLibreMap, tool: CutTool, at: Position) {
  const fixed = tool.road === '' ? undefined : (contentsAtHand('roads').get(tool.road) ?? current(tool.road));
  const found = fixed
    ? nearestLine(map, new Map([[tool.road, fixed]]), at)
    : nearestLine(map, contentsAtHand('roads'), at);
  if (!found) return undefined;
  const line = lineOf(found.content);
  return line && { key: found.key, road: found.content, alongMetres: nearestPlace(line.coordinates, at).alongMetres };
}

function nearestLine(map: MapLibreMap, among: ReadonlyMap<string, Content>, at: Position, without?: string) {
  let best: { key: string; content: Content; pixels: number } | undefined;
  for (const [key, content] of among) {
    const line = lineOf(content);
    if (!line || key === without) continue;
    const pixels = pixelsBetween(map, nearestPlace(line.coordinates, at).position, at);
    if (pixels <= reachPixels && pixels < (best?.pixels ?? Number.POSITIVE_INFINITY)) best = { key, content, pixels };
  }
  return best;
}

function pixelsBetween(map: MapLibreMap, [ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position): number {
  return map.project([ax, ay]).dist(map.project([bx, by]));
}
