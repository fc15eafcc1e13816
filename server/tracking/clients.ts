import { isbot } from 'isbot';

/** What is known of a client by its User-Agent header. */
export interface Client {
  /** The name that it goes by; null where it cannot be told. */
  name: string | null;
  /** `proxy`: loads images for a mailbox's readers; `mail`: a mail program; `browser`: the rest. */
  kind: 'proxy' | 'mail' | 'browser';
  /** Says of itself that it is a program, and is no mail program's. */
  bot: boolean;
  /** Goes by the name of a security product or of a link checker. */
  security: boolean;
}

/**
 * Those that load images for everyone who reads mail there, when the message is shown.
 * - Gmail: https://wordtothewise.com/2013/12/gmail-deploys-image-proxy-servers/
 * - Yahoo: https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html (named in the header itself)
 */
const proxies: readonly (readonly [name: string, agent: RegExp])[] = [
  ['Gmail', /GoogleImageProxy/],
  ['Yahoo Mail', /YahooMailProxy/],
];

// Desktop Outlook names itself beside Trident, as do others beside a browser's engine: these come first.
const mailPrograms: readonly (readonly [name: string, agent: RegExp])[] = [
  ['Outlook', /Microsoft Outlook|Outlook-(?:iOS|Android)|\bMSOffice\b|Microsoft Office\/\d/],
  ['Thunderbird', /Thunderbird\//],
  ['Superhuman', /Superhuman/],
  ['Proton Mail', /Proton\s?Mail/i],
  ['Airmail', /\bAirmail\b/],
  ['Spark', /\bSparkDesktop|\bReaddle/],
  ['Mailbird', /Mailbird/],
  ['eM Client', /eM ?Client/i],
  ['Samsung Email', /samsung\.android\.email/],
  // Apple's mail program is WebKit without a browser's name (no Safari, no Version).
  ['Apple Mail', /^Mozilla\/5\.0 \((?:Macintosh|iPhone|iPad)[^)]*\) AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)(?: Mobile\/\w+)?$/],
];

const browsers: readonly (readonly [name: string, agent: RegExp])[] = [
  ['Edge', /\bEdgA?\/|\bEdgiOS\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\bFirefox\/|\bFxiOS\//],
  ['Chrome', /\bChrome\/|\bCriOS\//],
  ['Safari', /\bSafari\//],
];

// Names that security products and link checkers put into their requests.
const securityProducts =
  /barracuda|proofpoint|mimecast|safelinks|microsoft office (?:existence|protocol) discovery|microsoft-webdav|bingpreview|symantec|messagelabs|trend ?micro|\btmes\b|sophos|forti(?:mail|guard|net)|cisco ?secure|ironport|fireeye|trellix|cloudmark|forcepoint|zscaler|check ?point|kaspersky|bitdefender|vade|hornetsecurity|mailscanner|urlscan|virustotal|skypeuripreview/i;

const named = (list: typeof proxies, agent: string) => list.find(([, pattern]) => pattern.test(agent))?.[0];

/** Who asks, by its User-Agent header. */
export function clientOf(agent: string): Client {
  const security = securityProducts.test(agent);
  const proxy = named(proxies, agent);
  if (proxy !== undefined) return { name: proxy, kind: 'proxy', bot: false, security };
  const program = named(mailPrograms, agent);
  if (program !== undefined) return { name: program, kind: 'mail', bot: false, security };
  return { name: named(browsers, agent) ?? null, kind: 'browser', bot: isbot(agent), security };
}

/** Of what kind a client of this name is. */
export const kindOf = (name: string | null): Client['kind'] =>
  proxies.some(([known]) => known === name) ? 'proxy' : mailPrograms.some(([known]) => known === name) ? 'mail' : 'browser';

/** `clientOf`, for headers that come again and again: so many are remembered. */
export function rememberClients(most = 2000): (agent: string) => Client {
  const known = new Map<string, Client>();
  return (agent) => {
    let client = known.get(agent);
    if (!client) {
      if (known.size >= most) known.clear();
      known.set(agent, (client = clientOf(agent)));
    }
    return client;
  };
}
