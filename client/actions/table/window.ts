/** The rows that have to be drawn: those in sight and some around them, so that scrolling does not show gaps. */
export interface RowWindow {
  readonly first: number;
  /** Not drawn itself. */
  readonly end: number;
}

const aroundRows = 8;

export function rowWindow(scrolled: number, seenPixels: number, rowPixels: number, count: number): RowWindow {
  const first = Math.max(0, Math.floor(scrolled / rowPixels) - aroundRows);
  const end = Math.min(count, Math.ceil((scrolled + seenPixels) / rowPixels) + aroundRows);
  return { first: Math.min(first, end), end };
}
