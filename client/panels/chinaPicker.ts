import dayjs, { type Dayjs } from 'dayjs';
import { chinaClock, instantOfChinaClock } from '../../data/china-time.ts';

/** What a picker shows, which knows only the computer's own zone: the figures of China's clock. */
export function pickerMoment(instant: string): Dayjs {
  const date = new Date(instant);
  return dayjs(Number.isNaN(date.getTime()) ? instant : chinaClock(date));
}

/** The instant at which China's clock shows what was picked, RFC 3339 in UTC. */
export function pickedInstant(picked: Dayjs): string {
  return instantOfChinaClock(picked.format('YYYY-MM-DDTHH:mm:ss')).toISOString();
}

/** The picker's own “now” reads the computer's clock, which must be China's to be offered. */
export function clockIsChinas(): boolean {
  return new Date().getTimezoneOffset() === -480;
}
