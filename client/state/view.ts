import type { LayerId } from '../../data/layers/definition.ts';
import type { Language } from '../../data/text.ts';
import { sameFilters } from '../actions/filter/conditions.ts';
import { type LayerLook, sameLooks } from '../actions/look.ts';
import { formatPermalink, type Permalink, parsePermalink } from '../actions/permalink.ts';
import {
  type Selection,
  type Showable,
  sameSelection,
  sameShown,
  type View,
  withLanguage,
  withLayerLook,
  withRelief,
  withSelection,
  withShown,
} from '../actions/view.ts';
import { createStore, useStore } from './createStore.ts';

const languageKey = 'anlan.language';

export const viewStore = createStore<View>(startingView());

export function showLayers(ids: readonly Showable[], show: boolean): void {
  viewStore.set((view) => withShown(view, ids, show));
}

export function select(selection: Selection | undefined): void {
  viewStore.set((view) => withSelection(view, selection));
}

export function changeLook(layer: LayerId, change: Partial<LayerLook>): void {
  viewStore.set((view) => withLayerLook(view, layer, change));
}

export function showRelief(relief: boolean): void {
  viewStore.set((view) => withRelief(view, relief));
}

export function setLanguage(language: Language): void {
  rememberLanguage(language);
  viewStore.set((view) => withLanguage(view, language));
}

export function useView<S>(pick: (view: View) => S): S {
  return useStore(viewStore, pick);
}

/**
 * Keeps the address and the view equal, both ways. A moved map replaces the entry of the browser's history, since a
 * hundred of them would bury the page before; what a person chose (layers, feature, language) makes a new one.
 * `onLinked` is told of a view that came from the address.
 */
export function bindPermalink(onLinked: (view: View) => void): () => void {
  let written = viewStore.get();
  window.history.replaceState(null, '', formatPermalink(written));

  const write = () => {
    const view = viewStore.get();
    const chosen =
      !sameShown(view.shown, written.shown) ||
      !sameSelection(view.selection, written.selection) ||
      !sameFilters(view.filters, written.filters) ||
      !sameChoices(view, written) ||
      view.language !== written.language;
    written = view;
    const hash = formatPermalink(view);
    if (hash === window.location.hash) return;
    if (chosen) window.history.pushState(null, '', hash);
    else window.history.replaceState(null, '', hash);
  };

  // Both events: `popstate` for back and forward, `hashchange` for an address typed over.
  const read = () => {
    if (window.location.hash === formatPermalink(viewStore.get())) return;
    const view = fromPermalink(parsePermalink(window.location.hash), viewStore.get());
    written = view;
    viewStore.set(view);
    onLinked(view);
  };

  const unsubscribe = viewStore.subscribe(write);
  window.addEventListener('popstate', read);
  window.addEventListener('hashchange', read);
  return () => {
    unsubscribe();
    window.removeEventListener('popstate', read);
    window.removeEventListener('hashchange', read);
  };
}

/** An opacity is drawn along by the pointer and passes through many values, like the place. */
function sameChoices(a: View, b: View): boolean {
  const settled = (looks: View['looks']) =>
    Object.fromEntries(Object.entries(looks).map(([id, look]) => [id, { ...look, opacityPercent: 100 }]));
  return a.relief === b.relief && sameLooks(settled(a.looks), settled(b.looks));
}

function startingView(): View {
  return fromPermalink(parsePermalink(window.location.hash), { language: rememberedLanguage(), camera: undefined });
}

function fromPermalink(link: Permalink, fallback: Pick<View, 'language' | 'camera'>): View {
  return {
    camera: link.camera ?? fallback.camera,
    shown: link.shown,
    looks: link.looks,
    relief: link.relief,
    language: link.language ?? fallback.language,
    selection: link.selection,
    filters: link.filters,
  };
}

/** Storage may be switched off by policy; the language is then only in the address. */
function rememberedLanguage(): Language {
  try {
    return window.localStorage.getItem(languageKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

function rememberLanguage(language: Language): void {
  try {
    window.localStorage.setItem(languageKey, language);
  } catch {
    return;
  }
}
