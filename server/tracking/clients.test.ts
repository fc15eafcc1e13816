import { expect, it } from 'vitest';
import { clientOf, rememberClients } from './clients.ts';

it.each([
  ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'Gmail', 'proxy'],
  ['Mozilla/5.0 (compatible; YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html)', 'Yahoo Mail', 'proxy'],
  [
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Trident/7.0; Microsoft Outlook 16.0.4266; ms-office; MSOffice 16)',
    'Outlook',
    'mail',
  ],
  ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)', 'Outlook', 'mail'],
  ['Outlook-Android/2.0', 'Outlook', 'mail'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)', 'Apple Mail', 'mail'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.2.0', 'Thunderbird', 'mail'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0', 'Edge', 'browser'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36', 'Chrome', 'browser'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    'Safari',
    'browser',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'browser'],
  ['something else', null, 'browser'],
])('knows %s', (agent, name, kind) => expect(clientOf(agent)).toMatchObject({ name, kind }));

it('remembers no more than it may, and says the same each time', () => {
  const remembered = rememberClients(3);
  for (let round = 0; round < 2; round++)
    for (const agent of ['curl/8', 'Outlook-iOS/2.0', 'a', 'b', 'c', 'd', '__proto__']) expect(remembered(agent)).toEqual(clientOf(agent));
});
