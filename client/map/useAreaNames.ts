import type { Feature, Point } from 'geojson';
import type { GeoJSONSource } from 'maplibre-gl';
import { useEffect } from 'react';
import { layers } from '../../data/layers/index.ts';
import { labelPoint } from '../actions/labelPoint.ts';
import { useWholeLayer } from '../api/queries.ts';
import type { CountyFeature } from '../api/types.ts';
import { useStore } from '../state/createStore.ts';
import { mapStore } from '../state/map.ts';
import { areaNames } from './labels.ts';

/** Writes the name of each township once, however many tiles it lies in. */
export function useAreaNames(): void {
  const map = useStore(mapStore, (value) => value);
  const { data: townships } = useWholeLayer('townships');
  useEffect(() => {
    if (!map || !townships) return;
    const features = townships.features.flatMap((township) => namePoint(township));
    map.getSource<GeoJSONSource>(areaNames)?.setData({ type: 'FeatureCollection', features });
  }, [map, townships]);
}

/** Keeps the row id, so that a click on the name finds the township. */
function namePoint({ id, geometry, properties }: CountyFeature): readonly Feature<Point>[] {
  if (geometry.type !== 'MultiPolygon' && geometry.type !== 'Polygon') return [];
  const coordinates = labelPoint(geometry);
  const name = properties[layers.townships.style.labelMember ?? ''];
  if (!coordinates || typeof name !== 'string') return [];
  return [
    {
      type: 'Feature',
      ...(id === undefined ? {} : { id }),
      // As tiles have them, without those that are missing: the layer's filter asks for them.
      properties: { ...withoutMissing(properties), name, layer: 'townships' },
      geometry: { type: 'Point', coordinates },
    },
  ];
}

function withoutMissing(properties: CountyFeature['properties']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
