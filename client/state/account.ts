import { createStore, useStore } from './createStore.ts';

/** The parts of the account dialog; the latter two are for administrators. */
export type AccountSection = 'me' | 'password' | 'tokens' | 'users' | 'access';

/** Which part of the account dialog is open. */
const accountStore = createStore<AccountSection | undefined>(undefined);

export function useAccountSection(): AccountSection | undefined {
  return useStore(accountStore, (section) => section);
}

export function openAccount(section: AccountSection): void {
  accountStore.set(section);
}

export function closeAccount(): void {
  accountStore.set(undefined);
}
