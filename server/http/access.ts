import type { RequestHandler } from 'express';
import { mayRead } from '../accounts/permissions.ts';
import type { AccessSettings } from '../accounts/settings.ts';
import { askAgain, principalOf, signInRequired } from './authenticate.ts';
import { isSafe } from './csrf.ts';

/** What everybody may know: what service this is, how to speak to it, and how to sign in. */
const openPaths = /^\/(?:|conformance|openapi|service|session(?:\/.*)?)$/;
/** Sent by POST, and changing nothing. */
const analysisPaths = /^\/(?:processes\/(?:buffer|check-route)\/execution|elevation\/profile)$/;
/** Says who changed what, whom to call, or what is not settled yet. */
const namingPaths =
  /^\/(?:changes|cards(?:\.pdf|\/.*)?|plans(?:\/.*)?|jobs(?:\/.*)?|proposals(?:\/.*)?|collections\/[^/]+\/items\/[^/]+\/versions)$/;

/**
 * Lets through who may read; the rest is for accounts. Stands before all routes, so that a new route is closed until
 * somebody opens it, and nobody learns from an answer what is there. Who may change what, the routes ask.
 */
export function requireAccess(settings: AccessSettings): RequestHandler {
  return async (request, response, next) => {
    response.vary('Authorization').vary('Cookie');
    // As the routes see it, for whom letters of either case are the same.
    const path = request.path.replace(/\/$/, '').toLowerCase();
    if (principalOf(response).kind !== 'stranger' || openPaths.test(path) || request.method === 'OPTIONS')
      return next();
    const reads = (isSafe(request) && !namingPaths.test(path)) || analysisPaths.test(path);
    if (!reads || !mayRead(principalOf(response), await settings.publicRead())) throw signInRequired();
    askAgain(response, () => settings.publicRead());
    next();
  };
}
