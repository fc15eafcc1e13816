import { expect } from 'chai';
import { permissionFor, serverAddress } from './server-address.ts';

describe('the address of a server', () => {
  for (const [typed, server] of [
    ['crm.example.com', 'https://crm.example.com'],
    ['  HTTPS://CRM.Example.com/  ', 'https://crm.example.com'],
    ['https://crm.example.com:8443/#/deals/1', 'https://crm.example.com:8443'],
    ['https://inlay', 'https://inlay'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]'],
    ['https://crm.müller.example', 'https://crm.xn--mller-kva.example'],
    ['127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['localhost:8787/', 'http://localhost:8787'],
    ['http://localhost', 'http://localhost'],
  ] as const)
    it(`is ${server} for “${typed}”`, () => expect(serverAddress(typed)).to.deep.equal({ server }));

  for (const [typed, problem] of [
    ['', 'empty'],
    ['   ', 'empty'],
    ['http://crm.example.com', 'not-https'],
    ['http://localhost.example.com', 'not-https'],
    ['http://127.0.0.1.example.com', 'not-https'],
    ['https://camille:secret@crm.example.com', 'credentials'],
    ['ftp://crm.example.com', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['file:///etc/passwd', 'malformed'],
    ['https://', 'malformed'],
    ['two words', 'malformed'],
    ['https://*', 'malformed'],
  ] as const)
    it(`is refused as ${problem}: “${typed}”`, () => expect(serverAddress(typed)).to.deep.equal({ problem }));

  it('is asked of the browser as a host, which it grants whatever the port', () => {
    expect(permissionFor('https://crm.example.com:8443')).to.equal('https://crm.example.com/*');
    expect(permissionFor('http://127.0.0.1:8787')).to.equal('http://127.0.0.1/*');
  });
});
