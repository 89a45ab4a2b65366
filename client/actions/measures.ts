import { formatInChina } from '../../data/china-time.ts';
import type { Wording } from '../i18n/language.ts';

/** Metres along a road as road people write them: 12345.6 is K12+346. */
export function chainage(metres: number): string {
  const whole = Math.round(metres);
  return `K${Math.floor(whole / 1000)}+${String(whole % 1000).padStart(3, '0')}`;
}

/** One place where both ends are the same, otherwise from–to. */
export function chainageRange(fromMetres: number, toMetres: number): string {
  const from = chainage(fromMetres);
  const to = chainage(toMetres);
  return from === to ? from : `${from}–${to}`;
}

export function metres(value: number, { language, locale }: Wording): string {
  const unit = { zh: { m: '米', km: '公里' }, en: { m: 'm', km: 'km' } }[language];
  // Below a metre a rounded zero would say that nothing was found.
  if (value > 0 && value < 1) return `<1 ${unit.m}`;
  if (value < 1000) return `${Math.round(value)} ${unit.m}`;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value / 1000)} ${unit.km}`;
}

/** Grouped from five digits on, so that a year stays 2026. */
export function plainNumber(value: number, { locale }: Wording): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: 'min2' }).format(value);
}

/** A day without a clock: `2026-06-01` must not slip to the day before in a western time zone. */
export function day(value: string, { locale }: Wording): string {
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return value;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

/** An instant by China's clock, whatever the clock of the computer says. */
export function moment(value: string, { locale }: Wording): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return formatInChina(date, locale, { dateStyle: 'medium', timeStyle: 'short' });
}

export function degrees(value: number): string {
  return value.toFixed(5);
}
