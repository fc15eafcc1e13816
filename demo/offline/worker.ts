/// <reference lib="webworker" />

/**
 * Opens the app's own page without the network, as it was built: page, scripts and styles of one version, kept together. It
 * keeps these files and nothing else: no answer of the server, and nothing of pages that embed the kit.
 */

const worker = self as unknown as ServiceWorkerGlobalScope;

/** Put in by the build: the page's entry script, and the addresses of all that the app is made of, this one and the page among them. */
declare const __SHELL__: { entry: string; files: string[] };
const { entry, files } = __SHELL__;

const prefix = 'inlay-shell/';
/** Milliseconds that a page from the network is waited for, once there is one here. */
const patience = 5000;

worker.addEventListener('install', (event) => event.waitUntil(keep()));
worker.addEventListener('activate', (event) => event.waitUntil(forget()));

worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== worker.location.origin) return;
  // A name with a hash has one content for ever, whichever version it is from.
  if (pathname.startsWith('/assets/')) event.respondWith(keptFirst(event.request));
  else if (files.includes(pathname)) event.respondWith(networkFirst(event.request, pathname));
});

/** The versions kept, the newest first. */
const versions = async (): Promise<string[]> => (await caches.keys()).filter((name) => name.startsWith(prefix)).toReversed();

async function keep(): Promise<void> {
  const name = `${prefix}${Date.now()}`;
  try {
    const cache = await caches.open(name);
    await cache.addAll(files.map((file) => new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'no-cache' })));
    // The server may have got its next version between this script and its page.
    const page = await cache.match('/');
    if (!(await page?.text())?.includes(entry)) throw new Error('The page is of another version than its worker.');
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  await worker.skipWaiting();
}

/** Pages still open may be of the version before this one, and ask for more of it. */
async function forget(): Promise<void> {
  for (const name of (await versions()).slice(2)) await caches.delete(name);
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** What comes from the network is of the server's newest version, and so is all that it asks for. */
async function networkFirst(request: Request, pathname: string): Promise<Response> {
  const [cacheName = ''] = await versions();
  const before = await caches.match(pathname, { cacheName, ignoreVary: true });
  if (!before) return fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  // A proxy answers for a server that is away.
  return answer && answer.status < 500 ? answer : before;
}
