/** Years 1800–2199 as in features; a year outside is a slip of the keyboard. */
const plausibleYear = /^(18|19|20|21)\d\d-/;
const day = /^\d{4}-\d\d-\d\d$/;
/** Zones reach from -12:00 to +14:00; PostgreSQL fails on displacements that JavaScript takes. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/i;

/** A day of the calendar, such as 2026-07-01. */
export function isDay(value: string): boolean {
  if (!day.test(value) || value.startsWith('0000')) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // Date takes 31 February for 3 March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** A time with its zone, such as 2026-07-01T08:00:00+08:00. */
export function isInstant(value: string): boolean {
  return instant.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
}

export function isPlausible(time: string): boolean {
  return plausibleYear.test(time);
}
