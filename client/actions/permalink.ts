import { isLayerId, layerIds, layers } from '../../data/layers/index.ts';
import { type Language, languages } from '../../data/text.ts';
import type { Filters } from './filter/conditions.ts';
import { formatConditions, parseConditions } from './filter/written.ts';
import { formatLook, type Looks, lookOf, parseLook, sameLook, usualLook } from './look.ts';
import {
  type Camera,
  isShowable,
  type Selection,
  type Showable,
  sameShown,
  showables,
  shownAtFirst,
  type View,
} from './view.ts';

/** Below half a pixel at every zoom that tiles are drawn at, so that a reload does not move the map. */
const decimals = { zoom: 2, degrees: 5, angle: 1 };
const greatest = { zoom: 22, latitude: 85.06, longitude: 180, bearing: 180, pitch: 85 };

/**
 * `#map=13.2/31.20145/110.21000&layers=roads,shelters&lang=zh&feature=roads/12`: zoom, latitude, longitude as other
 * web maps write them, then bearing and pitch where the map is turned or tilted. `layers` is left out where it is what a
 * first visit shows, and `look.roads=surface,60,nolabels` where a layer looks as usual, so that links stay short. A layer
 * that is filtered has `filter.road_hazards=grade.in.major,considerable`.
 */
export function formatPermalink(view: View): string {
  const parts: string[] = [];
  if (view.camera) {
    const { zoom, latitude, longitude } = view.camera;
    const place = `${latitude.toFixed(decimals.degrees)}/${longitude.toFixed(decimals.degrees)}`;
    parts.push(`map=${rounded(zoom, decimals.zoom)}/${place}${formatTurn(view.camera)}`);
  }
  if (view.relief) parts.push('relief=on');
  if (!sameShown(view.shown, shownAtFirst)) {
    parts.push(`layers=${showables.filter((id) => view.shown.has(id)).join(',')}`);
  }
  for (const [layer, conditions] of view.filters) parts.push(`filter.${layer}=${formatConditions(conditions)}`);
  for (const id of layerIds) {
    const look = lookOf(view.looks, id);
    if (!sameLook(look, usualLook)) parts.push(`look.${id}=${formatLook(look)}`);
  }
  parts.push(`lang=${view.language}`);
  if (view.selection) parts.push(`feature=${view.selection.layer}/${encodeURIComponent(view.selection.id)}`);
  return `#${parts.join('&')}`;
}

export interface Permalink {
  readonly camera: Camera | undefined;
  readonly shown: ReadonlySet<Showable>;
  readonly looks: Looks;
  readonly relief: boolean;
  readonly language: Language | undefined;
  readonly selection: Selection | undefined;
  readonly filters: Filters;
}

/** Whatever cannot be understood is left out, so that an old or mangled link still opens the map. */
export function parsePermalink(hash: string): Permalink {
  const members = new Map<string, string>();
  const filters: [string, string][] = [];
  for (const part of hash.replace(/^#/, '').split('&')) {
    const equals = part.indexOf('=');
    const [, filtered] = /^filter\.([a-z_]+)=/.exec(part) ?? [];
    if (filtered !== undefined) filters.push([filtered, part.slice(equals + 1)]);
    else if (equals > 0) members.set(part.slice(0, equals), decoded(part.slice(equals + 1)));
  }
  return {
    camera: parseCamera(members.get('map')),
    shown: parseShown(members.get('layers')),
    looks: parseLooks(members),
    relief: members.get('relief') === 'on',
    language: languages.find((language) => language === members.get('lang')),
    selection: parseSelection(members.get('feature')),
    filters: parseFilters(filters),
  };
}

/** Their values are decoded one by one: commas and semicolons may stand within them. */
function parseFilters(written: readonly (readonly [string, string])[]): Filters {
  return new Map(
    written.flatMap(([layer, text]) => {
      const conditions = isLayerId(layer) ? parseConditions(layers[layer], text) : [];
      return isLayerId(layer) && conditions.length > 0 ? [[layer, conditions]] : [];
    }),
  );
}

function parseCamera(value: string | undefined): Camera | undefined {
  const parts = (value ?? '').split('/');
  if (parts.length < 3 || parts.length > 5 || parts.some((part) => part.trim() === '')) return undefined;
  const [zoom = Number.NaN, latitude = Number.NaN, longitude = Number.NaN, bearing = 0, pitch = 0] = parts.map(Number);
  const inRange =
    zoom >= 0 &&
    zoom <= greatest.zoom &&
    Math.abs(latitude) <= greatest.latitude &&
    Math.abs(longitude) <= greatest.longitude &&
    Math.abs(bearing) <= greatest.bearing &&
    pitch >= 0 &&
    pitch <= greatest.pitch;
  return inRange ? { zoom, latitude, longitude, bearing, pitch } : undefined;
}

function formatTurn({ bearing, pitch }: Camera): string {
  const [turn, tilt] = [rounded(bearing, decimals.angle), rounded(pitch, decimals.angle)];
  if (Number(tilt) !== 0) return `/${turn}/${tilt}`;
  return Number(turn) === 0 ? '' : `/${turn}`;
}

function parseLooks(members: ReadonlyMap<string, string>): Looks {
  const looks: Partial<Record<(typeof layerIds)[number], ReturnType<typeof parseLook>>> = {};
  for (const id of layerIds) {
    const value = members.get(`look.${id}`);
    const look = value === undefined ? usualLook : parseLook(id, value);
    if (!sameLook(look, usualLook)) looks[id] = look;
  }
  return looks;
}

function parseShown(value: string | undefined): ReadonlySet<Showable> {
  if (value === undefined) return shownAtFirst;
  return new Set(value.split(',').filter(isShowable));
}

function parseSelection(value: string | undefined): Selection | undefined {
  const slash = value?.indexOf('/') ?? -1;
  if (value === undefined || slash < 1) return undefined;
  const layer = value.slice(0, slash);
  const id = value.slice(slash + 1);
  return isLayerId(layer) && id !== '' ? { layer, id } : undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function rounded(value: number, places: number): string {
  return String(Number(value.toFixed(places)));
}
