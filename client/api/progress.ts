import type { ImportProgress } from '../../data/imports.ts';
import { fetchLines, problemFrom, type RequestSettings } from './http.ts';

/** Throws as `fetchJson` does, also where the service has said how far it was before it failed. */
export async function fetchWithProgress<T>(
  path: string,
  settings: RequestSettings,
  onProgress: (progress: ImportProgress) => void,
): Promise<T> {
  let answer: T | undefined;
  await fetchLines(path, settings, (line, { status, headers }) => {
    if (!isRecord(line)) throw problemFrom(status, undefined);
    if ('problem' in line) throw problemFrom(statusOf(line.problem) ?? status, line.problem, headers);
    if (isRecord(line.progress)) onProgress(line.progress as unknown as ImportProgress);
    if (line.answer === undefined) return false;
    answer = line.answer as T;
    return true;
  });
  if (answer === undefined) throw problemFrom(200, undefined);
  return answer;
}

function statusOf(problem: unknown): number | undefined {
  return isRecord(problem) && typeof problem.status === 'number' ? problem.status : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
