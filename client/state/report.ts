import type { Position } from 'geojson';
import { chinaDay } from '../../data/china-time.ts';
import { layers } from '../../data/layers/index.ts';
import type { Content } from '../actions/editing/content.ts';
import { initialProperties } from '../map/editing/newFeature.ts';
import { createStore, useStore } from './createStore.ts';
import { editStore } from './edit.ts';
import { nextReport, saveReports } from './editSaving.ts';
import { change, newReportKey } from './editSession.ts';
import { dropPhotosOf } from './photos.ts';

export type ReportStep = 'where' | 'what' | 'photos' | 'done';

/** A report being made, step by step. */
export interface ReportDraft {
  readonly key: string;
  readonly step: ReportStep;
  /** Undefined until the device has said where it is, or the person has. */
  readonly place: Position | undefined;
  readonly accuracyMetres: number;
  /** Whether the place goes along with the device. */
  readonly isOwnPosition: boolean;
  readonly lengthMetres: number;
  readonly hazard: string | undefined;
  readonly grade: string | undefined;
  readonly remarks: string;
}

/** What a stretch may be long, in metres. */
export const reportLengths = [20, 50, 100, 200] as const;
const usualLengthMetres = 50;

export const reportStore = createStore<ReportDraft | undefined>(keptDraft());

export function useReport<S>(pick: (draft: ReportDraft | undefined) => S): S {
  return useStore(reportStore, pick);
}

/** A tab that the camera pushes out of a phone's memory comes back with what was being reported. */
const draftKey = 'anlan.report';

reportStore.subscribe(() => {
  const draft = reportStore.get();
  try {
    if (draft && draft.step !== 'done') window.sessionStorage.setItem(draftKey, JSON.stringify(draft));
    else window.sessionStorage.removeItem(draftKey);
  } catch {
    // Storage may be switched off by policy; the draft then lasts as long as the page.
  }
});

function keptDraft(): ReportDraft | undefined {
  try {
    const kept = window.sessionStorage.getItem('anlan.report');
    return kept === null ? undefined : (JSON.parse(kept) as ReportDraft);
  } catch {
    return undefined;
  }
}

/** A new draft, or the one that has been left. */
export function beginReport(): void {
  const draft = reportStore.get();
  if (draft && draft.step !== 'done') return;
  reportStore.set({
    key: newReportKey(),
    step: 'where',
    place: undefined,
    accuracyMetres: 0,
    isOwnPosition: true,
    lengthMetres: usualLengthMetres,
    hazard: undefined,
    grade: undefined,
    remarks: '',
  });
}

export function updateReport(part: Partial<ReportDraft>): void {
  reportStore.set((draft) => draft && { ...draft, ...part });
}

/** Throws the draft and its photos away. */
export function dropReport(): void {
  const draft = reportStore.get();
  reportStore.set(undefined);
  if (!draft || draft.step === 'done') return;
  void dropPhotosOf([draft.key]);
}

/** Puts the report into the edit session, from where it is sent and kept like any other edit. */
export function submitReport(draft: ReportDraft, { geometry, properties }: Content): void {
  const { key, hazard, grade, remarks } = draft;
  const own = initialProperties('road_hazards');
  const content: Content = {
    geometry,
    properties: {
      ...properties,
      ...own,
      hazard,
      grade,
      found_on: chinaDay(new Date()),
      ...(remarks.trim() ? { remarks: remarks.trim() } : {}),
    },
  };
  change([[key, { layer: layers.road_hazards.id, content }]]);
  updateReport({ step: 'done' });
  void saveReports();
}

/** Sends one report after the other, also those of an earlier visit. A refused one waits for the person, and holds up no other. @returns what ends it */
export function followReports(): () => void {
  const send = () => {
    const { pending, sending } = editStore.get();
    if (pending || sending !== 'idle') return;
    if (nextReport() !== undefined) queueMicrotask(() => void saveReports());
  };
  const unsubscribe = editStore.subscribe(send);
  return unsubscribe;
}
