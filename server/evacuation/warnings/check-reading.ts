import { chinaClock } from '../../../data/china-time.ts';
import type { WarningNumbers } from '../../../data/standards/warnings.ts';
import { type Text, text } from '../../../data/text.ts';
import type { Reading } from './types.ts';
import { hourMs } from './windows.ts';

export interface ReadingFault {
  readonly member: 'start' | 'end' | 'rain_mm';
  readonly code: 'interval' | 'interval_too_long' | 'future' | 'negative' | 'implausible';
  readonly reason: Text;
}

/**
 * Whether a reading can be true.
 *
 * @param nowMs the service's own clock
 * @returns the first thing that speaks against it
 */
export function readingFault(reading: Reading, nowMs: number, numbers: WarningNumbers): ReadingFault | undefined {
  const { startMs, endMs, rainMm } = reading;
  const hours = (endMs - startMs) / hourMs;
  const serviceClock = chinaClock(new Date(nowMs)).replace('T', ' ');
  if (!(hours > 0)) {
    return fault('end', 'interval', '结束时间必须晚于开始时间', 'the end must be later than the start');
  }
  if (hours > numbers.longest_reading_h) {
    return fault(
      'start',
      'interval_too_long',
      `一个读数最长 ${numbers.longest_reading_h} 小时，此读数为 ${round(hours)} 小时`,
      `one reading spans at most ${numbers.longest_reading_h} h; this one spans ${round(hours)} h`,
    );
  }
  if (endMs > nowMs + numbers.clock_tolerance_s * 1000) {
    return fault(
      'end',
      'future',
      `结束时间在未来（服务时间为北京时间 ${serviceClock}），请检查雨量站时钟和时区`,
      `the end lies in the future (the service has ${serviceClock}, UTC+8): check the gauge’s clock and time zone`,
    );
  }
  if (rainMm < 0) {
    return fault(
      'rain_mm',
      'negative',
      `雨量 ${rainMm} mm 为负；缺测请留空或不报`,
      `rainfall ${rainMm} mm is negative; leave out what is missing`,
    );
  }
  const most = numbers.record_1h_mm * hours ** numbers.record_exponent;
  if (rainMm > most) {
    return fault(
      'rain_mm',
      'implausible',
      `${round(hours)} 小时 ${rainMm} mm 超过世界纪录包线 ${Math.round(most)} mm，请检查单位和数值`,
      `${rainMm} mm in ${round(hours)} h exceeds the world’s records (${Math.round(most)} mm): check unit and value`,
    );
  }
  return undefined;
}

function fault(member: ReadingFault['member'], code: ReadingFault['code'], zh: string, en: string): ReadingFault {
  return { member, code, reason: text(zh, en) };
}

function round(hours: number): number {
  return Math.round(hours * 100) / 100;
}
