import { pdfOfPicture, pngWithDensity } from '../../actions/print/files.ts';
import { layoutOf } from '../../actions/print/paper.ts';
import type { PageContent } from '../../map/print/drawPage.ts';

export type PageFormat = 'png' | 'pdf';

/** A name that every system takes, from the title that a person has written. */
export function pageFileName({ title, paper }: PageContent, format: PageFormat): string {
  return `${title.replace(/[\\/:*?"<>|]/g, ' ')}-${paper.size}.${format}`;
}

/** The drawn page as a file of its size on paper. @throws Error where the browser cannot encode it */
export async function pageFile(
  canvas: HTMLCanvasElement,
  { paper, title }: PageContent,
  dotsPerInch: number,
  format: PageFormat,
): Promise<Blob> {
  const type = format === 'png' ? 'image/png' : 'image/jpeg';
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, type, 0.94);
  });
  if (!blob) throw new Error('the browser could not encode the page');
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (format === 'png') return new Blob([pngWithDensity(bytes, dotsPerInch)], { type });
  const { width: widthMillimetres, height: heightMillimetres } = layoutOf(paper);
  const picture = { widthPixels: canvas.width, heightPixels: canvas.height, widthMillimetres, heightMillimetres };
  return new Blob([pdfOfPicture(bytes, picture, title, new Date())], { type: 'application/pdf' });
}
