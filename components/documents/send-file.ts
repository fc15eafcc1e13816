import type { ErrorBody } from '../../shared/sync/wire.ts';
import type { Sending } from '../store/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';

/**
 * Sends a file, and gives the answer's JSON. By XMLHttpRequest, since fetch tells nobody how far it has come.
 * @throws Refusal, Unreachable, or the signal's reason
 */
export function sendFile({ url, headers, body, signal, onProgress }: Sending): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener('abort', stop, { once: true });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1);
    request.onabort = () => reject(signal.reason);
    request.onerror = () => reject(new Unreachable('The server cannot be reached.'));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300 && answer !== undefined) return resolve(answer);
      const after = Number(request.getResponseHeader('Retry-After'));
      reject(new Refusal(request.status, (answer ?? {}) as Partial<ErrorBody>, after > 0 ? after : undefined));
    };
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy in between may answer with a page of its own: the status says enough.
    return undefined;
  }
}
