import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { moment } from '../../../client/actions/measures.ts';
import { originFrom } from '../../../client/actions/photos/readExif.ts';
import { reportFileName } from '../../../client/actions/reportFiles.ts';
import { wordings } from '../../../client/i18n/language.ts';
import { clockIsChinas, pickedInstant, pickerMoment } from '../../../client/panels/chinaPicker.ts';
import { chinaClock, chinaDay, formatInChina, instantOfChinaClock } from '../../../data/china-time.ts';

const { zh, en } = wordings;
const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland', 'Asia/Shanghai'];

afterEach(() => vi.unstubAllEnvs());

describe.each(zones)('on a computer in %s', (zone) => {
  const inZone = () => {
    vi.stubEnv('TZ', zone);
    // Otherwise nothing below would be shown.
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  };

  it('times and days are shown by the clock of China', () => {
    inZone();
    expect(moment('2026-06-30T22:05:00Z', zh)).toBe('2026年7月1日 06:05');
    expect(moment('2026-06-30T22:05:00Z', en)).toBe('1 Jul 2026, 06:05');
    expect(chinaDay(new Date('2026-06-30T16:00:00Z'))).toBe('2026-07-01');
    expect(formatInChina(new Date('2026-06-30T16:00:00Z'), 'zh-CN', { dateStyle: 'long' })).toBe('2026年7月1日');
    expect(reportFileName('表', new Date('2026-06-30T16:30:00Z'), 'csv')).toBe('表-20260701-0030.csv');
  });

  it('what is picked and entered is the clock of China', () => {
    inZone();
    const shown = pickerMoment('2026-06-30T22:05:30Z');
    expect(shown.format('YYYY-MM-DD HH:mm')).toBe('2026-07-01 06:05');
    expect(pickedInstant(shown)).toBe('2026-06-30T22:05:30.000Z');
    expect(clockIsChinas()).toBe(zone === 'Asia/Shanghai');
    expect(originFrom({ DateTimeOriginal: new Date(2026, 6, 1, 8) }).takenAt).toBe('2026-07-01T00:00:00.000Z');
  });
});

describe('the clock of China', () => {
  it('is read back as the instant it showed', () => {
    const seconds = fc.integer({ min: -5_000_000_000, max: 7_000_000_000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const instant = new Date(second * 1000);
        expect(instantOfChinaClock(chinaClock(instant))).toEqual(instant);
      }),
    );
  });

  it('is eight hours ahead all year and in every year, as filters read days', () => {
    expect(chinaClock(new Date('1988-07-01T00:00:00Z'))).toBe('1988-07-01T08:00:00');
    expect(Number.isNaN(instantOfChinaClock('soon').getTime())).toBe(true);
  });
});
