import { useEffect, useRef } from 'react';

interface ReviewKeys {
  readonly next: () => void;
  readonly previous: () => void;
  readonly accept: () => void;
  readonly reject: () => void;
  readonly edit: () => void;
}

/** Keys for going through proposals, unless somebody writes, chooses from a list, or moves the map by its own keys. */
export function useReviewKeys(keys: ReviewKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      const act = actionOf(event.key, current.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role="combobox"], canvas') !== null;
}

function actionOf(key: string, { next, previous, accept, reject, edit }: ReviewKeys): (() => void) | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return next;
    case 'ArrowUp':
    case 'ArrowLeft':
      return previous;
    case 'a':
    case 'A':
      return accept;
    case 'r':
    case 'R':
      return reject;
    case 'e':
    case 'E':
      return edit;
    default:
      return undefined;
  }
}
