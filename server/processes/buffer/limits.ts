/** What a request for buffers may take of the service. */

/** More features than a county has in one layer near a road; a larger selection is a mistake or an export. */
export const maximumFeatures = 2000;

/** Of all features together: about a county's roads. */
export const maximumPositions = 100_000;

/** A person waits so long for a map, and no proxy has given the request up. The demo county's roads united take half. */
export const timeLimitMs = 20_000;

/** The rest of the service and the database need the other processors. */
export const workersAtOnce = 2;
