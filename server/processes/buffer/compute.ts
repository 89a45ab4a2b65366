import { area, buffer, featureCollection, union } from '@turf/turf';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { text } from '../../../data/text.ts';
import { invalidInput } from '../inputs.ts';
import { type Distances, distanceFor } from './distances.ts';
import type { SourceFeature } from './source.ts';

export type Dissolve = 'none' | 'hazard' | 'all';

/** Segments of a quarter circle: the polygon stays within 0.5 % of the true distance. */
const quarterSteps = 8;

type Area = Feature<Polygon | MultiPolygon>;

/** Buffers each feature by its distance and unites them as asked. Areas are geodesic square metres. */
export function bufferFeatures(
  source: readonly SourceFeature[],
  distances: Distances,
  dissolve: Dissolve,
): FeatureCollection {
  const buffered = source.map((feature) => bufferOne(feature, distances));
  if (dissolve === 'none') return featureCollection(buffered.map(withArea));
  const groups = new Map<string, Area[]>();
  for (const one of buffered) {
    const group = dissolve === 'hazard' ? String(one.properties?.hazard ?? '') : '';
    const members = groups.get(group);
    if (members) members.push(one);
    else groups.set(group, [one]);
  }
  return featureCollection([...groups].map(([hazard, members]) => withArea(unite(members, hazard))));
}

function bufferOne(source: SourceFeature, distances: Distances): Area {
  const { hazard = null, code = null } = source.properties;
  const metres = distanceFor(distances, hazard);
  if (metres === undefined) {
    throw invalidInput(
      'distances_m',
      text(
        `要素 ${source.id ?? ''} 的风险类型为 ${hazard ?? '空'}，没有给出它的距离；请补充，或给出 distance_m`,
        `feature ${source.id ?? ''} has the hazard ${hazard ?? 'none'}, for which no distance was given; add it, or give distance_m`,
      ),
    );
  }
  const result = buffer({ type: 'Feature', geometry: source.geometry, properties: {} }, metres / 1000, {
    units: 'kilometers',
    steps: quarterSteps,
  });
  if (!result)
    throw invalidInput(
      'features',
      text(`要素 ${source.id ?? ''} 无法作缓冲`, `feature ${source.id ?? ''} cannot be buffered`),
    );
  return {
    ...result,
    properties: { collection: source.collection, feature_id: source.id, code, hazard, distance_m: metres },
  };
}

function unite(members: readonly Area[], hazard: string): Area {
  const [first] = members;
  const distancesMetres = members.map((member) => Number(member.properties?.distance_m));
  const properties = {
    hazard: hazard === '' ? null : hazard,
    features: members.length,
    distance_m: Math.max(...distancesMetres),
  };
  const united = members.length > 1 ? union(featureCollection([...members])) : first;
  return { type: 'Feature', geometry: united?.geometry ?? { type: 'MultiPolygon', coordinates: [] }, properties };
}

function withArea(feature: Area): Area {
  return { ...feature, properties: { ...feature.properties, area_m2: Math.round(area(feature)) } };
}
