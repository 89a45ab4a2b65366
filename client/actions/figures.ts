import type { Wording } from '../i18n/language.ts';

/** Seconds as a person reckons with them: minutes up to two hours, then hours and minutes. */
export function duration(seconds: number, { language }: Wording): string {
  const minutes = Math.round(seconds / 60);
  const unit = { zh: { min: '分钟', h: '小时', min2: '分' }, en: { min: 'min', h: 'h', min2: 'min' } }[language];
  // A rounded zero would say that nobody has to go anywhere.
  if (seconds > 0 && minutes < 1) return `<1 ${unit.min}`;
  if (minutes < 120) return `${minutes} ${unit.min}`;
  return `${Math.floor(minutes / 60)} ${unit.h} ${minutes % 60} ${unit.min2}`;
}

export function share(value: number, { locale }: Wording): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 }).format(value);
}

/** With its sign, so that better and worse are told apart without colour. */
export function signed(value: number, shown: (value: number) => string): string {
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${shown(Math.abs(value))}`;
}
