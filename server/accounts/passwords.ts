import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { accountStandards as standards } from '../../data/standards/accounts.ts';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

const options = {
  // Argon2id, as the library's constant, which is not there at run time, has it.
  algorithm: 2,
  memoryCost: standards.argon2MemoryKiB.value,
  timeCost: standards.argon2Iterations.value,
  parallelism: standards.argon2Lanes.value,
};

/** Each takes a core for some tens of milliseconds: many at once would leave none for maps. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** As the same password may be typed on another keyboard (NIST SP 800-63B-4, 3.1.1.2). */
const normalised = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalised(password), options));
}

let decoy: Promise<string> | undefined;

/** Whether the password is that of the hash. Without a hash the same work is done, and the answer is no. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(makePassword());
  const against = passwordHash ?? (await decoy);
  const isRight = await inTurn(() => verify(against, normalised(password)));
  return isRight && passwordHash !== undefined;
}

/** Without letters and digits that are taken for one another when they are read out. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** A random password of 79 bits, such as `k3vd-8wqm-xn2p-h7ta`. */
export function makePassword(): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** A text without its digits and signs, in lower case; itself where it has no letters. */
function letters(text: string): string {
  const lower = normalised(text).toLowerCase();
  return lower.replace(/[^\p{L}]+/gu, '') || lower;
}

/** @throws ProblemError `invalid_account` where a password is too short, too long or the account's own name */
export function requireGoodPassword(password: string, name: string): void {
  const length = [...normalised(password)].length;
  const least = standards.passwordCharactersLeast.value;
  const most = standards.passwordCharactersMost.value;
  if (length >= least && length <= most && letters(password) !== letters(name)) return;
  throw new ProblemError(
    'invalid_account',
    text(
      `密码应为 ${least} 至 ${most} 个字符，且不能只是用户名加数字。`,
      `A password has ${least} to ${most} characters and is not just the account's name with digits.`,
    ),
    { parameter: 'password' },
  );
}
