import type { Wording } from '../i18n/language.ts';

const units = {
  zh: { m: '米', km: '公里', m2: '平方米', ha: '公顷', km2: '平方公里' },
  en: { m: 'm', km: 'km', m2: 'm²', ha: 'ha', km2: 'km²' },
};

/** Metres to a decimal up to a kilometre, then kilometres to the metre. */
export function measuredLength(metres: number, { language, locale }: Wording): string {
  const unit = units[language];
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return metres < 1000 ? `${number(metres, 1)} ${unit.m}` : `${number(metres / 1000, 3)} ${unit.km}`;
}

/** Square metres below a hectare, hectares below a square kilometre. */
export function measuredArea(squareMetres: number, { language, locale }: Wording): string {
  const unit = units[language];
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  if (squareMetres < 10_000) return `${number(squareMetres, 0)} ${unit.m2}`;
  return squareMetres < 1_000_000
    ? `${number(squareMetres / 10_000, 2)} ${unit.ha}`
    : `${number(squareMetres / 1_000_000, 3)} ${unit.km2}`;
}

/** As a compass shows it: three figures before the point. */
export function bearingWords(degrees: number): string {
  const rounded = Math.round(degrees * 10) / 10;
  return `${(rounded >= 360 ? 0 : rounded).toFixed(1).padStart(5, '0')}°`;
}
