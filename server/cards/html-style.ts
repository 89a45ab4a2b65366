import { a5, type PaperSize, scaleOf } from './paper.ts';

/** The print page's style. `--u` is a millimetre of an A5 sheet, whatever the sheet. */
export function style(size: PaperSize): string {
  const { widthMm, heightMm, marginMm } = a5;
  const u = (length: number) => `calc(var(--u) * ${length})`;
  return `
:root { --u: ${scaleOf(size)}mm; }
@page { size: ${size === 'a4' ? 'A4' : 'A5'} portrait; margin: 0; }
* { print-color-adjust: exact; box-sizing: border-box; margin: 0; padding: 0; }
body { background: #e7e5e4; color: #1c1917; font-family: "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
aside { max-width: 46rem; margin: 1rem auto; padding: 1rem 1.25rem; background: #fff; border-left: .4rem solid #b45309; line-height: 1.6; }
aside h1 { font-size: 1.15rem; } aside h2 { font-size: 1rem; margin-top: .5rem; } aside ul { list-style: none; margin: .3rem 0; }
aside .stop b { color: #fff; background: #b91c1c; } aside .look b { color: #fff; background: #92400e; }
aside b { padding: 0 .35rem; border-radius: .2rem; font-weight: 600; } .hint { color: #57534e; }
article { width: ${u(widthMm)}; min-height: ${u(heightMm)}; margin: 1rem auto; padding: ${u(7)} ${u(marginMm)} ${u(5)}; background: #fff; font-size: ${u(3.1)}; line-height: 1.35; break-after: page; }
article:last-child { break-after: auto; }
header { display: grid; grid-template-columns: 1fr auto; align-items: baseline; border-bottom: ${u(0.7)} solid #b91c1c; padding-bottom: ${u(1)}; }
header p:first-child { color: #b91c1c; font-weight: 700; letter-spacing: .08em; }
header h2 { font-size: ${u(6)}; line-height: 1.25; } .code { color: #44403c; }
.stop-band { margin-top: ${u(1.4)}; padding: ${u(0.8)} ${u(2)}; border: ${u(0.5)} solid #1c1917; } .stop-band b { background: #1c1917; color: #fff; padding: 0 ${u(1)}; }
dl { margin-top: ${u(1.2)}; } dl div { display: flex; gap: ${u(1.5)}; } dt { flex: none; color: #44403c; } dd { flex: 1; font-weight: 500; }
.wide { grid-column: 1 / -1; } .row { display: flex; gap: ${u(4)}; } .row div { flex: 1; align-items: end; } .grid { display: grid; grid-template-columns: 1fr 1fr; gap: ${u(0.5)} ${u(4)}; }
.blank { display: inline-block; width: 100%; min-width: ${u(14)}; height: ${u(4.2)}; border-bottom: ${u(0.2)} solid #57534e; }
h3, caption { font-size: ${u(3.4)}; font-weight: 700; text-align: left; margin-top: ${u(1.6)}; }
.signals { margin-top: ${u(1.6)}; padding: ${u(1)} ${u(2)}; border: ${u(0.4)} solid #b91c1c; border-radius: ${u(1)}; } .signals dt { font-weight: 700; color: #1c1917; } .signals div { padding: ${u(0.2)} 0; }
.way { display: flex; gap: ${u(4)}; align-items: baseline; margin-top: ${u(1.6)}; } .way h3, .way dl { margin: 0; } .way dl { flex: 1; display: flex; gap: ${u(4)}; } .way div:first-child { flex: 1; }
table { width: 100%; border-collapse: collapse; margin-top: ${u(1.6)}; } th, td { text-align: left; padding: ${u(0.5)} ${u(1.5)}; border: ${u(0.2)} solid #a8a29e; height: ${u(5.2)}; }
th { font-weight: 400; color: #44403c; width: 30%; } td { width: 32%; } .phone { width: 38%; font-size: ${u(3.8)}; font-weight: 700; letter-spacing: .03em; } td .blank { border: 0; }
ol { margin: ${u(0.8)} 0 0 ${u(5)}; } ol.blank { display: block; height: auto; width: auto; border: 0; } ol.blank li { height: ${u(6)}; border-bottom: ${u(0.2)} solid #57534e; }
figure { margin-top: ${u(1.8)}; break-inside: avoid; } svg { display: block; width: 100%; font-family: inherit; }
.reminders { margin: ${u(1.6)} 0 0 ${u(4)}; font-weight: 600; break-inside: avoid; }
@media print { body { background: none; } aside { display: none; } article { margin: 0; } }
@media screen and (max-width: 40rem) { :root { --u: .66vw; } }
`;
}
