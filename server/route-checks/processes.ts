/** Checks all routes, or some, whether they are stale or not. */
export const checkRoutesProcess = 'check-routes';
/** Checks stale routes again. Only the service itself submits it. */
export const recheckProcess = 'recheck-routes';
