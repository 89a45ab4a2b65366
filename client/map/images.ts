import type { Map as MapLibreMap } from 'maplibre-gl';
import { isLayerId, layers } from '../../data/layers/index.ts';
import { styledLayer } from '../actions/look.ts';
import {
  closureMark,
  clusterMark,
  findingStyles,
  hazardMark,
  type Mark,
  markDataUrl,
  markSide,
  pointMark,
} from './marks.ts';
import { symbolOf } from './symbols.ts';
import { isWarningSign, warningMarks } from './warningMarks.ts';

/** Images of at least this density, so that marks stay sharp when the page is zoomed. */
const leastPixelRatio = 2;

interface Drawing {
  readonly svgUrl: (scale: number) => string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** The part of a shield that may grow with its text, in pixels: left, top, right, bottom. */
  readonly stretch?: readonly [number, number, number, number];
}

/** Draws the images that the style names, when it first needs them. */
export function drawImagesOnDemand(map: MapLibreMap): void {
  map.setMissingStyleImageResolver(async (id) => {
    const drawing = drawingOf(id);
    if (!drawing) return;
    const ratio = Math.max(leastPixelRatio, Math.ceil(window.devicePixelRatio));
    const image = new Image(drawing.widthPixels * ratio, drawing.heightPixels * ratio);
    image.src = drawing.svgUrl(ratio);
    await image.decode();
    if (map.hasImage(id)) return;
    const [left, top, right, bottom] = (drawing.stretch ?? [0, 0, 0, 0]).map((pixels) => pixels * ratio) as [
      number,
      number,
      number,
      number,
    ];
    map.addImage(id, image, {
      pixelRatio: ratio,
      ...(drawing.stretch
        ? { stretchX: [[left, right]], stretchY: [[top, bottom]], content: [left, top, right, bottom] }
        : {}),
    });
  });
}

/** The ids are `<kind>:<values>`; `style.ts` builds the same ids. Undefined for an id that is not ours. */
function drawingOf(id: string): Drawing | undefined {
  const [kind, first = '', second = '', third = ''] = id.split(':');
  const valueOrNone = (value: string) => (value === '' ? undefined : value);
  switch (kind) {
    case 'point':
      return isLayerId(first)
        ? ofMark(pointMark(styledLayer(layers[first], { by: second }), valueOrNone(third)))
        : undefined;
    case 'cluster':
      return isLayerId(first) ? ofMark(clusterMark(layers[first], valueOrNone(second))) : undefined;
    case 'hazard':
      return ofMark(hazardMark(second, valueOrNone(third), styledLayer(layers.road_hazards, { by: first })));
    case 'closure':
      return ofMark(closureMark);
    case 'finding':
      return first === 'error' || first === 'unknown' || first === 'warning'
        ? ofMark(findingStyles[first].mark)
        : undefined;
    case 'warning':
      return isWarningSign(first) ? ofMark(warningMarks[first]) : undefined;
    case 'arrow':
      return arrow(first);
    case 'shield':
      return shield(first);
    default:
      return undefined;
  }
}

function ofMark(mark: Mark): Drawing {
  const side = markSide(mark);
  return { svgUrl: (scale) => markDataUrl(mark, scale), widthPixels: side, heightPixels: side };
}

/** A chevron that points along the line. */
function arrow(colour: string): Drawing {
  const size = 12;
  return svg(
    size,
    size,
    `<path d="M4 2.5 8 6 4 9.5" fill="none" stroke="#${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
  );
}

/** The plate behind a road number, in the colours of the road's class. */
function shield(roadClass: string): Drawing {
  const { colour, outlineColour } = symbolOf(layers.roads, roadClass);
  const edge = outlineColour ?? '#8f8a80';
  return {
    ...svg(
      22,
      14,
      `<rect x="0.6" y="0.6" width="20.8" height="12.8" rx="3" fill="${colour}" stroke="${edge}" stroke-width="1.2"/>`,
    ),
    stretch: [4, 3, 18, 11],
  };
}

function svg(widthPixels: number, heightPixels: number, content: string): Drawing {
  return {
    svgUrl: (scale) =>
      `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPixels * scale}" height="${heightPixels * scale}" viewBox="0 0 ${widthPixels} ${heightPixels}">${content}</svg>`,
      )}`,
    widthPixels,
    heightPixels,
  };
}
