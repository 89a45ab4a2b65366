import type { Feature, FeatureCollection, Position } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import {
  type ClearanceSchedule,
  dotsAt,
  filledBy,
  movingGroups,
  peoplePerDot,
  roadLoad,
} from '../actions/clearance.ts';
import { labelFonts } from './labels.ts';
import { overlayAnchor } from './style.ts';

const roads = 'clearance-roads';
const moving = 'clearance-moving';

/** Told apart by width too, and by lightness in print. */
export const fullnessLooks = {
  free: { colour: '#3b82b5', width: 4 },
  busy: { colour: '#d98a00', width: 6 },
  full: { colour: '#b3122b', width: 8.5 },
} as const;
const emptyColour = '#9aa3a7';

/** From which share on a road counts as busy, and as full; the last person who fits is never quite there. */
export const fullnessFrom = { busy: 0.5, full: 0.97 } as const;

export interface ClearanceShelter {
  readonly shelter: string | number;
  readonly capacity: number | null;
  readonly position: Position;
}

/** The clearance on the map: drawn once, moved second by second, and taken away. */
export interface ClearanceDrawing {
  readonly show: (seconds: number) => void;
  readonly remove: () => void;
}

export function drawClearance(
  map: MapLibreMap,
  schedule: ClearanceSchedule,
  shelters: readonly ClearanceShelter[],
): ClearanceDrawing {
  map.addSource(roads, { type: 'geojson', data: roadFeatures(schedule) });
  map.addSource(moving, { type: 'geojson', data: collection([]) });
  for (const layer of lines) map.addLayer(layer, map.getLayer(overlayAnchor) ? overlayAnchor : undefined);
  for (const layer of marks) map.addLayer(layer);
  const perDot = peoplePerDot(schedule);
  const shown = new Map<number, number>();
  return {
    show: (seconds) => {
      const waits: Feature[] = [];
      for (const [id, road] of schedule.roads.entries()) {
        const { fullness, waiting } = roadLoad(schedule, road, seconds);
        const [start] = road.line;
        if (waiting > 0 && start) waits.push(mark(start, { kind: 'wait', people: waiting }));
        // Every change of state draws the map anew.
        const step = Math.ceil(fullness * 100) / 100;
        if (shown.get(id) === step) continue;
        shown.set(id, step);
        map.setFeatureState({ source: roads, id }, { fullness: step });
      }
      const filled = filledBy(schedule, seconds);
      const data = collection([
        ...shelters.map(({ shelter, capacity, position }) => {
          const people = filled.get(shelter) ?? 0;
          const share = capacity === null || capacity <= 0 ? 0 : Math.min(1, people / capacity);
          return mark(position, { kind: 'shelter', share, label: `${people}/${capacity ?? '?'}` });
        }),
        ...waits,
        ...dotsAt(schedule, perDot, seconds).map((position) => mark(position, { kind: 'dot' })),
        ...movingGroups(schedule, seconds).map(({ people, position }) => mark(position, { kind: 'group', people })),
      ]);
      map.getSource<GeoJSONSource>(moving)?.setData(data);
    },
    remove: () => {
      for (const { id } of [...lines, ...marks]) if (map.getLayer(id)) map.removeLayer(id);
      for (const id of [roads, moving]) if (map.getSource(id)) map.removeSource(id);
    },
  };
}

function roadFeatures({ roads: all }: ClearanceSchedule): FeatureCollection {
  return collection(
    all.map(({ line }, id): Feature => {
      return { type: 'Feature', id, geometry: { type: 'LineString', coordinates: [...line] }, properties: {} };
    }),
  );
}

function mark(coordinates: Position, properties: Readonly<Record<string, unknown>>): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates }, properties };
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

const fullness: ExpressionSpecification = ['coalesce', ['feature-state', 'fullness'], 0];
const kind = (value: string): ExpressionSpecification => ['==', ['get', 'kind'], value];
const { free, busy, full } = fullnessLooks;

function byFullness(none: string | number, of: 'colour' | 'width'): ExpressionSpecification {
  return [
    'case',
    ['>=', fullness, fullnessFrom.full],
    full[of],
    ['>=', fullness, fullnessFrom.busy],
    busy[of],
    ['>', fullness, 0],
    free[of],
    none,
  ];
}

const shelterRadius = { 10: 6, 13: 14 };

function byZoom(
  radii: Readonly<Record<number, number>>,
  times: number | ExpressionSpecification,
): ExpressionSpecification {
  const stops = Object.entries(radii).flatMap(([zoom, radius]) => [Number(zoom), ['*', radius, times]]);
  return ['interpolate', ['linear'], ['zoom'], ...stops] as ExpressionSpecification;
}

const round = { 'line-cap': 'round', 'line-join': 'round' } as const;

const lines: readonly LayerSpecification[] = [
  {
    id: 'clearance-casing',
    type: 'line',
    source: roads,
    layout: round,
    paint: { 'line-color': '#ffffff', 'line-width': ['+', 3, byFullness(3, 'width')] },
  },
  {
    id: 'clearance-road',
    type: 'line',
    source: roads,
    layout: round,
    paint: { 'line-color': byFullness(emptyColour, 'colour'), 'line-width': byFullness(3, 'width') },
  },
];

const marks: readonly LayerSpecification[] = [
  {
    id: 'clearance-shelter',
    type: 'circle',
    source: moving,
    filter: kind('shelter'),
    paint: {
      'circle-radius': byZoom(shelterRadius, 1),
      'circle-color': 'rgba(255, 255, 255, 0.92)',
      'circle-stroke-color': '#15803d',
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'clearance-filled',
    type: 'circle',
    source: moving,
    filter: ['all', kind('shelter'), ['>', ['get', 'share'], 0]],
    paint: {
      // The area grows as the shelter fills.
      'circle-radius': byZoom(shelterRadius, ['sqrt', ['get', 'share']]),
      'circle-color': ['case', ['>=', ['get', 'share'], 1], '#9a5200', '#15803d'],
    },
  },
  {
    id: 'clearance-wait',
    type: 'circle',
    source: moving,
    filter: kind('wait'),
    paint: {
      'circle-radius': ['min', 16, ['+', 5, ['*', 0.5, ['sqrt', ['get', 'people']]]]],
      'circle-color': 'rgba(179, 18, 43, 0.18)',
      'circle-stroke-color': full.colour,
      'circle-stroke-width': 1.5,
    },
  },
  {
    id: 'clearance-dot',
    type: 'circle',
    source: moving,
    filter: kind('dot'),
    paint: {
      'circle-radius': 3,
      'circle-color': '#0d1f2b',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1,
    },
  },
  {
    id: 'clearance-group',
    type: 'symbol',
    source: moving,
    filter: kind('group'),
    layout: {
      'text-field': ['to-string', ['get', 'people']],
      'text-font': labelFonts.bold,
      'text-size': ['interpolate', ['linear'], ['sqrt', ['get', 'people']], 3, 11.5, 25, 16],
      'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
      'text-radial-offset': 0.6,
      'symbol-sort-key': ['-', 0, ['get', 'people']],
    },
    paint: { 'text-color': '#0d1f2b', 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
  },
  {
    id: 'clearance-shelter-label',
    type: 'symbol',
    source: moving,
    filter: kind('shelter'),
    layout: {
      'text-field': ['get', 'label'],
      'text-font': labelFonts.bold,
      'text-size': 12,
      'text-offset': [0, 1.3],
      'text-anchor': 'top',
      'text-allow-overlap': false,
    },
    paint: { 'text-color': '#0b5f2c', 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
  },
];
