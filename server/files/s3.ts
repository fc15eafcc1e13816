import { openAsBlob } from 'node:fs';
import { AwsClient } from 'aws4fetch';
import type { ContentKey, FileStorage } from './storage.ts';

/** A bucket of an S3-compatible store, addressed by path (`endpoint/bucket/key`). */
export interface S3Config {
  /** Without a slash at the end. */
  endpoint: string;
  region: string;
  bucket: string;
  /** What keys begin with, so that several installations can share a bucket. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** How long the store may take to begin its answer, in milliseconds, beside the time that sending takes. */
const patience = 30_000;

/** Bytes a millisecond that a connection to a store carries at the least. */
const slowest = 100;

/**
 * Contents in an S3-compatible store. Requests are signed with Signature Version 4, the hash of a content among what is
 * signed: the store itself refuses one that was damaged on its way.
 */
export function s3Storage(config: S3Config): FileStorage {
  const { endpoint, region, bucket, prefix, accessKeyId, secretAccessKey } = config;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3, initRetryMs: 100 });
  const addressOf = ({ workspaceId, hash }: ContentKey) => `${endpoint}/${bucket}/${prefix}${workspaceId}/${hash}`;

  async function ask(method: string, key: ContentKey, options: { body?: Blob; hash?: string } = {}): Promise<Response> {
    const waiting = new AbortController();
    const deadline = setTimeout(() => waiting.abort(), patience + (options.body?.size ?? 0) / slowest);
    try {
      return await client.fetch(addressOf(key), {
        method,
        signal: waiting.signal,
        ...(options.body && { body: options.body }),
        headers: { 'X-Amz-Content-Sha256': options.hash ?? emptyHash },
      });
    } finally {
      clearTimeout(deadline);
    }
  }

  return {
    put: async (key, { path }) => {
      const body = await openAsBlob(path, { type: 'application/octet-stream' });
      const answer = await ask('PUT', key, { body, hash: key.hash });
      if (!answer.ok) throw await failure('keep', answer);
      await answer.body?.cancel();
    },
    open: async (key) => {
      const answer = await ask('GET', key);
      if (answer.ok) return answer.body ?? new ReadableStream();
      if (answer.status !== 404) throw await failure('give', answer);
      await answer.body?.cancel();
      return undefined;
    },
    delete: async (key) => {
      const answer = await ask('DELETE', key);
      if (!answer.ok && answer.status !== 404) throw await failure('delete', answer);
      await answer.body?.cancel();
    },
  };
}

/** SHA-256 of nothing, which is what a request without a body sends. */
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

// The answer's own words name a code such as AccessDenied or NoSuchBucket; the rest may hold what was signed.
async function failure(did: string, answer: Response): Promise<Error> {
  const code = /<Code>(\w{1,64})<\/Code>/.exec(await answer.text())?.[1] ?? 'no code';
  return new Error(`The S3 store did not ${did} a content: ${answer.status} ${code}.`);
}
