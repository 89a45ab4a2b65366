import { layerList } from '../../data/layers/index.ts';
import { mayEdit } from '../../data/permissions.ts';
import type { ServiceDescription, SessionDescription, SessionUser } from '../api/types.ts';

/** Of the last visit to this service, what a page without the network begins with. */
export interface RememberedVisit {
  readonly service: ServiceDescription;
  readonly session: SessionDescription;
}

interface Kept {
  readonly service: ServiceDescription;
  readonly user: SessionUser;
}

const visitKey = () => `anlan.visit ${document.baseURI.split('#')[0]}`;

/**
 * Notes who is signed in, and which county it is, for an opening without the network; of a stranger nothing. What they
 * may is not noted: the service decides that when something is sent.
 */
export function rememberVisit(service: ServiceDescription, { user }: SessionDescription): void {
  try {
    // A county without data would be said to have none.
    if (user && service.bounds) {
      window.localStorage.setItem(visitKey(), JSON.stringify({ service, user } satisfies Kept));
    } else forgetVisit();
  } catch {
    // Storage may be switched off by policy: the page then opens with the network alone.
  }
}

export function forgetVisit(): void {
  try {
    window.localStorage.removeItem(visitKey());
  } catch {
    // Where storage is switched off nothing has been noted.
  }
}

export function rememberedVisit(): RememberedVisit | undefined {
  try {
    const kept = window.localStorage.getItem(visitKey());
    if (kept === null) return undefined;
    const { service, user } = JSON.parse(kept) as Kept;
    const edits = layerList.filter((layer) => mayEdit(user, layer).allowed).map(({ id }) => id);
    return { service, session: { user, csrf: null, public_read: false, may_read: true, edits } };
  } catch {
    return undefined;
  }
}
