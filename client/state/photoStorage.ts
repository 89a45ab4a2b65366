import { openRecordStore } from './recordStore.ts';

/** A photo that waits in the browser to be sent. */
export interface QueuedPhoto {
  readonly id: string;
  /** Which account at which service it belongs to. */
  readonly owner: string;
  /** The feature's key in the edit session: of a new one until it is stored. */
  readonly key: string;
  readonly full: Blob;
  readonly small: Blob;
  readonly takenAt: string | undefined;
  readonly position: readonly [longitude: number, latitude: number] | undefined;
  readonly addedAt: number;
}

export interface PhotoStorage {
  readonly all: (owner: string) => Promise<readonly QueuedPhoto[]>;
  readonly put: (photos: readonly QueuedPhoto[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
}

/** Photos in the browser's IndexedDB. Rejects where storage is switched off by policy. */
export async function openPhotoStorage(): Promise<PhotoStorage> {
  const store = await openRecordStore<QueuedPhoto>('anlan-photos', 'photos');
  return {
    all: async (owner) => {
      const found = await store.all();
      return found.filter((photo) => photo.owner === owner).sort((a, b) => a.addedAt - b.addedAt);
    },
    put: (photos) => store.put(...photos),
    remove: (ids) => store.remove(...ids),
  };
}
