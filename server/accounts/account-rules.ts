import type pg from 'pg';
import type { Role } from '../../data/roles.ts';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

/**
 * Letters of any script, digits, and what stands in addresses and file names. No colon, which would end a name in Basic
 * and sets the names apart under which the service itself and commands write history.
 *
 * @throws ProblemError `invalid_account`
 */
export function requireName(name: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,59}$/u.test(name)) return;
  throw invalid(
    'name',
    '用户名应为 1 至 60 个文字、数字或 . _ @ -，以文字或数字开头。',
    'A name has 1 to 60 letters, digits or . _ @ - and begins with a letter or a digit.',
  );
}

/** @throws ProblemError `invalid_account` */
export function requireDisplayName(name: string): void {
  if (/^[^\p{C}]{1,100}$/u.test(name) && name.trim() !== '') return;
  throw invalid(
    'display_name',
    '显示名称应为 1 至 100 个字符，不含控制字符。',
    'A display name has 1 to 100 characters, none of them a control character.',
  );
}

/**
 * Refuses a township's account without its township, another one's with a township, and a code that is none: with a
 * mistyped one its people could change nothing, and would not be told why.
 *
 * @throws ProblemError `invalid_account`
 */
export async function requireTownship(
  db: Pick<pg.ClientBase, 'query'>,
  role: Role,
  township: string | null,
): Promise<void> {
  if (role !== 'township') {
    if (township === null) return;
    throw invalid(
      'township',
      '只有乡镇账户可以指定乡镇代码。',
      'Only the account of a township has a township’s code.',
    );
  }
  if (township === null) {
    throw invalid('township', '乡镇账户须指定乡镇代码。', 'The account of a township needs the township’s code.');
  }
  const { rows } = await db.query('SELECT FROM anlan.townships WHERE code = $1', [township]);
  if (rows.length > 0) return;
  throw invalid(
    'township',
    `图层“乡镇”中没有代码“${township.slice(0, 60)}”。请核对代码，或先录入乡镇范围。`,
    `The layer of townships has no code "${township.slice(0, 60)}". Check the code, or bring the townships in first.`,
  );
}

function invalid(parameter: string, zh: string, en: string): ProblemError {
  return new ProblemError('invalid_account', text(zh, en), { parameter });
}
