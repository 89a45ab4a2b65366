import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionDescription } from '../../../client/api/types.ts';
import {
  dismissSignIn,
  holdSession,
  leaveSession,
  sessionStore,
  showsMap,
  wantSignIn,
} from '../../../client/state/session.ts';

const stranger = (publicRead: boolean): SessionDescription => ({
  user: null,
  csrf: null,
  public_read: publicRead,
  may_read: publicRead,
  edits: [],
});
const viewer = (publicRead: boolean): SessionDescription => ({
  ...stranger(publicRead),
  user: { id: 7, name: 'viewer', display_name: '只读', role: 'viewer', township: null },
  csrf: 'word',
  may_read: true,
});
const dialog = () => sessionStore.get().signIn;

beforeEach(() => leaveSession(stranger(false)));

describe.each([true, false])('where strangers may look: %s', (publicRead) => {
  it('a session that ends by itself brings up the question, over the map, with the name', () => {
    holdSession(viewer(publicRead));
    expect(dialog()).toBe('closed');
    holdSession(stranger(publicRead));
    expect(dialog()).toBe('lost');
    expect(showsMap(sessionStore.get())).toBe(true);
    expect(sessionStore.get().knownName).toBe('viewer');
    holdSession(viewer(publicRead));
    expect(dialog()).toBe('closed');
  });

  it('signing out brings up no question, forgets the name, and leaves the map only where it is for all', () => {
    holdSession(viewer(publicRead));
    leaveSession(stranger(publicRead));
    expect(dialog()).toBe('closed');
    expect(sessionStore.get().knownName).toBeUndefined();
    expect(showsMap(sessionStore.get())).toBe(publicRead);
  });

  it('the question can be put aside only where strangers may look', () => {
    holdSession(viewer(publicRead));
    holdSession(stranger(publicRead));
    dismissSignIn();
    expect(dialog()).toBe(publicRead ? 'closed' : 'lost');
  });
});

describe('a stranger', () => {
  it('is asked once the county closes, and not for being a stranger', () => {
    leaveSession(stranger(true));
    holdSession(stranger(true));
    expect(dialog()).toBe('closed');
    holdSession(stranger(false));
    expect(dialog()).toBe('lost');
  });

  it('keeps the dialog they opened while the session is asked for again', () => {
    leaveSession(stranger(true));
    wantSignIn();
    holdSession(stranger(true));
    expect(dialog()).toBe('wanted');
    holdSession(viewer(true));
    expect(dialog()).toBe('closed');
  });
});
