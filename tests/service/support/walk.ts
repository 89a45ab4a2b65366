import type { Feature } from 'geojson';
import { expect } from 'vitest';
import type { TestService } from './service.ts';

export interface ItemsPage {
  readonly numberMatched: number;
  readonly numberReturned: number;
  readonly features: readonly Feature[];
  readonly links: readonly { readonly rel: string; readonly href: string; readonly type: string }[];
}

/** One page that must be there. */
export async function readPage(service: TestService, path: string): Promise<ItemsPage> {
  const answer = await service.get(path);
  expect(answer.status, `${path} ${answer.text}`).toBe(200);
  return answer.body;
}

/** The path below `/api` of the next page, undefined on the last one. */
export function nextPath(service: TestService, page: ItemsPage): string | undefined {
  const next = page.links.find((link) => link.rel === 'next');
  if (!next) return undefined;
  const base = `${service.address}/api`;
  expect(next.href.startsWith(`${base}/`), next.href).toBe(true);
  return next.href.slice(base.length);
}

/** All pages from the first to the one without a next link. */
export async function walk(
  service: TestService,
  path: string,
  between: (pagesRead: number) => Promise<void> = async () => {},
): Promise<ItemsPage[]> {
  const pages: ItemsPage[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const page = await readPage(service, next);
    pages.push(page);
    expect(page.numberReturned).toBe(page.features.length);
    // A walk that turns in a circle ends here and not with the test's patience.
    expect(pages.length).toBeLessThan(200);
    next = nextPath(service, page);
    await between(pages.length);
  }
  return pages;
}

export function idsOf(pages: readonly ItemsPage[]): unknown[] {
  return pages.flatMap((page) => page.features.map((feature) => feature.id));
}
