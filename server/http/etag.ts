import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import { text } from '../../data/text.ts';
import { invalidParameter } from '../problems.ts';

/** A layer that gains a member is written differently in the same version of its features. */
const definitionHashes = new Map(
  layerList.map((layer) => [
    layer.id,
    createHash('sha256')
      .update(JSON.stringify(Object.keys(layer.properties)))
      .digest('hex')
      .slice(0, 8),
  ]),
);

/** The strong entity tag of a feature in a version: the same bytes at the same address have the same tag. */
export function featureTag(layer: LayerDefinition, id: number, version: number): string {
  return `"${layer.id}-${id}-${version}-${definitionHashes.get(layer.id)}"`;
}

/**
 * The version that `If-Match` names; undefined without the header, and for `*`, which names none.
 *
 * @throws ProblemError `invalid_parameter` for what is no tag of this feature
 */
export function readIfMatch(request: Request, layer: LayerDefinition, id: number): number | undefined {
  const header = request.get('if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  // Compression by a proxy makes tags weak; the version in them is as good as before.
  const [, tagLayer, tagId, version] = /^(?:W\/)?"([a-z_]+)-(\d{1,15})-(\d{1,9})-[0-9a-f]{8}"$/.exec(header) ?? [];
  if (tagLayer !== layer.id || Number(tagId) !== id) {
    throw invalidParameter(
      'If-Match',
      header,
      text('应为读取该要素时得到的 ETag', 'it must be the ETag with which this feature was read'),
    );
  }
  return Number(version);
}
