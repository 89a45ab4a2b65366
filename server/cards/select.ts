import { layers } from '../../data/layers/index.ts';
import { type Language, text } from '../../data/text.ts';
import { numberOf, textOf } from '../evacuation/features.ts';
import type { Queryable } from '../jobs/job.ts';
import { ProblemError } from '../problems.ts';
import { type CardSource, codeOf, concernsOf, missingOf } from './card.ts';
import { signalOf, signalsMissing } from './page.ts';
import type { CoverEntry } from './pdf-cover.ts';
import { idOf, type PointSelection, readCardSources } from './read-sources.ts';
import { readStandings } from './standings.ts';

const pointsAtOnce = 1000;

/** The list in front of the cards: every point with its copies, what stands against handing them out, what is blank. */
export async function readCover(
  db: Queryable,
  selection: PointSelection,
  language: Language,
): Promise<{ readonly entries: CoverEntry[]; readonly cards: number }> {
  const entries: CoverEntry[] = [];
  let cards = 0;
  let after = 0;
  for (;;) {
    const points = await readCardSources(db, selection, after, pointsAtOnce, readStandings);
    const last = points.at(-1)?.[0];
    if (!last) return { entries, cards };
    entries.push(...points.map((sources) => coverEntry(sources, language)));
    cards += points.flat().length;
    after = idOf(last.point);
  }
}

function coverEntry(sources: readonly CardSource[], language: Language): CoverEntry {
  const concerns = allConcerns(sources);
  // What is so of all of them stands above the list.
  const own = allMissing(sources).filter(({ layer }) => layer !== 'standards');
  const missing = own.map(({ title }) => title[language]);
  const blank = text('未填：', 'Not filled in: ')[language] + missing.join(text('、', ', ')[language]);
  const [first] = sources;
  return {
    name: (first && (textOf(first.point, 'name') ?? codeOf(first))) ?? text('未命名', 'unnamed')[language],
    copies: first ? numberOf(first.point, 'households') : null,
    notes: [...concerns.map(({ message }) => message[language]), ...(missing.length > 0 ? [blank] : [])],
    stop: concerns.some(({ severity }) => severity === 'stop'),
  };
}

export function allConcerns(sources: readonly CardSource[]) {
  const concerns = sources.flatMap((source) => concernsOf(source));
  return [...new Map(concerns.map((concern) => [concern.message.zh, concern])).values()];
}

export function allMissing(sources: readonly CardSource[]) {
  const missing = sources.flatMap((source) => [...missingOf(source), ...(isSettled(source) ? [] : [signalsMissing])]);
  return [...new Map(missing.map((one) => [`${one.layer}.${one.member}`, one])).values()];
}

function isSettled(source: CardSource): boolean {
  return signalOf(source)?.status === 'V';
}

export function noPoints({ township, code }: PointSelection): ProblemError {
  if (code !== undefined) {
    return new ProblemError(
      'unknown_feature',
      text(`图层“${layers.flood_points.title.zh}”中没有编号 ${code}`, `No flood point has the code ${code}`),
    );
  }
  const where = township === undefined ? text('本县', 'the county') : text(`乡镇 ${township}`, `township ${township}`);
  return new ProblemError(
    'unknown_feature',
    text(`${where.zh}没有山洪灾害点，无卡可印；请先录入灾害点`, `There are no flood points in ${where.en}: no cards`),
  );
}
