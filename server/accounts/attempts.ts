import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import { accountStandards as standards } from '../../data/standards/accounts.ts';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

/** Who tries to sign in: as whom, from where, and on which device if it is one the account has been signed in on. */
export interface Attempt {
  readonly name: string;
  readonly address: string;
  readonly device: string | undefined;
}

export interface AttemptLimits {
  /** @throws ProblemError `too_many_attempts` */
  require(attempt: Attempt): void;
  failed(attempt: Attempt): void;
  succeeded(attempt: Attempt): void;
}

const windowMs = standards.failureWindowMinutes.value * 60_000;
/** More are forgotten oldest first, which the limit by address makes dear. */
const mostKept = 100_000;

/**
 * Counts failed sign-ins within a window. By name and address together, so that who tries names from elsewhere keeps
 * nobody out; a device on which the account has been signed in before counts for itself, so that neither does a
 * neighbour behind the same address (OWASP, "Device Cookies"). Kept in memory: a restart forgives.
 */
export function makeAttemptLimits(now: () => number = Date.now): AttemptLimits {
  const failures = new LRUCache<string, { count: number; readonly until: number }>({ max: mostKept });
  const current = (key: string) => {
    const found = failures.get(key);
    return found && found.until > now() ? found : undefined;
  };

  const limitsOf = ({ name, address, device }: Attempt) => {
    if (device !== undefined) {
      return [{ key: JSON.stringify(['device', name, device]), most: standards.failuresByNameAndAddress.value }];
    }
    const place = network(address);
    return [
      { key: JSON.stringify(['name', name, place]), most: standards.failuresByNameAndAddress.value },
      { key: JSON.stringify(['address', place]), most: standards.failuresByAddress.value },
    ];
  };

  return {
    require(attempt) {
      for (const { key, most } of limitsOf(attempt)) {
        const found = current(key);
        if (found && found.count >= most) throw tooMany(Math.ceil((found.until - now()) / 1000));
      }
    },
    failed(attempt) {
      for (const { key } of limitsOf(attempt)) {
        const found = current(key);
        if (found) found.count += 1;
        else failures.set(key, { count: 1, until: now() + windowMs });
      }
    },
    succeeded(attempt) {
      // Of the address only this try is taken back: one good account would otherwise buy any number of tries at others.
      const [own, ofAddress] = limitsOf(attempt);
      if (own) failures.delete(own.key);
      const found = ofAddress && current(ofAddress.key);
      if (found) found.count -= 1;
    },
  };
}

/** One household or office has a whole /64 of IPv6 addresses. */
function network(address: string): string {
  if (!isIPv6(address) || address.toLowerCase().startsWith('::ffff:')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}

function tooMany(seconds: number): ProblemError {
  const minutes = Math.ceil(seconds / 60);
  return new ProblemError(
    'too_many_attempts',
    text(
      `登录失败次数过多，请 ${minutes} 分钟后再试；忘记密码请找管理员重置。`,
      `Too many failed sign-ins; try again in ${minutes} min, or have an administrator reset the password.`,
    ),
    { retryAfterSeconds: seconds },
  );
}
