import { escapeXml } from '../escape.ts';
import type { Drawing, Shape } from './drawing.ts';

/** A drawing as an SVG element that scales with the box it is put in. */
export function toSvg({ widthMm, heightMm, title, shapes }: Drawing): string {
  const words = escapeXml(title);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthMm} ${heightMm}" role="img" aria-label="${words}">` +
    `<title>${words}</title>${shapes.map(element).join('')}</svg>`
  );
}

function element(shape: Shape): string {
  if (shape.kind === 'path') {
    const stroke = shape.stroke
      ? ` stroke="${shape.stroke}" stroke-width="${shape.widthMm ?? 0.3}" stroke-linejoin="round" stroke-linecap="round"`
      : '';
    const dash = shape.dashMm ? ` stroke-dasharray="${shape.dashMm.join(' ')}"` : '';
    const opacity = shape.fillOpacity === undefined ? '' : ` fill-opacity="${shape.fillOpacity}"`;
    return `<path d="${shape.d}" fill="${shape.fill ?? 'none'}" fill-rule="evenodd"${opacity}${stroke}${dash}/>`;
  }
  const [x, y] = shape.at.map((value) => Math.round(value * 100) / 100);
  const weight = shape.bold ? ' font-weight="700"' : '';
  const halo = shape.halo
    ? ` stroke="#fff" stroke-width="${shape.sizeMm * 0.3}" stroke-linejoin="round" paint-order="stroke"`
    : '';
  return `<text x="${x}" y="${y}" font-size="${shape.sizeMm}" text-anchor="${shape.anchor}" fill="${shape.colour}"${weight}${halo}>${escapeXml(shape.text)}</text>`;
}
