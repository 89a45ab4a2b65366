/** Records of one kind in the browser's IndexedDB, each under its `id`. */
export interface RecordStore<T extends { readonly id: string }> {
  readonly all: () => Promise<readonly T[]>;
  /** All of them or none. */
  readonly put: (...records: readonly T[]) => Promise<void>;
  /** All of them or none; names that nothing is kept under are passed over. */
  readonly remove: (...ids: readonly string[]) => Promise<void>;
}

/** A database with this one store, made where there is none yet. Rejects where storage is switched off by policy. */
export async function openRecordStore<T extends { readonly id: string }>(
  databaseName: string,
  storeName: string,
): Promise<RecordStore<T>> {
  const opening = window.indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName, { keyPath: 'id' });
  const database = await answerOf(opening);
  const write = async (work: (store: IDBObjectStore) => void): Promise<void> => {
    const transaction = database.transaction(storeName, 'readwrite');
    work(transaction.objectStore(storeName));
    await endOf(transaction);
  };
  return {
    all: async () => answerOf<T[]>(database.transaction(storeName).objectStore(storeName).getAll()),
    put: (...records) =>
      write((store) => {
        for (const record of records) store.put(record);
      }),
    remove: (...ids) =>
      write((store) => {
        for (const id of ids) store.delete(id);
      }),
  };
}

function answerOf<R>(request: IDBRequest<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
