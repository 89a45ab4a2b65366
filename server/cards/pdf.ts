import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { type Language, text } from '../../data/text.ts';
import type { CardPage } from './page.ts';
import { a5, type PaperSize, scaleOf } from './paper.ts';
import { cardOnPage } from './pdf-card.ts';
import { type Cover, coverPages } from './pdf-cover.ts';

export interface PdfOptions {
  readonly size: PaperSize;
  readonly language: Language;
  /** What the file is about, such as a township's name. */
  readonly subject: string;
}

const pointsPerMm = 72 / 25.4;
/** GBK whole, and the rarer characters of place names; what else of the font is not used is not embedded. */
const fonts = {
  regular: fontFile('NotoSansHans-Regular.otf'),
  bold: fontFile('NotoSansHans-Bold.otf'),
};

function fontFile(name: string): string {
  return fileURLToPath(new URL(`../fonts/${name}`, import.meta.resolve('@embedpdf/fonts-sc')));
}

/**
 * Writes cards as they come into one PDF.
 *
 * @param cover the list of them in front
 * @param signal ends the work early, where nobody reads the file any more
 * @param onChunk takes the file's bytes in order, and resolves when it can take more
 */
export async function writePdf(
  cover: Cover | null,
  cards: AsyncIterable<CardPage>,
  options: PdfOptions,
  signal: AbortSignal,
  onChunk: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const { size, language, subject } = options;
  const title = text(`明白卡 ${subject}`, `Evacuation cards ${subject}`)[language].trim();
  const doc = new PDFDocument({
    size: [a5.widthMm, a5.heightMm].map((length) => length * pointsPerMm * scaleOf(size)) as [number, number],
    margin: 0,
    autoFirstPage: false,
    lang: language === 'zh' ? 'zh-CN' : 'en',
    displayTitle: true,
    info: { Title: title, Creator: 'Anlan' },
  });
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const sheet = () => {
    doc.addPage();
    doc.scale(pointsPerMm * scaleOf(size));
  };
  const writing = (async () => {
    for await (const chunk of doc) {
      if (signal.aborted) return;
      await onChunk(chunk);
    }
  })();
  const layOut = async () => {
    if (cover) coverPages(doc, sheet, title, cover, language);
    for await (const card of cards) {
      if (signal.aborted) return;
      cardOnPage(doc, sheet, card);
      // Laying out is work of the processor: others get their turn between two cards.
      await new Promise((resolve) => setImmediate(resolve));
    }
    doc.end();
  };
  try {
    await Promise.all([layOut(), writing]);
  } finally {
    doc.destroy();
  }
}
