import { createStore } from './createStore.ts';

const key = 'anlan.singleKeys';

/**
 * Whether keys of a single character do something everywhere. Who speaks to the computer, or hits keys by accident, can
 * switch them off (WCAG 2.1.4).
 */
export const singleKeysStore = createStore<boolean>(kept());

export function setSingleKeys(on: boolean): void {
  singleKeysStore.set(on);
  try {
    window.localStorage.setItem(key, on ? 'on' : 'off');
  } catch {
    // Storage may be switched off by policy; it then holds for this page alone.
    return;
  }
}

function kept(): boolean {
  try {
    return window.localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}
