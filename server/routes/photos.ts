import type { Readable } from 'node:stream';
import { type Request, type Response, Router } from 'express';
import { photoLayers, photoLimits } from '../../data/photos.ts';
import { text } from '../../data/text.ts';
import { baseUrl, jsonType } from '../http/negotiate.ts';
import { readOneOf, readParameters } from '../http/parameters.ts';
import { otherMethods } from '../http/problem-response.ts';
import { takeFiles } from '../http/sent-files.ts';
import { isInstant, isPlausible } from '../http/times.ts';
import { writerOf } from '../http/writer.ts';
import {
  type Photo,
  type PhotoAddress,
  type PhotoService,
  type SentPhoto,
  unknownPhoto,
} from '../photos/photo-service.ts';
import { invalidParameter, ProblemError } from '../problems.ts';
import { featureId } from './feature-address.ts';
import { layerNamed } from './layer-parameter.ts';

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Mounted at /api: photos of features under the features, their bytes under `/photos`. For accounts alone, also where
 * strangers may read the map: pictures show people and their houses.
 */
export function photoRoutes(photos: PhotoService): Router {
  const router = Router();

  router
    .route('/collections/:layer/items/:id/photos')
    .get(async (request, response) => {
      const address = addressOf(request);
      readParameters(request, []);
      const list = await photos.list(address);
      response.set('Cache-Control', 'no-cache').type(jsonType);
      response.json({ photos: list.map((photo) => describe(request, photo)) });
    })
    .post(async (request, response) => {
      const { writer, address } = written(request, response);
      const parameters = readParameters(request, ['taken_at', 'longitude', 'latitude']);
      const said = { takenAt: readMoment(parameters), position: readPosition(parameters) };
      try {
        const { photo, isNew } = await photos.add(writer, address, { ...said, ...(await readImages(request)) });
        response.status(isNew ? 201 : 200).location(`${baseUrl(request)}/api/photos/${photo.id}`);
        response.json(describe(request, photo));
      } catch (error) {
        // The rest is let pass unread, until the client has sent it and listens.
        request.unpipe().resume();
        throw error;
      }
    })
    .all(otherMethods('GET', 'HEAD', 'POST'));

  router
    .route('/collections/:layer/items/:id/photos/:photo')
    .delete(async (request, response) => {
      const { writer, address } = written(request, response);
      readParameters(request, []);
      await photos.remove(writer, address, photoId(request.params.photo));
      response.status(204).end();
    })
    .all(otherMethods('DELETE'));

  router
    .route('/photos/:photo')
    .get(async (request, response) => {
      const size = readOneOf(readParameters(request, ['size']), 'size', ['full', 'small']) ?? 'full';
      const { type, content } = await photos.read(photoId(request.params.photo), size);
      response
        // What has an id of its own never changes; a browser that others use too forgets it with the day.
        .set('Cache-Control', 'private, max-age=86400')
        .set('Content-Disposition', 'inline')
        .type(type)
        .send(content);
    })
    .all(otherMethods('GET', 'HEAD'));

  return router;
}

function addressOf(request: Request<{ layer: string; id: string }>): PhotoAddress {
  const layer = layerNamed(request.params.layer);
  if (!photoLayers.includes(layer.id)) {
    throw new ProblemError(
      'unknown_path',
      text(
        `图层“${layer.title.zh}”没有照片；有照片的图层：${photoLayers.join('、')}`,
        `The layer ${layer.id} has no photos; those that have: ${photoLayers.join(', ')}`,
      ),
    );
  }
  return { layer, featureId: featureId(layer, request.params.id) };
}

/** Whether they edit the layer at all comes before anything that is said about its features. */
function written(request: Request<{ layer: string; id: string }>, response: Response) {
  const writer = writerOf(response, [layerNamed(request.params.layer)]);
  return { writer, address: addressOf(request) };
}

function photoId(id: string): string {
  if (!idPattern.test(id)) throw unknownPhoto(id);
  return id;
}

function describe(request: Request, { id, user_name: by, ...photo }: Photo) {
  const href = `${baseUrl(request)}/api/photos/${id}`;
  return { id, ...photo, by, href, small_href: `${href}?size=small` };
}

/** The form's file `photo`, and beside it `small`, the same made small for lists. */
async function readImages(request: Request): Promise<Pick<SentPhoto, 'full' | 'small'>> {
  if (!request.is('multipart/form-data')) {
    throw new ProblemError(
      'unsupported_media_type',
      text(
        '请用 multipart/form-data 提交照片：字段 photo 为照片，small 为缩略图（可不给）。',
        'Send the photo as multipart/form-data: the field photo, and small with a thumbnail, which may be left out.',
      ),
    );
  }
  const images = new Map<string, Buffer>();
  // Noted as a part begins: the next one may begin before this one is read.
  const begun = new Set<string>();
  await takeFiles(request, undefined, async (_name, content, field) => {
    if ((field !== 'photo' && field !== 'small') || begun.has(field)) {
      throw invalidParameter(
        field,
        '…',
        text('字段应为 photo、small 各一个', 'the fields are photo and small, once each'),
      );
    }
    begun.add(field);
    images.set(field, await collect(content, field === 'photo' ? photoLimits.bytes : photoLimits.smallBytes));
  });
  const full = images.get('photo');
  if (!full) {
    throw new ProblemError('malformed_body', text('表单中没有字段 photo。', 'The form has no field photo.'));
  }
  return { full, small: images.get('small') };
}

async function collect(content: Readable, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      const kilobytes = Math.round(mostBytes / 1024);
      throw new ProblemError(
        'body_too_large',
        text(
          `图片超过 ${kilobytes} KB，未保存。请先缩小。`,
          `The picture is larger than ${kilobytes} KB; it was not stored. Make it smaller first.`,
        ),
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readMoment(parameters: ReadonlyMap<string, string>): string | undefined {
  const value = parameters.get('taken_at');
  if (value === undefined) return undefined;
  if (isInstant(value) && isPlausible(value)) return value;
  throw invalidParameter(
    'taken_at',
    value,
    text(
      '应为带时区的时刻，如 2026-07-01T08:00:00+08:00',
      'it must be a moment with its zone, such as 2026-07-01T08:00:00+08:00',
    ),
  );
}

function readPosition(parameters: ReadonlyMap<string, string>): readonly [number, number] | undefined {
  const degrees = (name: string, most: number) => {
    const value = parameters.get(name);
    if (value === undefined) return undefined;
    const number = /^-?\d{1,3}(\.\d{1,15})?$/.test(value) ? Number(value) : Number.NaN;
    if (Math.abs(number) <= most) return number;
    throw invalidParameter(name, value, text(`应为 ±${most} 以内的度数`, `it must be degrees within ±${most}`));
  };
  const [longitude, latitude] = [degrees('longitude', 180), degrees('latitude', 90)];
  if (longitude === undefined && latitude === undefined) return undefined;
  if (longitude !== undefined && latitude !== undefined) return [longitude, latitude];
  throw invalidParameter(
    longitude === undefined ? 'longitude' : 'latitude',
    '',
    text('经度和纬度须同时给出', 'longitude and latitude go together'),
  );
}
