import { isNew, isReport } from './editSession.ts';

/** The features that wait to be sent: reports, and stored ones with photos that are not. */
export function unsentKeys(
  present: ReadonlyMap<string, unknown>,
  queue: readonly { readonly key: string }[],
): readonly string[] {
  const reports = [...present.keys()].filter(isReport);
  const withPhotos = queue.map(({ key }) => key).filter((key) => !isNew(key));
  return [...new Set([...reports, ...withPhotos])];
}
