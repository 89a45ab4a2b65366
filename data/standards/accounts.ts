import type { RowStatus } from './row.ts';

/** One number of the service's protection, with where it comes from. */
interface AccountRow {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly status: RowStatus;
}

const owasp = 'OWASP Password Storage Cheat Sheet, Argon2id';
const nist = 'NIST SP 800-63B-4, 3.1.1.2 Password Verifiers';
const proposal = 'A proposal of this project';

/** What accounts, sessions and tokens are measured by. */
export const accountStandards = {
  argon2MemoryKiB: { value: 19_456, unit: 'KiB', source: owasp, status: 'R' },
  argon2Iterations: { value: 2, unit: '1', source: owasp, status: 'R' },
  argon2Lanes: { value: 1, unit: '1', source: owasp, status: 'R' },
  /** NIST asks for 15 where the password is the only factor and refuses fewer than 8. */
  passwordCharactersLeast: { value: 10, unit: 'characters', source: nist, status: 'P' },
  passwordCharactersMost: { value: 128, unit: 'characters', source: nist, status: 'P' },
  /** A day in the office, without signing in again after lunch. */
  sessionIdleHours: { value: 12, unit: 'h', source: proposal, status: 'P' },
  sessionDaysMost: { value: 7, unit: 'd', source: proposal, status: 'P' },
  tokenDaysDefault: { value: 180, unit: 'd', source: proposal, status: 'P' },
  tokenDaysMost: { value: 730, unit: 'd', source: proposal, status: 'P' },
  /** Failures within the window after which a name is let wait at an address, or on a device that it has used. */
  failuresByNameAndAddress: { value: 10, unit: '1', source: proposal, status: 'P' },
  /** An office behind one address has many people. */
  failuresByAddress: { value: 100, unit: '1', source: proposal, status: 'P' },
  failureWindowMinutes: { value: 15, unit: 'min', source: proposal, status: 'P' },
  /** How far over a township's line a feature may reach and still be its own: lines of survey and of map differ. */
  townshipToleranceMetres: { value: 50, unit: 'm', source: proposal, status: 'P' },
} as const satisfies Record<string, AccountRow>;
