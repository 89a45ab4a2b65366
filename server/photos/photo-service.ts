import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { photoLimits } from '../../data/photos.ts';
import { text } from '../../data/text.ts';
import type { Database } from '../database/database.ts';
import { withTransaction } from '../database/transaction.ts';
import type { Writer } from '../layers/changes/change-service.ts';
import { unknownFeature } from '../layers/changes/prepare.ts';
import { readCurrent } from '../layers/history/states.ts';
import { ProblemError } from '../problems.ts';
import { makePhotoFiles, type PhotoSize } from './files.ts';
import { type CleanImage, cleanImage } from './image.ts';

type Queryable = Pick<pg.ClientBase, 'query'>;

export interface Photo {
  readonly id: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** RFC 3339; null where nobody has said. */
  readonly taken_at: string | null;
  /** Longitude and latitude of the camera. */
  readonly position: readonly [number, number] | null;
  readonly user_name: string;
  readonly created_at: string;
}

export interface SentPhoto {
  readonly full: Buffer;
  readonly small: Buffer | undefined;
  readonly takenAt: string | undefined;
  readonly position: readonly [longitude: number, latitude: number] | undefined;
}

export interface PhotoAddress {
  readonly layer: LayerDefinition;
  readonly featureId: number;
}

export interface PhotoService {
  /** In the order in which they came. @throws ProblemError `unknown_feature` */
  list(address: PhotoAddress): Promise<readonly Photo[]>;
  /**
   * Adds a photo to a feature that the writer may edit. The same photo again is the one that is there.
   *
   * @throws ProblemError `unknown_feature`, `photo_refused`, `too_many_photos`, `forbidden`
   */
  add(writer: Writer, address: PhotoAddress, sent: SentPhoto): Promise<{ photo: Photo; isNew: boolean }>;
  /** @throws ProblemError `unknown_photo`, `unknown_feature`, `forbidden` */
  remove(writer: Writer, address: PhotoAddress, id: string): Promise<void>;
  /** @throws ProblemError `unknown_photo` */
  read(id: string, size: PhotoSize): Promise<{ type: string; content: Buffer }>;
  sweep(): Promise<number>;
}

const columns = `id, media_type, bytes, width, height, to_json(taken_at) #>> '{}' AS taken_at,
  CASE WHEN position IS NULL THEN NULL ELSE json_build_array(ST_X(position), ST_Y(position)) END AS position,
  user_name, to_json(created_at) #>> '{}' AS created_at`;

/** Photos of features: rows in the database, files in the data folder. */
export function makePhotoService({ pool }: Pick<Database, 'pool'>, dataFolder: string): PhotoService {
  const files = makePhotoFiles(dataFolder);

  return {
    async list({ layer, featureId }) {
      await requireFeature(pool, { layer, featureId });
      const { rows } = await pool.query<Photo>(
        `SELECT ${columns} FROM anlan.photos WHERE layer = $1 AND feature_id = $2 AND deleted_at IS NULL
         ORDER BY photos.created_at, id`,
        [layer.id, featureId],
      );
      return rows;
    },

    async add(writer, address, sent) {
      await authorise(pool, writer, address);
      const full = requireImage(sent.full);
      const small = sent.small && requireImage(sent.small);
      const sha256 = createHash('sha256').update(full.bytes).digest('hex');
      const known = await findSame(pool, address, sha256);
      if (known) return { photo: known, isNew: false };
      const id = randomUUID();
      // Before the row: a service killed in between leaves files to be swept, and never a row without its files.
      await files.store(id, { full: full.bytes, ...(small && { small: small.bytes }) });
      try {
        const added = await withTransaction(pool, async (db) => {
          await lock(db, address);
          await authorise(db, writer, address);
          const same = await findSame(db, address, sha256);
          if (same) return { photo: same, isNew: false };
          await requireRoom(db, address);
          return { photo: await insert(db, { id, address, full, small, sha256, sent, writer }), isNew: true };
        });
        if (!added.isNew) await files.remove(id);
        return added;
      } catch (error) {
        await files.remove(id);
        throw error;
      }
    },

    async remove(writer, address, id) {
      await withTransaction(pool, async (db) => {
        await authorise(db, writer, address);
        const { rowCount } = await db.query(
          `UPDATE anlan.photos SET deleted_at = now(), deleted_by = $4
           WHERE id = $1 AND layer = $2 AND feature_id = $3 AND deleted_at IS NULL`,
          [id, address.layer.id, address.featureId, writer.author.name],
        );
        if (rowCount === 0) throw unknownPhoto(id);
      });
      await files.remove(id);
    },

    async read(id, size) {
      const { rows } = await pool.query<{ media_type: string; small: boolean }>(
        'SELECT media_type, small FROM anlan.photos WHERE id = $1 AND deleted_at IS NULL',
        [id],
      );
      const [row] = rows;
      const content = row && (await files.read(id, size === 'small' && row.small ? 'small' : 'full'));
      if (!row || !content) throw unknownPhoto(id);
      // The small one is made by the sender, who may choose another type for it.
      return { type: cleanImage(content)?.type ?? row.media_type, content };
    },

    sweep: () => files.sweep(pool),
  };
}

export function unknownPhoto(id: string): ProblemError {
  const shown = id.slice(0, 60);
  return new ProblemError(
    'unknown_photo',
    text(`没有照片 ${shown}，可能已被删除。`, `There is no photo ${shown}; it may have been deleted.`),
  );
}

async function requireFeature(db: Queryable, { layer, featureId }: PhotoAddress) {
  const feature = (await readCurrent(db, layer, [featureId])).get(featureId)?.feature;
  if (!feature) throw unknownFeature(layer, featureId);
  return feature;
}

/** A photo belongs to its feature: whoever may change the one adds and removes the other. */
async function authorise(db: Queryable, writer: Writer, address: PhotoAddress): Promise<void> {
  const feature = await requireFeature(db, address);
  await writer.authorise(db, [{ verb: 'update', layer: address.layer, before: feature, after: feature }]);
}

/** Two senders of one photo wait for each other. */
async function lock(db: Queryable, { layer }: PhotoAddress): Promise<void> {
  await db.query('SELECT FROM anlan.layer_revisions WHERE layer = $1 FOR UPDATE', [layer.id]);
}

function requireImage(bytes: Buffer): CleanImage {
  const image = cleanImage(bytes);
  if (!image) {
    throw refused(
      text(
        '文件不是完整的 JPEG、PNG 或 WebP 图片，未保存。',
        'The file is not a whole JPEG, PNG or WebP picture; it was not stored.',
      ),
    );
  }
  if (image.width * image.height <= photoLimits.pixels) return image;
  const megapixels = Math.round(photoLimits.pixels / 1e6);
  throw refused(
    text(
      `图片为 ${image.width}×${image.height} 像素，超过 ${megapixels} 百万像素，未保存。请先缩小。`,
      `The picture has ${image.width}×${image.height} pixels, more than ${megapixels} million; it was not stored. Make it smaller first.`,
    ),
  );
}

function refused(detail: { zh: string; en: string }): ProblemError {
  return new ProblemError('photo_refused', detail);
}

async function findSame(db: Queryable, { layer, featureId }: PhotoAddress, sha256: string): Promise<Photo | undefined> {
  const { rows } = await db.query<Photo>(
    `SELECT ${columns} FROM anlan.photos
     WHERE layer = $1 AND feature_id = $2 AND sha256 = $3 AND deleted_at IS NULL`,
    [layer.id, featureId, sha256],
  );
  return rows[0];
}

async function requireRoom(db: Queryable, { layer, featureId }: PhotoAddress): Promise<void> {
  const { rows } = await db.query<{ count: number }>(
    'SELECT count(*) AS count FROM anlan.photos WHERE layer = $1 AND feature_id = $2 AND deleted_at IS NULL',
    [layer.id, featureId],
  );
  if ((rows[0]?.count ?? 0) < photoLimits.perFeature) return;
  throw new ProblemError(
    'too_many_photos',
    text(
      `一个要素最多 ${photoLimits.perFeature} 张照片，未保存。请先删除一些。`,
      `A feature has at most ${photoLimits.perFeature} photos; this one was not stored. Delete some first.`,
    ),
  );
}

interface NewPhoto {
  readonly id: string;
  readonly address: PhotoAddress;
  readonly full: CleanImage;
  readonly small: CleanImage | undefined;
  readonly sha256: string;
  readonly sent: SentPhoto;
  readonly writer: Writer;
}

async function insert(db: Queryable, photo: NewPhoto): Promise<Photo> {
  const { id, address, full, small, sha256, sent, writer } = photo;
  const { rows } = await db.query<Photo>(
    `INSERT INTO anlan.photos (id, layer, feature_id, media_type, sha256, bytes, width, height, small, taken_at,
       position, user_id, user_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz,
       CASE WHEN $11::float8 IS NULL THEN NULL ELSE ST_SetSRID(ST_MakePoint($11::float8, $12::float8), 4326) END,
       $13, $14)
     RETURNING ${columns}`,
    [
      id,
      address.layer.id,
      address.featureId,
      full.type,
      sha256,
      full.bytes.length,
      full.width,
      full.height,
      small !== undefined,
      sent.takenAt ?? null,
      sent.position?.[0] ?? null,
      sent.position?.[1] ?? null,
      writer.author.userId,
      writer.author.name,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('the insert of a photo gave no row');
  return row;
}
