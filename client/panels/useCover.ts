import { type RefObject, useEffect } from 'react';
import { closeCover } from '../state/panels.ts';

/**
 * For a page that covers the map: takes the keyboard while it is open and gives it back; what it covers cannot be
 * reached meanwhile; Escape closes it.
 */
export function useCover(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const own = page.current;
    const before = document.activeElement;
    const covered = [...(own?.parentElement?.children ?? [])].filter(
      (element): element is HTMLElement => element instanceof HTMLElement && element !== own && !element.inert,
    );
    for (const element of covered) element.inert = true;
    own?.focus();
    const onKey = (event: KeyboardEvent) => {
      // Lists and dialogs over the page close first.
      const isInPage = event.target instanceof Node && (own?.contains(event.target) || event.target === document.body);
      if (event.key === 'Escape' && !event.defaultPrevented && isInPage) closeCover();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      for (const element of covered) element.inert = false;
      if (before instanceof HTMLElement) before.focus();
    };
  }, [page]);
}
