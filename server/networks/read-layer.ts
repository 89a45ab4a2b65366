import type { Feature, Geometry } from 'geojson';
import type { LayerDefinition } from '../../data/layers/definition.ts';
import type { Queryable } from '../jobs/job.ts';
import type { FeatureSelection, PagePosition } from '../layers/query.ts';
import { readPage } from '../layers/store.ts';

const pageFeatures = 1000;

/** All features of a layer, or those selected, page by page: no page holds anything up for long. */
export async function readLayer<G extends Geometry>(
  db: Queryable,
  layer: LayerDefinition,
  selection: FeatureSelection = {},
): Promise<Feature<G>[]> {
  const features: Feature<G>[] = [];
  let after: PagePosition | undefined;
  do {
    const page = await readPage(db, layer, { selection, sort: [], limit: pageFeatures, after });
    for (const feature of page.features) features.push(JSON.parse(feature));
    after = page.next;
  } while (after);
  return features;
}
