import { Router } from 'express';
import { greatestVerticalAccuracy } from '../../data/standards/elevation.ts';
import { text } from '../../data/text.ts';
import type { ElevationService, SourceRaster } from '../elevation/elevation-service.ts';
import { unionBounds } from '../elevation/extent.ts';
import { importName, isImportName } from '../elevation/import-name.ts';
import { type ImportInputs, importElevationProcess } from '../elevation/imports/process.ts';
import { clearUploads, receiveUpload, type Upload } from '../elevation/imports/uploads.ts';
import { removeElevation } from '../elevation/remove.ts';
import type { ElevationSource } from '../elevation/sources.ts';
import type { Link } from '../http/feature-collection.ts';
import { languageOf } from '../http/language.ts';
import { baseUrl, jsonType, negotiate } from '../http/negotiate.ts';
import { readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { takeFiles } from '../http/sent-files.ts';
import { elevationKeeperOf } from '../http/writer.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import type { Services } from '../services.ts';
import { jobAddress, statusInfo } from './job-document.ts';

type ImportServices = Pick<Services, 'database' | 'elevation' | 'jobs' | 'dataFolder' | 'maxElevationBytes'>;

/**
 * Mounted at /api/elevation: `GET /sources`, `DELETE /sources/{name}`, and `POST /imports`, which becomes a job. Where
 * elevation comes, changes or goes, the roads there are screened again by themselves.
 */
export function elevationImportRoutes(services: ImportServices): Router {
  const { database, elevation, jobs, dataFolder, maxElevationBytes } = services;
  const router = Router();

  router
    .route('/sources')
    .get(async (request, response) => {
      const type = negotiate(request, readParameters(request, ['f']), jsonType);
      const sources = await elevation.use(async (now) => now.sources.map((source) => describe(source, now)));
      const links: Link[] = [{ rel: 'self', href: `${baseUrl(request)}/api/elevation/sources`, type: jsonType }];
      response.set('Cache-Control', 'no-cache').type(type).json({ sources, links });
    })
    .all(otherMethods('GET', 'HEAD'));

  router
    .route('/sources/:name')
    .delete(async (request, response) => {
      elevationKeeperOf(response);
      readParameters(request, []);
      const { name } = request.params;
      if (!(await removeElevation(dataFolder, name))) throw await notRemoved(elevation, name);
      response.status(204).end();
    })
    .all(otherMethods('DELETE'));

  router
    .route('/imports')
    .post(async (request, response) => {
      const author = elevationKeeperOf(response);
      const parameters = readParameters(request, ['file', 'name', 'vertical_accuracy_m', 'void', 'replace_all']);
      const options = readOptions(parameters);
      await clearUploads(dataFolder, database.pool);
      const receiver = await receiveUpload(dataFolder, maxElevationBytes);
      try {
        await takeFiles(request, parameters.get('file'), (name, content) => receiver.take(name, content));
        const inputs: ImportInputs = inputsOf(receiver.finish(), options);
        const job = await jobs.submit(importElevationProcess, inputs, author);
        response.status(201).set('Location', jobAddress(request, job.id)).type(jsonType);
        response.json(statusInfo(request, job, languageOf(request)));
      } catch (error) {
        await receiver.discard();
        // The rest is let pass unread, until the client has sent it and listens.
        request.unpipe().resume();
        throw error;
      }
    })
    .all(otherMethods('POST'));

  return router;
}

type Options = Omit<ImportInputs, 'upload' | 'files' | 'name'> & { readonly name?: string };

function readOptions(parameters: ReadonlyMap<string, string>): Options {
  const name = parameters.get('name');
  if (name !== undefined && !isImportName(name)) {
    throw invalidParameter(
      'name',
      name,
      text('应为 1 至 100 个字，首尾无空格', 'it must be 1 to 100 characters, without blanks at its ends'),
    );
  }
  const accuracy = readNumber(parameters, 'vertical_accuracy_m');
  if (accuracy !== undefined && !(accuracy > 0 && accuracy <= greatestVerticalAccuracy.value)) {
    const most = greatestVerticalAccuracy.value;
    throw invalidParameter(
      'vertical_accuracy_m',
      String(accuracy),
      text(`应大于 0、不超过 ${most}（米）`, `it must be above 0 and at most ${most}, in metres`),
    );
  }
  const replaceAll = parameters.get('replace_all');
  if (replaceAll !== undefined && replaceAll !== 'true' && replaceAll !== 'false') {
    throw invalidParameter('replace_all', replaceAll, text('可用：true、false', 'it can be true or false'));
  }
  const voidValue = readNumber(parameters, 'void');
  return {
    ...(name !== undefined && { name }),
    ...(accuracy !== undefined && { vertical_accuracy_m: accuracy }),
    ...(voidValue !== undefined && { void: voidValue }),
    ...(replaceAll === 'true' && { replace_all: true }),
  };
}

function readNumber(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  const number = /^-?\d{1,12}(\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw invalidParameter(name, value, text('应为数字', 'it must be a number'));
}

function inputsOf({ id, files }: Upload, { name, ...options }: Options): ImportInputs {
  return { upload: id, files: [...files], name: name ?? importName(files), ...options };
}

function describe(source: ElevationSource, { rasters }: ElevationService) {
  const own = rasters.filter((raster: SourceRaster) => raster.source === source);
  const { name, importedAt, files, folder, verticalAccuracyMetres } = source;
  return {
    name,
    /** False for a file put into the folder by hand, which is taken out by hand. */
    imported: folder !== undefined,
    imported_at: importedAt ?? null,
    files,
    vertical_accuracy_m: verticalAccuracyMetres ?? null,
    cell_m: own.map(({ cellSizeMetres }) => Math.round(10 * cellSizeMetres) / 10),
    bounds: unionBounds(own.map(({ bounds }) => bounds)) ?? null,
  };
}

async function notRemoved(elevation: Services['elevation'], name: string): Promise<ProblemError> {
  const isThere = await elevation.use(async ({ sources }) => sources.some((source) => source.name === name));
  const shown = name.slice(0, 80);
  if (isThere) {
    return new ProblemError(
      'elevation_by_hand',
      text(
        `高程文件“${shown}”由人工放入数据文件夹，请在那里移除。`,
        `The file "${shown}" was put into the data folder by hand; take it out there.`,
      ),
    );
  }
  return new ProblemError(
    'unknown_elevation',
    text(
      `没有名为“${shown}”的高程数据；列表见 /api/elevation/sources`,
      `There is no elevation called "${shown}"; what there is stands at /api/elevation/sources`,
    ),
  );
}
