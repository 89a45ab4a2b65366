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

const databaseName = 'anlan-photos';
const storeName = 'photos';

export interface PhotoStorage {
  readonly all: (owner: string) => Promise<readonly QueuedPhoto[]>;
  readonly put: (photos: readonly QueuedPhoto[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
}

/** Photos in the browser's IndexedDB. Rejects where storage is switched off by policy. */
export async function openPhotoStorage(): Promise<PhotoStorage> {
  const database = await openDatabase();
  return {
    all: async (owner) => {
      const found = await read(database);
      return found.filter((photo) => photo.owner === owner).sort((a, b) => a.addedAt - b.addedAt);
    },
    put: (photos) =>
      write(database, (store) => {
        for (const photo of photos) store.put(photo);
      }),
    remove: (ids) =>
      write(database, (store) => {
        for (const id of ids) store.delete(id);
      }),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function read(database: IDBDatabase): Promise<QueuedPhoto[]> {
  return new Promise((resolve, reject) => {
    const request: IDBRequest<QueuedPhoto[]> = database.transaction(storeName).objectStore(storeName).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function write(database: IDBDatabase, work: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite');
    work(transaction.objectStore(storeName));
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
