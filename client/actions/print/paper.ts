/** Lengths on paper are in millimetres throughout. */
export interface Paper {
  readonly size: PaperSize;
  readonly orientation: 'landscape' | 'portrait';
}

export type PaperSize = 'A4' | 'A3';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where things stand on the page. */
export interface PageLayout {
  readonly width: number;
  readonly height: number;
  readonly title: Rectangle;
  readonly map: Rectangle;
  readonly legend: Rectangle;
  readonly footer: Rectangle;
}

/** ISO 216, upright. */
const sheets: Readonly<Record<PaperSize, readonly [number, number]>> = { A4: [210, 297], A3: [297, 420] };
const margin = 10;
const gap = 3;
const titleHeight = 12;
const footerHeight = 9;
const legendWidth = 50;
const legendHeight = 48;

export function layoutOf({ size, orientation }: Paper): PageLayout {
  const [short, long] = sheets[size];
  const [width, height] = orientation === 'landscape' ? [long, short] : [short, long];
  const inner = { x: margin, width: width - 2 * margin };
  const top = margin + titleHeight + gap;
  const footer = { ...inner, y: height - margin - footerHeight, height: footerHeight };
  const room = footer.y - gap - top;
  const beside = orientation === 'landscape';
  const map = {
    x: margin,
    y: top,
    width: beside ? inner.width - legendWidth - gap : inner.width,
    height: beside ? room : room - legendHeight - gap,
  };
  const legend = beside
    ? { x: map.x + map.width + gap, y: top, width: legendWidth, height: room }
    : { x: margin, y: map.y + map.height + gap, width: inner.width, height: legendHeight };
  return { width, height, title: { ...inner, y: margin, height: titleHeight }, map, legend, footer };
}

/** CSS pixels of a millimetre: what is drawn for the screen is as large on paper. */
export const pixelsPerMillimetre = 96 / 25.4;

const equatorMetres = 2 * Math.PI * 6_378_137;
/** MapLibre's world is so wide at zoom 0. */
const worldPixels = 512;

/** The denominator of the scale at a latitude of Web Mercator, when a CSS pixel is 1/96 inch. */
export function scaleAt(zoom: number, latitude: number): number {
  const metresPerPixel = (equatorMetres * Math.cos((latitude * Math.PI) / 180)) / (worldPixels * 2 ** zoom);
  return metresPerPixel * pixelsPerMillimetre * 1000;
}

export function zoomFor(scale: number, latitude: number): number {
  return Math.log2(scaleAt(0, latitude) / scale);
}

/** Scales that people measure with. */
export const scales: readonly number[] = [
  500, 1000, 2000, 2500, 5000, 7500, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 75_000, 80_000,
  100_000, 120_000, 150_000, 200_000, 250_000, 300_000, 400_000, 500_000, 750_000, 1_000_000, 2_000_000, 5_000_000,
  10_000_000,
];

/**
 * The largest usual scale at which all that is seen on the screen is on the paper.
 *
 * @param seen of the map on the screen, in CSS pixels
 */
export function scaleToFit(
  view: { readonly zoom: number; readonly latitude: number },
  seen: { readonly width: number; readonly height: number },
  frame: Rectangle,
): number {
  const shrink = Math.max(
    seen.width / (frame.width * pixelsPerMillimetre),
    seen.height / (frame.height * pixelsPerMillimetre),
  );
  const exact = scaleAt(view.zoom, view.latitude) * shrink;
  return scales.find((scale) => scale >= exact * 0.999) ?? scales.at(-1) ?? exact;
}

export interface ScaleBar {
  /** On the ground. */
  readonly metres: number;
  /** On paper. */
  readonly millimetres: number;
}

/** A round length that is at most so long on paper: 1, 2 or 5 and zeros. */
export function scaleBar(scale: number, mostMillimetres: number): ScaleBar {
  const most = (mostMillimetres / 1000) * scale;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((factor) => factor * power <= most) ?? 1) * power;
  return { metres, millimetres: (metres / scale) * 1000 };
}
