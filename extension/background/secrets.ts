/** What nobody but the background may read. */
export interface Secrets {
  /** Refresh tokens, by the ids of their sign-ins. */
  refreshTokens: Record<string, string>;
  /** Sign-ins that have ended here, of which the server could not be told yet. */
  ended: { server: string; refreshToken: string }[];
}

const name = 'inlay/secrets';
const place = 'secrets';

/**
 * A database of the extension's own origin. Scripts in Gmail's page live in that page's origin and cannot open it, in any browser,
 * while Firefox lets them read all of the extension's storage.
 */
export async function readSecrets(): Promise<Secrets> {
  const kept = (await within('readonly', (store) => store.get(place))) as Secrets | undefined;
  return kept ?? { refreshTokens: {}, ended: [] };
}

/** Resolves when they are on disk. */
export async function keepSecrets(secrets: Secrets): Promise<void> {
  await within('readwrite', (store) => store.put(secrets, place));
}

async function within(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const opening = indexedDB.open(name);
  opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore(place));
  const database = (await answerOf(opening)) as IDBDatabase;
  try {
    const transaction = database.transaction(place, mode, { durability: 'strict' });
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The browser has kept nothing.')));
    });
    const [answer] = await Promise.all([answerOf(work(transaction.objectStore(place))), done]);
    return answer;
  } finally {
    database.close();
  }
}

const answerOf = (request: IDBRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser does not answer.')));
  });
