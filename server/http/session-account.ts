import type { Response } from 'express';
import { text } from '../../data/text.ts';
import { forbidden } from '../accounts/authorise.ts';
import type { Account } from '../accounts/principal.ts';
import { ProblemError } from '../problems.ts';
import { accountOf, principalOf } from './authenticate.ts';

/**
 * The account of somebody signed in on the page. A token that fell into the wrong hands must not make further ones, or
 * accounts that stay after it is revoked.
 *
 * @throws ProblemError `sign_in_required`, `session_required`
 */
export function sessionAccountOf(response: Response): Account {
  const account = accountOf(response);
  if (principalOf(response).kind === 'session') return account;
  throw new ProblemError(
    'session_required',
    text(
      '账户、令牌和设置只能登录后操作，不能使用令牌。',
      'Accounts, tokens and settings are changed in a session, not with a token.',
    ),
  );
}

/** @throws ProblemError `sign_in_required`, `session_required`, `forbidden` where it is no administrator's */
export function administratorOf(response: Response): Account {
  const account = sessionAccountOf(response);
  if (account.role === 'administrator') return account;
  throw forbidden(text('只有管理员可以管理账户和设置', 'Only an administrator manages accounts and settings'));
}
