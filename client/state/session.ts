import type { SessionDescription } from '../api/types.ts';
import { createStore, useStore } from './createStore.ts';

/** `wanted` by the person; `lost` where what the page might do a moment ago it no longer may. */
export type SignInDialog = 'closed' | 'wanted' | 'lost';

export interface SessionState {
  /** As the service described it last; undefined until its first answer. */
  readonly session: SessionDescription | undefined;
  /** Whether the session is that of the last visit, because the service has not been reached in this one. */
  readonly isRemembered: boolean;
  readonly signIn: SignInDialog;
  /** The name of who was signed in last, to be offered when they sign in again. */
  readonly knownName: string | undefined;
}

export const sessionStore = createStore<SessionState>({
  session: undefined,
  isRemembered: false,
  signIn: 'closed',
  knownName: undefined,
});

export function useSession(): SessionDescription | undefined {
  return useStore(sessionStore, ({ session }) => session);
}

/** Whether the page speaks for who was here last, without knowing whether they still are. */
export function useIsRemembered(): boolean {
  return useStore(sessionStore, ({ isRemembered }) => isRemembered);
}

export function useSignInDialog(): SignInDialog {
  return useStore(sessionStore, ({ signIn }) => signIn);
}

/** Takes in what the service says of the session. Rights that went without the person's doing bring up the dialog. */
export function holdSession(session: SessionDescription): void {
  sessionStore.set(({ session: before, signIn, knownName: lastName }) => {
    const knownName = session.user?.name ?? lastName;
    const isLost = (before?.user && !session.user) || (before?.may_read && !session.may_read);
    if (isLost) return { session, isRemembered: false, signIn: 'lost', knownName };
    return { session, isRemembered: false, signIn: session.user ? 'closed' : signIn, knownName };
  });
}

/** Takes the session of the last visit for this one's until the service says otherwise. */
export function holdRemembered(remembered: SessionDescription): void {
  sessionStore.set((state) => (state.session ? state : { ...state, session: remembered, isRemembered: true }));
}

/** After signing out nothing is lost. */
export function leaveSession(session: SessionDescription): void {
  sessionStore.set({ session, isRemembered: false, signIn: 'closed', knownName: undefined });
}

export function wantSignIn(): void {
  sessionStore.set((state) => ({ ...state, signIn: 'wanted' }));
}

/** Where strangers may look, they may go on without signing in. */
export function dismissSignIn(): void {
  sessionStore.set((state) => (state.session?.may_read ? { ...state, signIn: 'closed' } : state));
}

/** Whether the map is to be seen. Behind the question for a lost sign-in it stays, so that no view is lost. */
export function showsMap({ session, signIn }: SessionState): boolean {
  return session !== undefined && (session.may_read || signIn === 'lost');
}
