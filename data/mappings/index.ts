import type { Mapping } from './mapping.ts';
import { osm } from './osm/index.ts';

export type { Mapping, MappingOutcome, MappingRemark, SourceFeature } from './mapping.ts';

/** Every mapping. Adding one adds a folder and a line here. */
export const mappings: readonly Mapping[] = [osm];
