import { defineManifest } from '@crxjs/vite-plugin';

export type Browser = 'chrome' | 'edge' | 'firefox';

/** The first versions that have all that is used here: content scripts of the page's world, blocking by rules, modules. */
const oldest = { chrome: '120', firefox: '142.0' };

/** What differs from one browser to the other. */
const ofBrowser = {
  chrome: { background: { service_worker: 'background/index.ts', type: 'module' }, minimum_chrome_version: oldest.chrome },
  edge: { background: { service_worker: 'background/index.ts', type: 'module' }, minimum_chrome_version: oldest.chrome },
  firefox: {
    background: { scripts: ['background/index.ts'] },
    browser_specific_settings: {
      gecko: {
        id: 'gmail@inlay.example',
        strict_min_version: oldest.firefox,
        // To the server that the person chooses, and to nobody else: see docs/extension/privacy.md.
        data_collection_permissions: { required: ['authenticationInfo', 'personalCommunications', 'personallyIdentifyingInfo'] },
      },
    },
  },
} as const;

/** docs/extension/permissions.md says what each permission is for. */
export const manifestFor = (browser: Browser, version: string) =>
  defineManifest({
    manifest_version: 3,
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    version,
    icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
    action: { default_title: '__MSG_open__', default_icon: { 16: 'icons/16.png', 32: 'icons/32.png' } },
    permissions: ['storage', 'identity', 'declarativeNetRequestWithHostAccess'],
    host_permissions: ['https://mail.google.com/*', 'https://*.googleusercontent.com/*'],
    // One of them is asked for: that of the server, when its address is given.
    optional_host_permissions: ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'],
    content_scripts: [
      { matches: ['https://mail.google.com/mail/*'], js: ['gmail/network.iife.ts'], run_at: 'document_start', world: 'MAIN' },
      { matches: ['https://mail.google.com/mail/*'], js: ['content/content.iife.ts'], run_at: 'document_idle' },
    ],
    options_ui: { page: 'options/index.html', open_in_tab: true },
    web_accessible_resources: [{ resources: ['sidebar/index.html'], matches: ['https://mail.google.com/*'] }],
    content_security_policy: {
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",
        // The background's own requests are bound by it too.
        "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'",
      ].join('; '),
    },
    ...ofBrowser[browser],
  } as never);
