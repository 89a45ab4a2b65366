import type { Drawing, TextShape } from './drawing.ts';

type Doc = PDFKit.PDFDocument;

/** Draws on a sheet whose unit is the millimetre, cut off at the drawing's own edges. */
export function drawShapes(doc: Doc, { widthMm, heightMm, shapes }: Drawing, x: number, y: number): void {
  doc.save();
  doc.translate(x, y);
  doc.rect(0, 0, widthMm, heightMm).clip();
  for (const shape of shapes) {
    if (shape.kind === 'text') {
      drawText(doc, shape);
      continue;
    }
    if (shape.fill)
      doc
        .path(shape.d)
        .fillOpacity(shape.fillOpacity ?? 1)
        .fill(shape.fill, 'even-odd');
    if (shape.stroke) {
      doc
        .path(shape.d)
        .lineWidth(shape.widthMm ?? 0.3)
        .lineJoin('round')
        .lineCap('round');
      if (shape.dashMm) doc.dash(shape.dashMm[0], { space: shape.dashMm[1] });
      doc.stroke(shape.stroke);
      doc.undash();
    }
    doc.fillOpacity(1);
  }
  doc.restore();
}

function drawText(doc: Doc, { at, text, sizeMm, colour, anchor, bold, halo }: TextShape): void {
  doc.font(bold ? 'bold' : 'regular').fontSize(sizeMm);
  const width = doc.widthOfString(text);
  const x = at[0] - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
  const options = { lineBreak: false, baseline: 'alphabetic' as const };
  if (halo) {
    doc
      .lineWidth(sizeMm * 0.3)
      .lineJoin('round')
      .strokeColor('#ffffff');
    doc.text(text, x, at[1], { ...options, stroke: true, fill: false });
  }
  doc.fillColor(colour).text(text, x, at[1], options);
}
