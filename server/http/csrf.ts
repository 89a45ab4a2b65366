import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { text } from '../../data/text.ts';
import { ProblemError } from '../problems.ts';

export const csrfHeader = 'Anlan-CSRF';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request by its method changes nothing. */
export function isSafe(request: Request): boolean {
  return safeMethods.has(request.method);
}

/**
 * Refuses what another site's page has a browser send.
 *
 * @throws ProblemError `csrf_failed`
 */
export function requireSameOrigin(request: Request): void {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const foreignOrigin = origin !== undefined && hostOf(origin) !== request.get('host')?.toLowerCase();
  if (!foreignSite && !foreignOrigin) return;
  throw new ProblemError(
    'csrf_failed',
    text(
      `拒绝来自其他网站（${(origin ?? site ?? '').slice(0, 80)}）的请求。`,
      `A request from another site (${(origin ?? site ?? '').slice(0, 80)}) is refused.`,
    ),
  );
}

/**
 * Refuses a change in the name of a session without the word that only our own page knows.
 *
 * @throws ProblemError `csrf_failed`
 */
export function requireCsrfWord(request: Request, expected: string): void {
  const given = Buffer.from(request.get(csrfHeader) ?? '');
  const right = Buffer.from(expected);
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  throw new ProblemError(
    'csrf_failed',
    text(
      `以登录会话提交须带请求头 ${csrfHeader}，其值见 GET /api/session 的 csrf；请刷新页面后重试。`,
      `A change in a session needs the header ${csrfHeader} with the csrf of GET /api/session; reload the page and try again.`,
    ),
  );
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host.toLowerCase() : undefined;
}
