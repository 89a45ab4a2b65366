/**
 * The county's clock, wherever a browser or the service stands: UTC+8 all year, as dates, filters and bounds read it.
 * Not the zone `Asia/Shanghai`, which had summer time from 1986 to 1991.
 */
const aheadMs = 8 * 3_600_000;

/** The clock as a form holds it, to the second: `2026-07-01T08:00:00`. */
export function chinaClock(instant: Date): string {
  return new Date(instant.getTime() + aheadMs).toISOString().slice(0, 19);
}

/** `2026-07-01` */
export function chinaDay(instant: Date): string {
  return chinaClock(instant).slice(0, 10);
}

/**
 * @param clock such as `2026-07-01T08:00`, with or without seconds
 * @returns the instant at which China's clock shows this; an invalid date where it is no time
 */
export function instantOfChinaClock(clock: string): Date {
  return new Date(`${clock}+08:00`);
}

/** @param instant that can be: an invalid date is a `RangeError` */
export function formatInChina(
  instant: Date,
  locale: string,
  form: Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>,
): string {
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }).format(instant.getTime() + aheadMs);
}
