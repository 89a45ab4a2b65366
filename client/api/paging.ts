/** Part of a list that the service answers page by page. */
export interface Page {
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

/** What the next page is asked for with; undefined where this one is the last. */
export function nextCursor({ links }: Page): string | undefined {
  const next = links.find(({ rel }) => rel === 'next');
  return next ? (new URL(next.href).searchParams.get('cursor') ?? undefined) : undefined;
}
