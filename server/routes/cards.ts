import type { Request, Response } from 'express';
import { Router } from 'express';
import { layers } from '../../data/layers/index.ts';
import { type Language, languages, text } from '../../data/text.ts';
import { type CardSource, codeOf, concernsOf, missingOf } from '../cards/card.ts';
import { cardPages } from '../cards/card-service.ts';
import { cardsHtml } from '../cards/html.ts';
import { signalOf, signalsMissing } from '../cards/page.ts';
import { type PaperSize, paperSizes } from '../cards/paper.ts';
import type { CoverEntry } from '../cards/pdf-cover.ts';
import { countPoints, idOf, type PointSelection, readCardSources } from '../cards/read-sources.ts';
import { readStandings } from '../cards/standings.ts';
import type { Database } from '../database/database.ts';
import { numberOf, textOf } from '../evacuation/features.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, jsonType, negotiate } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

const defaultLimit = 100;
const maximumLimit = 1000;
const signalChoices = ['blank', 'proposed'] as const;

/** Mounted at /api: the cards of flood points, to look through and to print. They hold names and phone numbers. */
export function cardRoutes({ pool }: Pick<Database, 'pool'>): Router {
  const router = Router();

  router
    .route('/cards')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['f', 'township', 'limit', 'cursor']);
      negotiate(request, parameters, jsonType);
      const selection = { township: await townshipIn(parameters) };
      const limit = readInteger(parameters, 'limit', 1, maximumLimit) ?? defaultLimit;
      const after = readInteger(parameters, 'cursor', 0, Number.MAX_SAFE_INTEGER) ?? 0;
      const points = await readCardSources(pool, selection, after, limit, readStandings);
      const last = points.at(-1)?.[0];
      const more = points.length === limit && last !== undefined;
      response.set('Cache-Control', 'no-cache').json({
        numberMatched: await countPoints(pool, selection),
        numberReturned: points.length,
        next: more ? idOf(last.point) : null,
        cards: points.map((sources) => entryOf(request, sources)),
      });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/cards.pdf')
    .get(async (request, response) => {
      const parameters = readParameters(request, ['township', ...printing]);
      const township = await townshipIn(parameters);
      const options = printingIn(request, parameters);
      const subject = township === undefined ? '' : ((await nameOfTownship(township)) ?? township);
      await sendPdf(response, { township }, options, subject);
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/cards/:code.pdf')
    .get(async (request, response) => {
      const options = printingIn(request, readParameters(request, printing));
      await sendPdf(response, { code: request.params.code }, options, request.params.code);
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/cards/:code.html')
    .get(async (request, response) => {
      const { size, language, proposedSignals } = printingIn(request, readParameters(request, printing));
      const { code } = request.params;
      const cards = [];
      for await (const page of cardPages(pool, { code }, { language, proposedSignals }, readStandings))
        cards.push(page);
      if (cards.length === 0) throw noPoints({ code });
      response
        .set('Cache-Control', 'no-store')
        .type('html')
        .send(cardsHtml(cards, size, language));
    })
    .all(otherMethods('GET', 'HEAD'));

  const nameOfTownship = async (code: string): Promise<string | undefined> => {
    const { rows } = await pool.query<{ name: string }>('SELECT name FROM anlan.townships WHERE code = $1', [code]);
    return rows[0]?.name;
  };

  const townshipIn = async (parameters: ReadonlyMap<string, string>): Promise<string | undefined> => {
    const township = parameters.get('township');
    if (township === undefined || (await nameOfTownship(township)) !== undefined) return township;
    throw invalidParameter('township', township, text('没有这个代码的乡镇', 'there is no township of that code'));
  };

  const sendPdf = async (response: Response, selection: PointSelection, options: Printing, subject: string) => {
    const { language, size, proposedSignals } = options;
    const cover = await coverOf(selection, language);
    if (cover.length === 0) throw noPoints(selection);
    // The library with its fonts is large; the service starts without it.
    const { writePdf } = await import('../cards/pdf.ts');
    response.set('Cache-Control', 'no-store').type('application/pdf');
    response.set('Content-Disposition', `inline; filename="cards.pdf"`);
    const cards = cardPages(pool, selection, { language, proposedSignals }, readStandings);
    const only = selection.code !== undefined;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await writePdf(
      only ? null : { entries: cover, signals: proposedSignals ? 'proposed' : 'blank' },
      cards,
      { size, language, subject },
      gone.signal,
      (chunk) => take(response, chunk),
    );
    if (!response.destroyed) response.end();
  };

  const coverOf = async (selection: PointSelection, language: Language): Promise<CoverEntry[]> => {
    const entries: CoverEntry[] = [];
    let after = 0;
    for (;;) {
      const points = await readCardSources(pool, selection, after, maximumLimit, readStandings);
      const last = points.at(-1)?.[0];
      if (!last) return entries;
      entries.push(...points.map((sources) => coverEntry(sources, language)));
      after = idOf(last.point);
    }
  };
  return router;
}

const printing = ['lang', 'size', 'signals'];

interface Printing {
  readonly language: Language;
  readonly size: PaperSize;
  readonly proposedSignals: boolean;
}

function printingIn(request: Request, parameters: ReadonlyMap<string, string>): Printing {
  return {
    language: choice(parameters, 'lang', languages) ?? languageOf(request),
    size: choice(parameters, 'size', paperSizes) ?? 'a5',
    proposedSignals: choice(parameters, 'signals', signalChoices) === 'proposed',
  };
}

function choice<T extends string>(
  parameters: ReadonlyMap<string, string>,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  const found = choices.find((one) => one === value);
  if (found) return found;
  throw invalidParameter(name, value, text(`可用：${choices.join('、')}`, `it can be: ${choices.join(', ')}`));
}

/** A point in the list: what its cards lack and what is to be known before printing, all routes together. */
function entryOf(request: Request, sources: readonly CardSource[]) {
  const language = languageOf(request);
  const [first] = sources;
  if (!first) throw new Error('a flood point came without a card');
  const { point, townshipName } = first;
  const code = codeOf(first);
  const address = code === null ? null : `${baseUrl(request)}/api/cards/${encodeURIComponent(code)}`;
  return {
    flood_point_id: idOf(point),
    code,
    name: textOf(point, 'name'),
    township: textOf(point, 'township'),
    township_name: townshipName,
    households: numberOf(point, 'households'),
    people: numberOf(point, 'people'),
    routes: sources.filter(({ route }) => route !== null).length,
    missing: allMissing(sources).map(({ layer, member, title }) => ({ layer, member, title: title[language] })),
    concerns: allConcerns(sources).map(({ code: id, severity, message }) => ({
      code: id,
      severity,
      message: message[language],
    })),
    links:
      address === null
        ? []
        : [
            { rel: 'alternate', type: 'text/html', href: `${address}.html` },
            { rel: 'alternate', type: 'application/pdf', href: `${address}.pdf` },
          ],
  };
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

function allConcerns(sources: readonly CardSource[]) {
  const concerns = sources.flatMap((source) => concernsOf(source));
  return [...new Map(concerns.map((concern) => [concern.message.zh, concern])).values()];
}

function allMissing(sources: readonly CardSource[]) {
  const missing = sources.flatMap((source) => [...missingOf(source), ...(isSettled(source) ? [] : [signalsMissing])]);
  return [...new Map(missing.map((one) => [`${one.layer}.${one.member}`, one])).values()];
}

function isSettled(source: CardSource): boolean {
  return signalOf(source)?.status === 'V';
}

function noPoints({ township, code }: PointSelection): ProblemError {
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

/** Resolves when the reader takes more. */
async function take(response: Response, chunk: Uint8Array): Promise<void> {
  if (response.destroyed || response.write(chunk)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}
