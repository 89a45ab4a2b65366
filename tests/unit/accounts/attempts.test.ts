import { expect, test } from 'vitest';
import { accountStandards as standards } from '../../../data/standards/accounts.ts';
import { makeAttemptLimits } from '../../../server/accounts/attempts.ts';
import { makeDeviceMark, readDeviceMark } from '../../../server/accounts/device.ts';

const most = standards.failuresByNameAndAddress.value;
const mostOfAddress = standards.failuresByAddress.value;
const windowMs = standards.failureWindowMinutes.value * 60_000;

function limitsWithClock() {
  let now = 1_000_000;
  const limits = makeAttemptLimits(() => now);
  const fail = (count: number, attempt: Parameters<typeof limits.failed>[0]) => {
    for (let n = 0; n < count; n += 1) {
      limits.require(attempt);
      limits.failed(attempt);
    }
  };
  const isRefused = (attempt: Parameters<typeof limits.require>[0]) => {
    try {
      limits.require(attempt);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: 'too_many_attempts' });
      return true;
    }
  };
  return {
    limits,
    fail,
    isRefused,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const from = (name: string, address: string, device?: string) => ({ name, address, device });

test('a name waits at an address after too many failures, until the window has passed', () => {
  const { fail, isRefused, pass } = limitsWithClock();
  fail(most, from('zhang', '10.0.0.1'));
  expect(isRefused(from('zhang', '10.0.0.1'))).toBe(true);
  pass(windowMs - 1);
  expect(isRefused(from('zhang', '10.0.0.1'))).toBe(true);
  pass(2);
  expect(isRefused(from('zhang', '10.0.0.1'))).toBe(false);
});

test('whoever fails elsewhere, or as somebody else, keeps nobody out', () => {
  const { fail, isRefused } = limitsWithClock();
  fail(most, from('zhang', '10.0.0.1'));
  expect(isRefused(from('zhang', '10.0.0.2'))).toBe(false);
  expect(isRefused(from('li', '10.0.0.1'))).toBe(false);
});

test('a device known to the account is not kept out by a neighbour behind the same address', () => {
  const { fail, isRefused } = limitsWithClock();
  fail(most, from('zhang', '10.0.0.1'));
  expect(isRefused(from('zhang', '10.0.0.1', 'own'))).toBe(false);
  fail(most, from('zhang', '10.0.0.1', 'own'));
  expect(isRefused(from('zhang', '10.0.0.1', 'own'))).toBe(true);
});

test('an address that tries many names waits as a whole', () => {
  const { fail, isRefused } = limitsWithClock();
  for (let n = 0; n < mostOfAddress; n += 1) fail(1, from(`name${n}`, '10.0.0.1'));
  expect(isRefused(from('another', '10.0.0.1'))).toBe(true);
  expect(isRefused(from('another', '10.0.0.2'))).toBe(false);
});

test('success forgives the name, and counts nothing against the address', () => {
  const { limits, fail, isRefused } = limitsWithClock();
  fail(most - 1, from('zhang', '10.0.0.1'));
  limits.failed(from('zhang', '10.0.0.1'));
  limits.succeeded(from('zhang', '10.0.0.1'));
  expect(isRefused(from('zhang', '10.0.0.1'))).toBe(false);
  for (let n = 0; n < mostOfAddress * 2; n += 1) {
    limits.require(from(`name${n}`, '10.0.0.9'));
    limits.failed(from(`name${n}`, '10.0.0.9'));
    limits.succeeded(from(`name${n}`, '10.0.0.9'));
  }
  expect(isRefused(from('zhang', '10.0.0.9'))).toBe(false);
});

test('a network of IPv6 addresses is one address', () => {
  const { fail, isRefused } = limitsWithClock();
  fail(most, from('zhang', '2001:db8:1:2:3:4:5:6'));
  expect(isRefused(from('zhang', '2001:db8:1:2::9'))).toBe(true);
  expect(isRefused(from('zhang', '2001:db8:1:3::9'))).toBe(false);
  fail(most, from('li', '::ffff:10.0.0.1'));
  expect(isRefused(from('li', '10.0.0.1'))).toBe(true);
});

test('a mark of a device is good for its name and its service only', () => {
  const mark = makeDeviceMark('secret', 'zhang');
  expect(readDeviceMark('secret', 'zhang', mark)).toBeTruthy();
  expect(readDeviceMark('secret', 'li', mark)).toBeUndefined();
  expect(readDeviceMark('other', 'zhang', mark)).toBeUndefined();
  expect(readDeviceMark('secret', 'zhang', `${mark}x`)).toBeUndefined();
  expect(readDeviceMark('secret', 'zhang', '')).toBeUndefined();
});
