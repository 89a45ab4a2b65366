import { type Language, text } from '../../data/text.ts';
import { mapSheet, placesOf } from './card-service.ts';
import { escapeXml } from './escape.ts';
import { style } from './html-style.ts';
import { drawMap } from './map/drawing.ts';
import { frameAround } from './map/frame.ts';
import { toSvg } from './map/svg.ts';
import type { CardPage, Line } from './page.ts';
import type { PaperSize } from './paper.ts';

/** Beside the words of an ordinary route this fills a sheet of A5. */
const mapHeightMm = 62;

/** The print page of a flood point: what to know before printing, which is not printed, and its cards. */
export function cardsHtml(cards: readonly CardPage[], size: PaperSize, language: Language): string {
  const say = (zh: string, en: string) => escapeXml(text(zh, en)[language]);
  const name = escapeXml(cards[0]?.name ?? '');
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('明白卡', 'Card')} ${name}</title><style>${style(size)}</style></head>
<body>
<aside aria-label="${say('印发前须知', 'Before printing')}">
<h1>${say('印发前须知', 'Before printing')}</h1>
${copies(cards, language)}
${cards.map((card) => beforePrinting(card, language)).join('')}
<p class="hint">${say('按 Ctrl+P 打印；本栏不会印出。', 'Print with Ctrl+P; this part is not printed.')}</p>
</aside>
<main>${cards.map((card) => article(card)).join('')}</main>
</body></html>
`;
}

function copies(cards: readonly CardPage[], language: Language): string {
  const households = cards[0]?.copies ?? null;
  const words =
    households === null
      ? text('户数未填，印数请自行确定。', 'Households are not recorded; settle the number of copies yourself.')
      : text(`本点 ${households} 户，每户一张。`, `${households} households: one card each.`);
  return `<p>${escapeXml(words[language])}</p>`;
}

function beforePrinting({ part, concerns, missing }: CardPage, language: Language): string {
  const says = text('未填，印出空行：', 'Not filled in, printed as empty lines: ')[language];
  const titles = missing.map(({ title }) => title[language]).join(text('、', ', ')[language]);
  const heading = part ? `<h2>${escapeXml(part)}</h2>` : '';
  const items = [
    ...concerns.map(
      ({ severity, message }) =>
        `<li class="${severity}">${severitySign(severity, language)}${escapeXml(message[language])}</li>`,
    ),
    ...(titles ? [`<li class="look">${severitySign('look', language)}${escapeXml(says + titles)}</li>`] : []),
  ];
  const good = text('资料齐全，可以印发。', 'Everything is filled in.')[language];
  return `${heading}${items.length > 0 ? `<ul>${items.join('')}</ul>` : `<p>${escapeXml(good)}</p>`}`;
}

function severitySign(severity: 'stop' | 'look', language: Language): string {
  const word = severity === 'stop' ? text('勿发', 'Stop') : text('注意', 'Look');
  return `<b>${escapeXml(word[language])}</b> `;
}

function article(card: CardPage): string {
  const { language, map } = card;
  const say = (zh: string, en: string) => escapeXml(text(zh, en)[language]);
  const frame = frameAround(placesOf(map), mapSheet.widthMm, mapHeightMm);
  return `<article aria-label="${escapeXml(`${card.heading} ${card.name ?? ''}`)}">
<header><p>${escapeXml(card.heading)}</p><p class="place">${filled(card.place)}</p><h2>${filled(card.name)}</h2><p class="code">${escapeXml([card.code, card.part].filter((one) => one !== null).join(' · '))}</p></header>
${card.stop === null ? '' : `<p class="stop-band"><b>${say('核实前勿发', 'Do not hand out')}</b> ${escapeXml(card.stop)}</p>`}
<dl class="row">${lines(card.household)}</dl>
<dl class="grid">${lines(card.facts)}</dl>
<dl class="signals">${lines(card.signals)}</dl>
<table><caption>${say('联系人', 'Whom to call')}</caption><tbody>${card.contacts
    .map(
      ({ title, person, phone }) =>
        `<tr><th scope="row">${escapeXml(title)}</th><td>${filled(person)}</td><td class="phone">${filled(phone)}</td></tr>`,
    )
    .join('')}</tbody></table>
<div class="way"><h3>${say('转移路线', 'The way')}</h3><dl>${lines(card.shelter)}</dl></div>
${directions(card)}
<figure>${toSvg(drawMap(frame, map, language))}</figure>
<ul class="reminders">${card.reminders.map((reminder) => `<li>${escapeXml(reminder)}</li>`).join('')}</ul>
</article>`;
}

function directions({ directions: words, language }: CardPage): string {
  if (words) return `<ol>${words.map((sentence) => `<li>${escapeXml(sentence)}</li>`).join('')}</ol>`;
  return `<ol class="blank" aria-label="${escapeXml(blankWord[language])}">${'<li></li>'.repeat(3)}</ol>`;
}

const blankWord = text('未填', 'not filled in');

function lines(all: readonly Line[]): string {
  return all
    .map(
      ({ label, value, isWide }) =>
        `<div${isWide ? ' class="wide"' : ''}><dt>${escapeXml(label)}</dt><dd>${filled(value)}</dd></div>`,
    )
    .join('');
}

function filled(value: string | null): string {
  return value === null ? '<span class="blank"></span>' : escapeXml(value);
}
