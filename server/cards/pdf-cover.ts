import { type Language, text } from '../../data/text.ts';
import { a5 } from './paper.ts';

/** One line of the list: what is printed for a point, and what to know about it. */
export interface CoverEntry {
  readonly name: string;
  readonly copies: number | null;
  readonly notes: readonly string[];
  readonly stop: boolean;
}

export interface Cover {
  readonly entries: readonly CoverEntry[];
  /** What the cards say of sounds that the county has not settled. */
  readonly signals: 'blank' | 'proposed';
}

type Doc = PDFKit.PDFDocument;

const left = a5.marginMm;
const width = a5.widthMm - 2 * a5.marginMm;
const bottom = a5.heightMm - 10;

/** The list in front of many cards: how many of each, and which must not be handed out yet and why. */
export function coverPages(
  doc: Doc,
  newSheet: () => void,
  title: string,
  { entries, signals }: Cover,
  language: Language,
): void {
  const say = (zh: string, en: string) => text(zh, en)[language];
  newSheet();
  doc.outline.addItem(say('印发清单', 'List'));
  doc.font('bold').fontSize(6).fillColor('#1c1917').text(title, left, 10, { width });
  const stops = entries.filter(({ stop }) => stop).length;
  const copies = entries.reduce((sum, entry) => sum + (entry.copies ?? 0), 0);
  const unknown = entries.filter((entry) => entry.copies === null).length;
  const summary = [
    say(
      `${entries.length} 个灾害点，按户数共需 ${copies} 张`,
      `${entries.length} points; ${copies} copies by households`,
    ),
    ...(unknown > 0 ? [say(`其中 ${unknown} 个点户数未填`, `households not recorded at ${unknown}`)] : []),
    ...(stops > 0 ? [say(`${stops} 个点核实前勿发`, `${stops} not to be handed out yet`)] : []),
    signals === 'blank'
      ? say('信号含义未核定，均留空', 'the meaning of signals is not settled and left blank')
      : say('信号含义为建议做法，须与村里约定一致', 'the meaning of signals is proposed: agree on it with the village'),
  ].join(say('；', '; '));
  doc
    .font('regular')
    .fontSize(3.3)
    .text(summary, left, doc.y + 2, { width });
  let y = doc.y + 3;
  for (const [index, { name, copies: count, notes, stop }] of entries.entries()) {
    const head = `${index + 1}. ${name}`;
    const words = notes.join(say('；', '; '));
    const nameWidth = width - 26;
    const height =
      doc.font('bold').fontSize(3.3).heightOfString(head, { width: nameWidth }) +
      (words === '' ? 0 : doc.font('regular').fontSize(2.9).heightOfString(words, { width })) +
      1.4;
    if (y + height > bottom) {
      newSheet();
      y = 10;
    }
    const shown = count === null ? say('户数未填', 'unknown') : say(`${count} 张`, `${count} copies`);
    doc
      .font('bold')
      .fontSize(3.3)
      .fillColor(stop ? '#b91c1c' : '#1c1917');
    doc.text(stop ? `${head}　${say('【勿发】', '[stop]')}` : head, left, y, { width: nameWidth });
    const below = doc.y;
    doc
      .font('regular')
      .fillColor('#1c1917')
      .text(shown, left + nameWidth, y, { width: 26, align: 'right' });
    if (words !== '') doc.fontSize(2.9).fillColor('#44403c').text(words, left, below, { width });
    y += height;
  }
}
