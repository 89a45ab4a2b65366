import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Language } from '../../data/text.ts';
import { sessionStore } from '../state/session.ts';
import { useView } from '../state/view.ts';
import { type Change, useChange } from './change.ts';
import { apiUrl, fetchJson, problemFrom, sendRequest, unreachable } from './http.ts';
import { isUnderWay, type Job, latestJobKey, useLatestJob } from './jobs.ts';

export interface ElevationSource {
  readonly name: string;
  /** False for a file put into the folder by hand. */
  readonly imported: boolean;
  readonly imported_at: string | null;
  readonly files: readonly string[];
  readonly vertical_accuracy_m: number | null;
  /** Of each of its rasters, metres. */
  readonly cell_m: readonly number[];
}

export interface ImportJob extends Job {
  readonly inputs: { readonly name: string };
}

export interface ImportResult {
  readonly name: string;
  readonly zero_voids: number;
}

const sourcesKey = 'elevation-sources';
const process = 'import-elevation';
/** All that is drawn or said from the elevation. */
const shownOfElevation = [[sourcesKey], ['service'], ['terrain'], ['proposals']];

export function useElevationSources(): UseQueryResult<readonly ElevationSource[]> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: [sourcesKey],
    queryFn: async ({ signal }) => {
      const { sources } = await fetchJson<{ sources: readonly ElevationSource[] }>('elevation/sources', {
        language,
        signal,
      });
      return sources;
    },
  });
}

/** The latest import, watched while it runs; the sources, the relief and the screenings are asked for anew at its end. */
export function useLatestImport(enabled: boolean): UseQueryResult<ImportJob | null> {
  const client = useQueryClient();
  const query = useLatestJob<ImportJob>(process, { enabled });
  const running = isUnderWay(query.data ?? undefined);
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !running) {
      for (const queryKey of shownOfElevation) void client.invalidateQueries({ queryKey });
    }
    wasRunning.current = running;
  }, [running, client]);
  return query;
}

/** What an import came to, once it has. */
export function useImportResult(job: ImportJob | undefined): UseQueryResult<ImportResult> {
  const language = useView((view) => view.language);
  return useQuery({
    queryKey: ['elevation-import', job?.jobID],
    enabled: job?.status === 'successful',
    queryFn: ({ signal }) => fetchJson<ImportResult>(`jobs/${job?.jobID}/results`, { language, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useRemoveElevation(): Change<string, void> {
  return useChange(
    (name: string, language) =>
      sendRequest(`elevation/sources/${encodeURIComponent(name)}`, { language, method: 'DELETE' }),
    shownOfElevation,
  );
}

export interface ElevationImport {
  readonly files: readonly File[];
  readonly name: string;
  readonly verticalAccuracyMetres: string;
  readonly zerosAreVoid: boolean;
  /** @param share from 0 to 1 of what has been sent */
  readonly onSent: (share: number) => void;
}

export function useImportElevation(): Change<ElevationImport, void> {
  return useChange(sendFiles, [latestJobKey(process)]);
}

function sendFiles(wanted: ElevationImport, language: Language): Promise<void> {
  const { files, name, verticalAccuracyMetres, zerosAreVoid, onSent } = wanted;
  const query = new URLSearchParams({
    ...(name === '' ? {} : { name }),
    ...(verticalAccuracyMetres === '' ? {} : { vertical_accuracy_m: verticalAccuracyMetres }),
    ...(zerosAreVoid ? { void: '0' } : {}),
  });
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    // fetch does not tell how much has been sent.
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl(`elevation/imports?${query}`));
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.setRequestHeader('accept-language', language);
    const csrf = sessionStore.get().session?.csrf;
    if (csrf) request.setRequestHeader('Anlan-CSRF', csrf);
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 201) resolve();
      else reject(problemFrom(request.status, parsed(request.responseText)));
    };
    request.onerror = () => reject(unreachable(undefined));
    request.send(form);
  });
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}
