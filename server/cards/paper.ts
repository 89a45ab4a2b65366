/** A card is laid out on A5; A4 is the same, larger by the root of two. */
export const paperSizes = ['a5', 'a4'] as const;
export type PaperSize = (typeof paperSizes)[number];

export const a5 = { widthMm: 148, heightMm: 210, marginMm: 10 } as const;

export function scaleOf(size: PaperSize): number {
  return size === 'a4' ? Math.SQRT2 : 1;
}
