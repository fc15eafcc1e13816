/// <reference types="vite/client" />

/** Keeps the built app in this browser, so that its page opens without the network. Only the app's own page asks for it. */
export async function keepApp(): Promise<void> {
  // Pages that are written just now come from where they are written.
  if (import.meta.env?.PROD && 'serviceWorker' in navigator)
    await navigator.serviceWorker.register('/offline.js', { updateViaCache: 'none' });
}
