import { text } from '../../data/text.ts';
import { mapSheet, placesOf } from './card-service.ts';
import { drawMap } from './map/drawing.ts';
import { frameAround } from './map/frame.ts';
import { drawShapes } from './map/pdf.ts';
import type { CardPage, Line } from './page.ts';
import { a5 } from './paper.ts';

type Doc = PDFKit.PDFDocument;

const left = a5.marginMm;
const width = a5.widthMm - 2 * a5.marginMm;
const bottom = a5.heightMm - 8;
const red = '#b91c1c';
const ink = '#1c1917';
const grey = '#44403c';
const body = 3.1;

/** Lays a card out on a new sheet, all lengths in millimetres; on a second one what does not fit. */
export function cardOnPage(doc: Doc, newSheet: () => void, card: CardPage): void {
  const say = (zh: string, en: string) => text(zh, en)[card.language];
  newSheet();
  doc.outline.addItem(
    [card.name ?? card.code ?? say('未命名', 'unnamed'), card.part].filter((one) => one !== null).join(' · '),
  );
  let y = header(doc, card, 8);
  if (card.stop !== null) y = band(doc, `${say('核实前勿发', 'Do not hand out')}：${card.stop}`, y);
  y = row(doc, card.household, y + 1.2);
  y = grid(doc, card.facts, y + 1);
  y = signals(doc, card, y + 1.5);
  y = contacts(doc, card, say('联系人', 'Whom to call'), y + 1.5);
  y = way(doc, card, say('转移路线', 'The way'), y + 1.8);
  y = directions(doc, newSheet, card, y);
  const reminders = card.reminders.map((reminder) => `· ${reminder}`).join('\n');
  const remindersHeight = heightOf(doc, reminders, width, 'bold');
  const onThisSheet = bottom - y - 1.5 - remindersHeight - 1.2;
  let mapHeight = onThisSheet;
  if (onThisSheet < mapSheet.leastHeightMm) {
    newSheet();
    y = 8;
    mapHeight = mapSheet.mostHeightMm;
  }
  mapHeight = Math.min(mapHeight, mapSheet.mostHeightMm);
  const frame = frameAround(placesOf(card.map), mapSheet.widthMm, mapHeight);
  drawShapes(doc, drawMap(frame, card.map, card.language), left, y + 1.5);
  write(doc, reminders, left, y + 1.5 + mapHeight + 1.2, width, 'bold');
}

function header(doc: Doc, card: CardPage, top: number): number {
  write(doc, card.heading, left, top, width / 2, 'bold', body, red);
  const place = card.place ?? '';
  doc
    .font('regular')
    .fontSize(body)
    .fillColor(ink)
    .text(place, left + width / 2, top, { width: width / 2, align: 'right' });
  if (card.place === null) blank(doc, left + width / 2, top + 4.1, width / 2);
  const aside = [card.code, card.part].filter((one) => one !== null).join(' · ');
  const asideWidth = aside === '' ? 0 : doc.font('regular').fontSize(body).widthOfString(aside) + 1;
  const nameWidth = width - asideWidth - 2;
  const nameHeight = heightOf(doc, card.name ?? ' ', nameWidth, 'bold', 6);
  if (card.name === null) blank(doc, left, top + 4.8 + nameHeight, nameWidth);
  else write(doc, card.name, left, top + 4.8, nameWidth, 'bold', 6);
  if (aside !== '') write(doc, aside, left + width - asideWidth, top + 7.6, asideWidth + 1, 'regular', body, grey);
  const y = top + 4.8 + nameHeight + 0.8;
  doc.rect(left, y, width, 0.7).fill(red);
  return y + 0.7;
}

function band(doc: Doc, words: string, top: number): number {
  const height = heightOf(doc, words, width - 4, 'bold') + 2;
  doc.rect(left, top + 1.4, width, height).fill(ink);
  write(doc, words, left + 2, top + 2.4, width - 4, 'bold', body, '#ffffff');
  return top + 1.4 + height;
}

/** Lines beside each other, for what is filled in by hand. */
function row(doc: Doc, lines: readonly Line[], top: number): number {
  const cell = (width + 4) / lines.length;
  for (const [index, line] of lines.entries()) labelled(doc, line, left + index * cell, top, cell - 4);
  return top + 5;
}

/** Two beside each other, as far as they need no line of their own. */
function grid(doc: Doc, lines: readonly Line[], top: number): number {
  const cell = (width - 4) / 2;
  let y = top;
  let beside = 0;
  for (const line of lines) {
    if (line.isWide || beside === 0) {
      const height = labelled(doc, line, left, y, line.isWide ? width : cell) + 0.4;
      y += height;
      beside = line.isWide ? 0 : height;
    } else {
      y += Math.max(0, labelled(doc, line, left + cell + 4, y - beside, cell) + 0.4 - beside);
      beside = 0;
    }
  }
  return y;
}

function way(doc: Doc, { shelter: [shelter, ...others] }: CardPage, title: string, top: number): number {
  heading(doc, title, top);
  let x = left + doc.widthOfString(title) + 4;
  const small = 26;
  const rooms = shelter ? [width - (x - left) - others.length * small, ...others.map(() => small - 4)] : [];
  const heights = [...(shelter ? [shelter] : []), ...others].map((line, index) => {
    const room = rooms[index] ?? small;
    const height = labelled(doc, line, x, top + 0.2, index === 0 ? room - 4 : room);
    x += index === 0 ? room : small;
    return height;
  });
  return top + Math.max(5, ...heights);
}

/** @returns its height */
function labelled(
  doc: Doc,
  { label, value }: Line,
  x: number,
  y: number,
  room: number,
  labelFont: Font = 'regular',
): number {
  write(doc, label, x, y, room, labelFont, body, labelFont === 'bold' ? ink : grey);
  const labelWidth = doc.widthOfString(label) + 1.5;
  if (value === null) {
    blank(doc, x + labelWidth, y + 4.1, room - labelWidth);
    return 4.6;
  }
  write(doc, value, x + labelWidth, y, room - labelWidth, 'regular');
  return Math.max(4.2, heightOf(doc, value, room - labelWidth));
}

function signals(doc: Doc, card: CardPage, top: number): number {
  let y = top + 1.2;
  for (const line of card.signals) y += labelled(doc, line, left + 2, y, width - 4, 'bold') + 0.3;
  doc
    .roundedRect(left, top, width, y - top + 0.8, 1)
    .lineWidth(0.4)
    .stroke(red);
  return y + 0.8;
}

function contacts(doc: Doc, card: CardPage, title: string, top: number): number {
  let y = heading(doc, title, top);
  const columns = [0.3, 0.32, 0.38].map((share) => share * width);
  const rowHeight = 5.3;
  for (const contact of card.contacts) {
    let x = left;
    for (const [index, value] of [contact.title, contact.person, contact.phone].entries()) {
      const columnWidth = columns[index] ?? 0;
      doc.rect(x, y, columnWidth, rowHeight).lineWidth(0.2).stroke('#a8a29e');
      const size = index === 2 ? 3.9 : body;
      const font = index === 2 ? 'bold' : 'regular';
      if (value !== null)
        write(
          doc,
          value,
          x + 1.5,
          y + (rowHeight - size * 1.2) / 2,
          columnWidth - 2,
          font,
          size,
          index === 0 ? grey : ink,
        );
      x += columnWidth;
    }
    y += rowHeight;
  }
  return y;
}

function directions(doc: Doc, newSheet: () => void, { directions: words }: CardPage, top: number): number {
  let y = top + 0.4;
  if (!words) {
    for (let line = 0; line < 3; line++) {
      y += 6;
      blank(doc, left, y, width);
    }
    return y;
  }
  for (const [index, sentence] of words.entries()) {
    const height = heightOf(doc, sentence, width - 6);
    if (y + height > bottom) {
      newSheet();
      y = 8;
    }
    write(doc, `${index + 1}.`, left, y, 6, 'bold');
    write(doc, sentence, left + 6, y, width - 6);
    y += height + 0.3;
  }
  return y;
}

function heading(doc: Doc, words: string, y: number, x: number = left): number {
  write(doc, words, x, y, width, 'bold', 3.4);
  return y + 5;
}

function blank(doc: Doc, x: number, y: number, room: number): void {
  doc
    .moveTo(x, y)
    .lineTo(x + room, y)
    .lineWidth(0.2)
    .stroke('#57534e');
}

type Font = 'regular' | 'bold';

function write(
  doc: Doc,
  words: string,
  x: number,
  y: number,
  room: number,
  font: Font = 'regular',
  size = body,
  colour = ink,
): void {
  doc
    .font(font)
    .fontSize(size)
    .fillColor(colour)
    .text(words, x, y, { width: room, lineGap: gapOf(doc, size) });
}

function heightOf(doc: Doc, words: string, room: number, font: Font = 'regular', size = body): number {
  return doc
    .font(font)
    .fontSize(size)
    .heightOfString(words, { width: room, lineGap: gapOf(doc, size) });
}

/** The font's own lines are 1.45 em apart, and more in bold; here they are 1.35. */
function gapOf(doc: Doc, size: number): number {
  return size * 1.35 - doc.currentLineHeight(true);
}
