import type { LayerId } from '../../../data/layers/definition.ts';
import { layerList } from '../../../data/layers/index.ts';
import type { PrintMessages } from '../../i18n/print/zh.ts';
import type { Filters } from '../filter/conditions.ts';
import { type Saying, sayCondition } from '../filter/said.ts';
import { type Looks, lookOf } from '../look.ts';
import type { Showable } from '../view.ts';

export interface Narrowed {
  readonly shown: ReadonlySet<Showable>;
  readonly filters: Filters;
  readonly looks: Looks;
  /** Whether the map keeps to the filter of a layer; where it does not, it shows all. */
  readonly isApplied: (layer: LayerId) => boolean;
}

/**
 * Why the paper shows less than there is, or shows it faintly: whoever holds it sees no filter panel, and a hidden
 * hazard looks like none. What is said alike of several layers is said once.
 */
export function pageConditions(
  { shown, filters, looks, isApplied }: Narrowed,
  saying: Saying,
  words: Pick<PrintMessages, 'narrowed' | 'notNarrowed' | 'faint' | 'list'>,
): readonly string[] {
  const { say } = saying.wording;
  const filtered = new Map<string, string[]>();
  const unapplied = new Map<string, string[]>();
  const faint = new Map<string, string[]>();
  const note = (groups: Map<string, string[]>, what: string, title: string) =>
    groups.set(what, [...(groups.get(what) ?? []), title]);
  for (const layer of layerList) {
    if (!shown.has(layer.id)) continue;
    const title = say(layer.title);
    const conditions = filters.get(layer.id) ?? [];
    if (conditions.length > 0) {
      const what = saying.words.saidAll(conditions.map((condition) => sayCondition(layer, condition, saying)));
      note(isApplied(layer.id) ? filtered : unapplied, what, title);
    }
    const { opacityPercent } = lookOf(looks, layer.id);
    if (opacityPercent < 100) note(faint, String(opacityPercent), title);
  }
  return [
    ...[...filtered].map(([what, titles]) => words.narrowed(words.list(titles), what)),
    ...[...unapplied].map(([what, titles]) => words.notNarrowed(words.list(titles), what)),
    ...[...faint].map(([percent, titles]) => words.faint(words.list(titles), percent)),
  ];
}

/** Breaks a text into lines no wider than `width`: at spaces where there are any, between any two characters else. */
export function wrapText(text: string, width: number, measure: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (line !== '' && measure(line + character) > width) {
      const space = /^[\x21-\x7e]$/.test(character) ? line.lastIndexOf(' ') : -1;
      lines.push(space > 0 ? line.slice(0, space) : line.trimEnd());
      line = space > 0 ? line.slice(space + 1) : '';
    }
    if (line !== '' || character !== ' ') line += character;
  }
  return line === '' ? lines : [...lines, line];
}
