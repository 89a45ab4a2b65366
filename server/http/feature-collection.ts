import type { FeaturePage } from '../layers/store.ts';

export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
  readonly title?: string;
}

/** The document of a page. The features are text already and are put in as they are. */
export function featureCollectionText(page: FeaturePage, numberMatched: number, links: readonly Link[]): string {
  return (
    `{"type":"FeatureCollection","numberMatched":${numberMatched},"numberReturned":${page.features.length},` +
    `"links":${JSON.stringify(links)},"features":[\n${page.features.join(',\n')}\n]}`
  );
}
