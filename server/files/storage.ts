import type { Id } from '../../shared/ids.ts';

/** What names a content: whose it is, and what it is. */
export interface ContentKey {
  workspaceId: Id;
  /** SHA-256 of the content, in hexadecimal. */
  hash: string;
}

/** A content that has arrived whole, in a file on this machine. */
export interface Arrived {
  path: string;
  size: number;
}

/**
 * Where contents of files are kept, by their hash and for each workspace apart. A content never changes: to keep one again
 * does no harm. Which of them are still wanted is not the storage's business (kept.ts).
 */
export interface FileStorage {
  /** Keeps a content; it outlives a power failure when this resolves. The file that it arrived in may be gone afterwards. */
  put(key: ContentKey, arrived: Arrived): Promise<void>;
  /** The content as a stream; undefined where it is not there. */
  open(key: ContentKey): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Deletes a content; one that is not there is deleted already. */
  delete(key: ContentKey): Promise<void>;
}
