import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { Router } from 'express';
import { type Language, languages, text } from '../../data/text.ts';
import { type CardSource, codeOf } from '../cards/card.ts';
import { cardPages } from '../cards/card-service.ts';
import { cardsHtml } from '../cards/html.ts';
import { type PaperSize, paperSizes } from '../cards/paper.ts';
import { keptHours, printedFile, printedUntil } from '../cards/print/files.ts';
import { printCardsProcess, signalChoices } from '../cards/print/inputs.ts';
import { countPoints, idOf, readCardSources } from '../cards/read-sources.ts';
import { allConcerns, allMissing, noPoints } from '../cards/select.ts';
import { readStandings } from '../cards/standings.ts';
import type { Database } from '../database/database.ts';
import { numberOf, textOf } from '../evacuation/features.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, jsonType, negotiate } from '../http/negotiate.ts';
import { readInteger, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { readJob } from '../jobs/job-store.ts';
import { invalidParameter, ProblemError } from '../problems.ts';

const defaultLimit = 100;
const maximumLimit = 1000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface CardServices {
  readonly database: Database;
  /** Holds the cards that jobs have printed. */
  readonly dataFolder: string;
}

/** Mounted at /api: the cards of flood points, to look through and to print. They hold names and phone numbers. */
export function cardRoutes({ database: { pool }, dataFolder }: CardServices): Router {
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
    .route('/cards/printed/:job.pdf')
    .get(async (request, response) => {
      readParameters(request, []);
      const { job: id } = request.params;
      const job = uuid.test(id) ? await readJob(pool, id) : undefined;
      if (job?.process !== printCardsProcess) throw unknownPrint(id);
      const until = await printedUntil(dataFolder, id, new Date());
      if (job.status !== 'successful' || until === undefined) throw printGone(job.status);
      response.set('Cache-Control', 'no-store').set('Expires', until.toUTCString()).type('application/pdf');
      response.set('Content-Disposition', `inline; filename="cards.pdf"`);
      const content = createReadStream(printedFile(dataFolder, id));
      await pipeline(content, response).catch((error: unknown) => {
        // A reader who goes away in the middle is no fault of the service.
        if (!response.destroyed) throw error;
      });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/cards/:code.pdf')
    .get(async (request, response) => {
      const options = printingIn(request, readParameters(request, printing));
      await sendPdf(response, cardCode(request.params.code), options);
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/cards/:code.html')
    .get(async (request, response) => {
      const { size, language, proposedSignals } = printingIn(request, readParameters(request, printing));
      const code = cardCode(request.params.code);
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

  const sendPdf = async (response: Response, code: string, { language, size, proposedSignals }: Printing) => {
    if ((await countPoints(pool, { code })) === 0) throw noPoints({ code });
    // The library with its fonts is large; the service starts without it.
    const { writePdf } = await import('../cards/pdf.ts');
    response.set('Cache-Control', 'no-store').type('application/pdf');
    response.set('Content-Disposition', `inline; filename="cards.pdf"`);
    const cards = cardPages(pool, { code }, { language, proposedSignals }, readStandings);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await writePdf(null, cards, { size, language, subject: code }, gone.signal, (chunk) => take(response, chunk));
    if (!response.destroyed) response.end();
  };

  return router;
}

/** No text of the database holds U+0000, so no point has such a code. */
function cardCode(code: string): string {
  if (code.includes('\u0000')) throw noPoints({ code: code.replaceAll('\u0000', '') });
  return code;
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

function unknownPrint(job: string): ProblemError {
  const shown = job.slice(0, 60);
  return new ProblemError(
    'unknown_job',
    text(`没有打印任务“${shown}”`, `There is no print "${shown}"; process print-cards makes one`),
  );
}

function printGone(status: string): ProblemError {
  if (status === 'accepted' || status === 'running') {
    return new ProblemError(
      'result_not_ready',
      text('明白卡还在排版，请稍后再取。', 'The cards are being laid out; ask again later.'),
    );
  }
  return new ProblemError(
    'print_gone',
    text(
      `印好的明白卡保留 ${keptHours} 小时，这一份已删除或没有印成；请重新生成。`,
      `Printed cards are kept for ${keptHours} hours; these are deleted, or were never finished: print them anew.`,
    ),
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
