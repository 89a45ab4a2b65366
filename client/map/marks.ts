import type { LayerDefinition, LayerId } from '../../data/layers/definition.ts';
import { layers } from '../../data/layers/index.ts';
import type { Severity } from '../../server/evacuation/types.ts';
import { styledLayer } from '../actions/look.ts';
import { hazardPicture, signPictures } from './pictures.ts';
import { symbolOf } from './symbols.ts';

/** A small drawing, the same on the map and in the legend. */
export interface Mark {
  readonly shape: Shape;
  readonly colour: string;
  readonly outline: string;
  readonly sizePixels: number;
  /** One character, or strokes on a 24 × 24 grid. */
  readonly glyph?: string;
  readonly picture?: string;
  /** Light body with a coloured edge: the lesser grades, told from the greater ones without colour. */
  readonly hollow?: boolean;
  /** A second ring: the greatest grade. */
  readonly ringed?: boolean;
}

type Shape = 'circle' | 'square' | 'house' | 'hexagon' | 'octagon' | 'triangle';

const pointShapes: Partial<Record<LayerId, Shape>> = { shelters: 'house', water_works: 'hexagon' };

const paper = '#ffffff';
const ink = '#26323a';

/** What colour means where it grades: greater grades are filled, the greatest is ringed, lesser ones are hollow. */
function emphasis(grade: string | undefined): Pick<Mark, 'hollow' | 'ringed'> {
  if (grade === 'major') return { ringed: true };
  return grade === 'general' || grade === 'low' ? { hollow: true } : {};
}

export function pointMark(layer: LayerDefinition, value: string | undefined): Mark {
  const symbol = symbolOf(layer, value);
  return {
    shape: pointShapes[layer.id] ?? 'circle',
    colour: symbol.colour,
    outline: symbol.outlineColour ?? paper,
    sizePixels: symbol.sizePixels,
    ...(symbol.glyph === undefined ? {} : { glyph: symbol.glyph }),
    ...(layer.style.by?.member === 'risk_grade' ? emphasis(value) : {}),
  };
}

/**
 * A hazard's kind as a picture, and as colour what the layer is told apart by: its grade, with emphasis, or another
 * member's value. Without a value: the kind on a neutral ground.
 */
export function hazardMark(kind: string, value: string | undefined, layer = layers.road_hazards): Mark {
  const picture = hazardPicture(kind);
  return {
    shape: 'square',
    colour: value === undefined ? ink : symbolOf(layer, value).colour,
    outline: paper,
    sizePixels: 17,
    ...(picture === undefined ? { glyph: '?' } : { picture }),
    ...(layer.style.by?.member === 'grade' ? emphasis(value) : {}),
  };
}

/** The body of several points as one, in the look of the gravest among them; their count is written on it. */
export function clusterMark(layer: LayerDefinition, gravest: string | undefined): Mark {
  const member = layer.tiles.clusters?.member;
  const { colour } = symbolOf(styledLayer(layer, { by: member }), gravest);
  return { shape: pointShapes[layer.id] ?? 'circle', colour, outline: paper, sizePixels: 22, ringed: true };
}

export const closureMark: Mark = {
  shape: 'circle',
  colour: '#c81e1e',
  outline: paper,
  sizePixels: 17,
  picture: signPictures.noEntry,
};

/** Findings differ by shape, sign and colour: an octagon stops, a circle asks, a triangle warns. */
export const findingStyles: Readonly<Record<Severity, { readonly colour: string; readonly mark: Mark }>> = {
  error: findingStyle('octagon', '#b4231a', signPictures.error),
  unknown: findingStyle('circle', '#6a35b8', signPictures.unknown),
  warning: findingStyle('triangle', '#b45f06', signPictures.warning),
};

export const passMark: Mark = {
  shape: 'square',
  colour: '#1d6b3c',
  outline: paper,
  sizePixels: 24,
  picture: signPictures.pass,
};

function findingStyle(shape: Shape, colour: string, picture: string): { colour: string; mark: Mark } {
  return { colour, mark: { shape, colour, outline: paper, sizePixels: 24, picture } };
}

/** Room around the body for its outline and the second ring, as a share of the size. */
const margin = 0.16;

/** An SVG document that draws the mark; `scale` for screens of higher density. */
export function markSvg(mark: Mark, scale = 1): string {
  const side = markSide(mark) * scale;
  const body = mark.hollow ? paper : mark.colour;
  const sign = mark.hollow ? mark.colour : paper;
  const edge = mark.hollow ? mark.colour : mark.outline;
  const edgeWidth = mark.hollow ? 2.4 : 1.8;
  const ring = mark.ringed ? outlineOf(mark.shape, 14.4, `fill="${mark.colour}"`) : '';
  const gap = mark.ringed ? outlineOf(mark.shape, 13, `fill="${mark.outline}"`) : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="-16 -16 32 32">` +
    ring +
    gap +
    outlineOf(mark.shape, 11.6, `fill="${body}" stroke="${edge}" stroke-width="${edgeWidth}" stroke-linejoin="round"`) +
    signOf(mark, sign) +
    '</svg>'
  );
}

/** Pixels of the side of the square image that holds the mark. */
export function markSide(mark: Mark): number {
  return Math.round(mark.sizePixels * (1 + 2 * margin));
}

export function markDataUrl(mark: Mark, scale = 1): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markSvg(mark, scale))}`;
}

function outlineOf(shape: Shape, radius: number, paint: string): string {
  if (shape === 'circle') return `<circle r="${radius}" ${paint}/>`;
  if (shape === 'square') {
    return `<rect x="${-radius}" y="${-radius}" width="${2 * radius}" height="${2 * radius}" rx="${radius / 3}" ${paint}/>`;
  }
  return `<polygon points="${corners[shape].map(([x, y]) => `${x * radius},${y * radius}`).join(' ')}" ${paint}/>`;
}

const corners: Readonly<Record<Exclude<Shape, 'circle' | 'square'>, readonly (readonly [number, number])[]>> = {
  house: [
    [0, -1.22],
    [1.08, -0.35],
    [1.08, 1],
    [-1.08, 1],
    [-1.08, -0.35],
  ],
  hexagon: regular(6, 1.12),
  octagon: regular(8, 1.1),
  triangle: [
    [0, -1.15],
    [1.2, 0.95],
    [-1.2, 0.95],
  ],
};

/** A flat-topped polygon. */
function regular(sides: number, radius: number): readonly (readonly [number, number])[] {
  return Array.from({ length: sides }, (_, index) => {
    const angle = ((index + 0.5) * 2 * Math.PI) / sides + Math.PI / 2;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
}

function signOf(mark: Mark, colour: string): string {
  const lower = mark.shape === 'triangle' ? 1.6 : mark.shape === 'house' ? 1.2 : 0;
  if (mark.picture !== undefined) {
    const size = mark.shape === 'triangle' ? 0.62 : 0.8;
    return (
      `<path transform="translate(0 ${lower}) scale(${size}) translate(-12 -12)" d="${mark.picture}" fill="none" ` +
      `stroke="${colour}" stroke-width="2.9" stroke-linecap="round" stroke-linejoin="round"/>`
    );
  }
  if (mark.glyph === undefined) return '';
  return (
    `<text y="${lower + 5.2}" text-anchor="middle" font-size="14.5" font-weight="700" fill="${colour}" ` +
    `font-family="'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif">${mark.glyph}</text>`
  );
}
