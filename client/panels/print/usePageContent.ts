import { useMemo } from 'react';
import { formatInChina } from '../../../data/china-time.ts';
import { text } from '../../../data/text.ts';
import { pageConditions } from '../../actions/print/conditions.ts';
import { layoutOf, type Paper, scales, scaleToFit } from '../../actions/print/paper.ts';
import { usePrintWords } from '../../i18n/print/usePrintWords.ts';
import { uncoveredView } from '../../map/camera.ts';
import type { PageContent } from '../../map/print/drawPage.ts';
import { useStore } from '../../state/createStore.ts';
import { unsavedCount, useEdit } from '../../state/edit.ts';
import { filterStatesStore } from '../../state/filters.ts';
import { mapStore } from '../../state/map.ts';
import { useWording } from '../../state/useWording.ts';
import { viewStore } from '../../state/view.ts';
import { useSaying } from '../filter/useSaying.ts';
import { useWarningConditions } from './useWarningConditions.ts';

/** What the person has said of the page; undefined: as the page proposes. */
export interface PageChoices {
  readonly paper: Paper;
  readonly title: string | undefined;
  readonly bureau: string;
  readonly source: string | undefined;
  /** The number of the scale: 50,000 for 1:50,000. */
  readonly scale: number | undefined;
}

const previewDots = 96;

/** The page as it is looked at, and the scale at which it shows what the screen shows. */
export function usePageContent(
  { paper, title, bureau, source, scale }: PageChoices,
  county: string,
): { readonly content: PageContent; readonly fitted: number } {
  const words = usePrintWords();
  const wording = useWording();
  const saying = useSaying();
  const unsaved = useEdit(unsavedCount);
  const warnings = useWarningConditions();
  const filterStates = useStore(filterStatesStore, (states) => states);
  const fitted = useMemo(() => fittedScale(paper), [paper]);
  const content = useMemo(
    (): PageContent => ({
      paper,
      dotsPerInch: previewDots,
      scale: scale ?? fitted,
      bearing: mapStore.get()?.getBearing() ?? 0,
      title: title ?? words.defaultTitle(county),
      bureau,
      source: source ?? words.defaultSource,
      date: formatInChina(new Date(), wording.locale, { dateStyle: 'long' }),
      legendHeading: words.legend,
      scaleNote: words.scale,
      north: text('北', 'N'),
      looks: viewStore.get().looks,
      conditions: [
        ...pageConditions(
          { ...viewStore.get(), isApplied: (layer) => filterStates.get(layer)?.kind === 'applied' },
          saying,
          words,
        ),
        ...(unsaved > 0 ? [words.unsaved(String(unsaved))] : []),
        ...warnings,
      ],
      conditionsHeading: words.conditions,
      conditionsCut: words.moreConditions,
      groundMissing: words.groundMissing,
    }),
    [paper, scale, fitted, title, bureau, source, county, words, wording, saying, filterStates, unsaved, warnings],
  );
  return { content, fitted };
}

function fittedScale(paper: Paper): number {
  const map = mapStore.get();
  if (!map) return scales[0] ?? 1;
  const { centre, ...seen } = uncoveredView(map);
  return scaleToFit({ zoom: map.getZoom(), latitude: centre[1] }, seen, layoutOf(paper).map);
}
