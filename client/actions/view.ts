import type { LayerGroupId, LayerId } from '../../data/layers/definition.ts';
import { layerList } from '../../data/layers/index.ts';
import type { Language } from '../../data/text.ts';
import type { Filters } from './filter/conditions.ts';
import { type LayerLook, type Looks, withLook } from './look.ts';

/** What the person looks at; all of it is in the permalink. */
export interface View {
  /** Missing until the first look, when the whole county is shown. */
  readonly camera: Camera | undefined;
  readonly shown: ReadonlySet<Showable>;
  readonly looks: Looks;
  /** The ground stands up: the map may be tilted over the elevation. */
  readonly relief: boolean;
  readonly language: Language;
  readonly selection: Selection | undefined;
  readonly filters: Filters;
}

export interface Camera {
  readonly zoom: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Degrees that the top of the map lies clockwise of north. */
  readonly bearing: number;
  /** Degrees from straight down. */
  readonly pitch: number;
}

/** Drawn from the elevation: they have no layer definition, yet are switched like layers. */
const fromElevation = ['hillshade', 'contours'] as const;
export type ElevationShowable = (typeof fromElevation)[number];
export type Showable = LayerId | ElevationShowable;

export interface Selection {
  readonly layer: LayerId;
  /** Row id, kept as text because a bigint may not fit a number. */
  readonly id: string;
}

export const showables: readonly Showable[] = [...layerList.map((layer) => layer.id), ...fromElevation];

export const shownAtFirst: ReadonlySet<Showable> = new Set<Showable>([
  ...layerList.filter((layer) => layer.style.visible).map((layer) => layer.id),
  'hillshade',
]);

export function isShowable(id: string): id is Showable {
  return (showables as readonly string[]).includes(id);
}

export function isFromElevation(id: Showable): id is ElevationShowable {
  return (fromElevation as readonly string[]).includes(id);
}

export function membersOfGroup(group: LayerGroupId): readonly Showable[] {
  const ids: Showable[] = layerList.filter((layer) => layer.group === group).map((layer) => layer.id);
  return group === 'base' ? [...ids, ...fromElevation] : ids;
}

export function withShown(view: View, ids: readonly Showable[], show: boolean): View {
  const shown = new Set(view.shown);
  for (const id of ids) {
    if (show) shown.add(id);
    else shown.delete(id);
  }
  return sameShown(shown, view.shown) ? view : { ...view, shown };
}

export function withLayerLook(view: View, layer: LayerId, change: Partial<LayerLook>): View {
  const looks = withLook(view.looks, layer, change);
  return looks === view.looks ? view : { ...view, looks };
}

export function withRelief(view: View, relief: boolean): View {
  return view.relief === relief ? view : { ...view, relief };
}

export function withSelection(view: View, selection: Selection | undefined): View {
  return sameSelection(view.selection, selection) ? view : { ...view, selection };
}

export function withCamera(view: View, camera: Camera | undefined): View {
  return sameCamera(view.camera, camera) ? view : { ...view, camera };
}

export function withLanguage(view: View, language: Language): View {
  return view.language === language ? view : { ...view, language };
}

export function sameShown(a: ReadonlySet<Showable>, b: ReadonlySet<Showable>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

export function sameSelection(a: Selection | undefined, b: Selection | undefined): boolean {
  return a?.layer === b?.layer && a?.id === b?.id;
}

export function sameCamera(a: Camera | undefined, b: Camera | undefined): boolean {
  const members = ['zoom', 'latitude', 'longitude', 'bearing', 'pitch'] as const;
  return members.every((member) => a?.[member] === b?.[member]);
}
