import type { LayerId } from '../../../data/layers/definition.ts';
import { layers } from '../../../data/layers/index.ts';
import type { SearchResult } from '../../../server/search/find-features.ts';
import type { RoadAnswer, RoadPlace } from '../../../server/search/find-on-road.ts';
import { chainage, chainageRange, degrees } from '../../actions/measures.ts';
import type { CoordinateReading } from '../../actions/search/readings.ts';
import type { SearchAnswer } from '../../api/search.ts';
import type { FindingMessages } from '../../i18n/finding/zh.ts';
import type { Wording } from '../../i18n/language.ts';

/** One line of the list, with what choosing it shows. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly layer: LayerId | undefined;
  /** Value by which the layer's symbols differ. */
  readonly symbol: string | undefined;
  readonly target: Target;
}

export type Target =
  | { readonly kind: 'feature'; readonly layer: LayerId; readonly id: string; readonly bbox: SearchResult['bbox'] }
  | { readonly kind: 'extent'; readonly layer: LayerId; readonly bbox: SearchResult['bbox'] }
  | { readonly kind: 'place'; readonly longitude: number; readonly latitude: number; readonly section?: string };

export interface EntryGroup {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly Entry[];
  /** Of this kind there are so many more. */
  readonly more: number;
}

interface Words {
  readonly wording: Wording;
  readonly finding: FindingMessages;
}

/** Places written as figures first, then the layers in the order in which the best of each was found. */
export function entryGroups(
  readings: readonly CoordinateReading[],
  answer: SearchAnswer | undefined,
  words: Words,
): readonly EntryGroup[] {
  const groups: EntryGroup[] = [];
  if (readings.length > 0) {
    const entries = readings.map((reading) => readingEntry(reading, words));
    groups.push({ id: 'coordinates', title: words.finding.coordinates, entries, more: 0 });
  }
  if (answer?.road && answer.road.places.length + (answer.road.until?.places.length ?? 0) > 0) {
    const { road } = answer;
    const entry = (place: RoadPlace, at: number, note?: string): Entry => {
      const [longitude, latitude] = place.point;
      return {
        id: `road-${place.id}-${at}`,
        title: `${road.road_code} ${chainage(at)}`,
        detail: [note, place.name, words.finding.onSection(place.code ?? String(place.id))].filter(Boolean).join(' · '),
        layer: 'roads',
        symbol: undefined,
        target: { kind: 'place', longitude, latitude, section: String(place.id) },
      };
    };
    const { until } = road;
    const entries = [
      ...road.places.map((place) => entry(place, road.at_m, until && words.finding.stretchFrom)),
      ...(until?.places ?? []).map((place) => entry(place, until?.at_m ?? 0, words.finding.stretchTo)),
    ];
    groups.push({ id: 'road', title: words.finding.roadPosition, entries, more: 0 });
  }
  const byLayer = new Map<LayerId, SearchResult[]>();
  for (const result of answer?.results ?? []) byLayer.set(result.layer, [...(byLayer.get(result.layer) ?? []), result]);
  for (const [layer, results] of byLayer) {
    const matched = answer?.matched[layer] ?? 0;
    groups.push({
      id: layer,
      title: words.wording.say(layers[layer].title),
      entries: results.map((result) => resultEntry(result, words)),
      more: Math.max(0, matched - results.length),
    });
  }
  return groups;
}

/** Why a place on a road is not shown; undefined where it is, or was not asked for. */
export function roadRefusal(road: RoadAnswer | null | undefined, words: Words): string | undefined {
  if (!road) return undefined;
  const { wording, finding } = words;
  if (road.state === 'found') {
    const { until } = road;
    if (until?.state !== 'not_covered') return undefined;
    return roadRefusal({ ...road, state: 'not_covered', at_m: until.at_m }, words);
  }
  if (road.state !== 'not_covered') return finding[road.state](road.road_code);
  const ranges = wording.list(road.covered.map(([from, to]) => chainageRange(from, to)));
  return finding.not_covered(road.road_code, chainage(road.at_m), ranges);
}

function readingEntry(reading: CoordinateReading, { finding }: Words): Entry {
  const { system, longitude, latitude, zone, longitudeFirst } = reading;
  const title =
    system === 'gauss_kruger'
      ? finding.gauss_kruger(zone?.widthDegrees ?? 3, zone?.number ?? 0, zone?.meridian ?? 0)
      : finding[system];
  const notes = [
    `${degrees(longitude)}, ${degrees(latitude)}`,
    ...(zone && !zone.given ? [finding.zoneAssumed] : []),
    ...(longitudeFirst === false ? [finding.latitudeFirst] : []),
  ];
  return {
    id: `coordinates-${system}`,
    title,
    detail: notes.join(' · '),
    layer: undefined,
    symbol: undefined,
    target: { kind: 'place', longitude, latitude },
  };
}

function resultEntry(result: SearchResult, { wording, finding }: Words): Entry {
  const { kind, layer, id, code, name, symbol, sections, township_name: township, bbox } = result;
  const definition = layers[layer];
  const { by } = definition.style;
  const codes = by ? definition.properties[by.member]?.codes : undefined;
  const said = codes?.find(({ value }) => value === symbol)?.title;
  const title = kind === 'road' ? [code, name].filter(Boolean).join(' ') : (name ?? code ?? `#${id}`);
  const detail = [
    kind === 'road' ? finding.wholeRoad(sections) : name === null ? undefined : (code ?? undefined),
    said && wording.say(said),
    layer === 'townships' ? undefined : (township ?? undefined),
  ];
  return {
    id: `${kind}-${layer}-${id}`,
    title,
    detail: detail.filter(Boolean).join(' · '),
    layer,
    symbol: symbol ?? undefined,
    target: kind === 'road' ? { kind: 'extent', layer, bbox } : { kind: 'feature', layer, id: String(id), bbox },
  };
}
