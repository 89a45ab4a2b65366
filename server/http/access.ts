import type { Request, RequestHandler } from 'express';
import { mayRead } from '../../data/permissions.ts';
import { text } from '../../data/text.ts';
import { forbidden } from '../accounts/authorise.ts';
import type { AccessSettings } from '../accounts/settings.ts';
import { askAgain, principalOf, signInRequired } from './authenticate.ts';
import { isSafe } from './csrf.ts';

/** What everybody may know: what service this is, how to speak to it, and how to sign in. */
const openPaths = /^\/(?:|conformance|openapi|service|session(?:\/.*)?)$/;
/** Sent by POST, and changing nothing. */
const analysisPaths = /^\/(?:processes\/(?:buffer|check-route)\/execution|elevation\/profile|warnings\/scenario)$/;
/** Says who changed what, whom to call, or what is not settled yet, or shows people. */
const namingPaths =
  /^\/(?:changes|cards(?:\/.*)?|jobs(?:\/.*)?|proposals(?:\/.*)?|plans(?:\/.*)?|rainfall\/readings|photos\/.*|collections\/[^/]+\/(?:deleted|items\/[^/]+\/(?:versions|photos(?:\/.*)?)))$/;

/** All that a token for gauges reaches. */
const rainPaths = /^\/rainfall\/(?:readings|gauges)$/;

/**
 * Lets through who may read; the rest is for accounts. Stands before all routes, so that a new route is closed until
 * somebody opens it, and nobody learns from an answer what is there. Who may change what, the routes ask.
 */
export function requireAccess(settings: AccessSettings): RequestHandler {
  return async (request, response, next) => {
    response.vary('Authorization').vary('Cookie');
    // As the routes see it, for whom letters of either case are the same.
    const path = request.path.replace(/\/$/, '').toLowerCase();
    const principal = principalOf(response);
    const isRainToken = principal.kind !== 'stranger' && principal.scope === 'rainfall';
    if (isRainToken && !openPaths.test(path) && !(rainPaths.test(path) && reportsRain(request, path))) {
      throw forbidden(
        text('此令牌只能报送雨量、查看雨量站', 'This token only reports rain and reads the list of gauges'),
      );
    }
    if (principal.kind !== 'stranger' || openPaths.test(path) || request.method === 'OPTIONS') return next();
    const reads = (isSafe(request) && !namingPaths.test(path)) || analysisPaths.test(path);
    if (!reads || !mayRead(principal, await settings.publicRead())) throw signInRequired();
    askAgain(response, () => settings.publicRead());
    next();
  };
}

/** Readings go in and gauges come out; neither the other way. */
function reportsRain(request: Request, path: string): boolean {
  return path.endsWith('/readings') ? request.method === 'POST' : isSafe(request);
}
