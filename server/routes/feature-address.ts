import type { Request } from 'express';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Link } from '../http/feature-collection.ts';
import { baseUrl, geoJsonType, jsonType } from '../http/negotiate.ts';
import { unknownFeature } from '../layers/changes/prepare.ts';

/** @throws ProblemError `unknown_feature` for what cannot be an id */
export function featureId(layer: LayerDefinition, id: string): number {
  if (!/^[1-9]\d{0,14}$/.test(id)) throw unknownFeature(layer, id.slice(0, 60));
  return Number(id);
}

export function featureLinks(request: Request, layer: LayerDefinition, id: number): Link[] {
  const address = `${baseUrl(request)}/api/collections/${layer.id}`;
  return [
    { rel: 'self', href: `${address}/items/${id}`, type: geoJsonType },
    { rel: 'collection', href: address, type: jsonType },
    { rel: 'version-history', href: `${address}/items/${id}/versions`, type: jsonType },
  ];
}

/** The text of a feature with links as one more member. */
export function withLinks(feature: string, links: readonly Link[]): string {
  return `${feature.slice(0, -1)},"links":${JSON.stringify(links)}}`;
}
