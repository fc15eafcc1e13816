/// <reference types="mocha" />
import { expect } from 'chai';
import { Network } from './network.ts';
import type { Fact } from './observe.ts';
import { askEvent, factEvent, observe } from './observe.ts';
import type { Sent } from './types.ts';

/** A request that goes nowhere, and answers as it is told to. */
class Request extends EventTarget {
  status = 0;
  responseType = '';
  responseText = '';
  opened: unknown[] = [];
  sent: unknown[] = [];
  open(...given: unknown[]): string {
    this.opened = given;
    return 'opened';
  }
  send(...given: unknown[]): void {
    this.sent = given;
  }
  answer(status: number, text: string): void {
    this.status = status;
    this.responseText = text;
    this.dispatchEvent(new Event('loadend'));
  }
}

const send = (id: string, label: string) =>
  JSON.stringify([
    null,
    [[[1, ['thread-a:r9', [null, [[id, [1, 'me@x.example'], [], [], [], null, 1_772_000_000_000, 'Hi', null, null, [label]]]]]]]],
  ]);
const answerTo = (id: string, legacy: string, labels: string[]) => {
  const message: unknown[] = Array.from({ length: 56 }, () => null);
  Object.assign(message, { 0: id, 10: labels, 13: `<${legacy}@mail.gmail.com>`, 55: legacy });
  const thread: unknown[] = Array.from({ length: 20 }, () => null);
  Object.assign(thread, { 0: 'thread-a:r9', 4: [message], 19: '18c0ffee12345678' });
  return JSON.stringify([null, [null, null, null, null, null, [[['thread-a:r9', null, [null, null, null, null, null, null, [thread]]]]]]]);
};

function observed() {
  class Own extends Request {}
  // The methods stand on the prototype that is watched.
  Own.prototype.open = function open(this: Own, ...given: unknown[]) {
    this.opened = given;
    return 'opened';
  };
  Own.prototype.send = function sendOf(this: Own, ...given: unknown[]) {
    this.sent = given;
  };
  const told: Fact[] = [];
  observe(
    { XMLHttpRequest: Own as unknown as typeof XMLHttpRequest },
    (fact) => told.push(fact),
    (work) => work(),
  );
  return { Own, told };
}

describe('watching Gmail’s requests', () => {
  it('leaves them as they are', () => {
    const { Own } = observed();
    const request = new Own();
    const body = { some: 'thing' };
    expect(request.open('POST', '/sync/u/0/i/s', true)).to.equal('opened');
    request.send(body);
    expect([request.opened, request.sent]).to.deep.equal([['POST', '/sync/u/0/i/s', true], [body]]);
    expect([Own.prototype.open.name, Own.prototype.send.name]).to.deep.equal(['open', 'sendOf']);
    expect(Object.keys(Own.prototype)).to.deep.equal(['open', 'send']);
  });

  it('hears nothing of other requests, and throws at nothing', () => {
    const { Own, told } = observed();
    for (const [url, body] of [
      ['/other', send('msg-a:r1', '^pfg')],
      [undefined, null],
      [{}, 7],
    ] as const) {
      const request = new Own();
      request.open('POST', url);
      request.send(body);
      request.answer(200, 'rubbish');
    }
    expect(told).to.deep.equal([]);
    const request = new Own();
    request.open('POST', '/sync/u/0/i/s');
    request.send('not json');
    request.answer(200, '<html>');
    expect(told.map(({ type }) => type)).to.deep.equal(['seen', 'doubt', 'doubt']);
  });

  it('tells ids alone', () => {
    const { Own, told } = observed();
    const request = new Own();
    request.open('POST', '/sync/u/0/i/s?hl=en');
    request.send(send('msg-a:r1', '^pfg'));
    request.answer(200, answerTo('msg-a:r1', '18c0ffee12345679', ['^f']));
    expect(told.map(({ type }) => type)).to.deep.equal(['seen', 'page', 'posted', 'told', 'answered']);
    expect(JSON.stringify(told)).not.to.match(/me@x|"Hi"/);
  });
});

describe('what is heard of Gmail’s requests', () => {
  function listening() {
    const heard: (Sent | string)[] = [];
    const page = document.implementation.createHTMLDocument();
    const network = new Network(page, {
      sent: (sent) => heard.push(sent),
      undone: (id) => heard.push(`undone ${id}`),
      changed: () => undefined,
    });
    let number = 0;
    const { Own, told } = observed();
    const flush = () => {
      for (const fact of told.splice(0))
        page.dispatchEvent(new CustomEvent(factEvent, { detail: JSON.stringify({ ...fact, number: ++number }) }));
    };
    const post = (id: string, label: string) => {
      const request = new Own();
      request.open('POST', '/sync/u/0/i/s');
      request.send(send(id, label));
      flush();
      return (status: number, legacy: string, labels: string[]) => {
        request.answer(status, status === 200 ? answerTo(id, legacy, labels) : '');
        flush();
      };
    };
    return { heard, page, network, post };
  }

  it('is a message that has left, once the answer says so, by the id that it has then', () => {
    const { heard, network, post } = listening();
    const saved = post('msg-a:r1', '^r');
    const sent = post('msg-a:r1', '^pfg');
    // The answer to the save comes late: the draft's own id is not the message's.
    saved(200, '18c0ffee00000001', ['^r']);
    expect([heard, network.of('msg-a:r1')?.messageId, network.wasDraft('msg-a:r1', '18c0ffee00000001')]).to.deep.equal([
      [],
      undefined,
      true,
    ]);
    sent(200, '18c0ffee00000002', ['^f']);
    expect(heard).to.deep.equal([
      {
        draftId: 'msg-a:r1',
        messageId: '18c0ffee00000002',
        threadId: '18c0ffee12345678',
        rfcId: '<18c0ffee00000002@mail.gmail.com>',
        sentAt: new Date(1_772_000_000_000).toISOString(),
        scheduled: false,
        tokens: [],
      },
    ]);
    expect(network.threadOf('thread-a:r9')).to.equal('18c0ffee12345678');
  });

  it('is no message where the server did not take it; Gmail posts it again', () => {
    const { heard, post } = listening();
    post('msg-a:r1', '^pfg')(0, '', []);
    post('msg-a:r1', '^pfg')(503, '', []);
    expect(heard).to.deep.equal([]);
    post('msg-a:r1', '^pfg')(200, '18c0ffee00000002', ['^f']);
    post('msg-a:r1', '^pfg')(200, '18c0ffee00000002', ['^f']);
    expect(heard).to.have.length(1);
  });

  it('is a draft again when it is taken back', () => {
    const { heard, network, post } = listening();
    post('msg-a:r1', '^pfg')(200, '18c0ffee00000002', ['^f']);
    post('msg-a:r1', '^r')(200, '18c0ffee00000003', ['^r']);
    expect(heard.slice(1)).to.deep.equal(['undone msg-a:r1']);
    expect(network.of('msg-a:r1')?.messageId).to.equal(undefined);
  });

  it('is checked: the page could say anything', () => {
    const { heard, page, network } = listening();
    let number = 100;
    const say = (fact: unknown) =>
      page.dispatchEvent(
        new CustomEvent(factEvent, { detail: typeof fact === 'string' ? fact : JSON.stringify({ ...(fact as object), number: ++number }) }),
      );
    say('no json');
    say('x'.repeat(100_000));
    page.dispatchEvent(new CustomEvent(factEvent, { detail: { type: 'told' } }));
    say({ type: 'page', globals: '<script>@x', bar: 7, language: 'en"><b>' });
    say({ type: 'told', told: { syncId: 'msg-a:r1 OR 1=1', messageId: '18c0ffee00000002' } });
    say({ type: 'told', told: { syncId: 'msg-a:r2', messageId: 'javascript:alert(1)', rfcId: '<a b>', threadId: 7, at: 'soon' } });
    say({ type: 'answered', draftId: 'msg-a:r2', taken: true, what: 'sent', tokens: ['x'] });
    expect([heard, network.globals, network.bar, network.language]).to.deep.equal([[], undefined, undefined, undefined]);
    expect(network.of('msg-a:r2')).to.deep.equal({ messageId: undefined, threadId: undefined, rfcId: undefined, sentAt: undefined });
  });

  it('asks the page for what it knows, and hears the same twice as once', () => {
    const page = document.implementation.createHTMLDocument();
    const asked: unknown[] = [];
    page.addEventListener(askEvent, (event) => {
      asked.push((event as CustomEvent<unknown>).detail);
      for (const _ of [1, 2])
        page.dispatchEvent(new CustomEvent(factEvent, { detail: JSON.stringify({ type: 'page', globals: 'me@x.example', number: 1 }) }));
    });
    let changes = 0;
    const network = new Network(page, { sent: () => undefined, undone: () => undefined, changed: () => changes++ });
    expect([asked, network.globals, changes]).to.deep.equal([['all'], 'me@x.example', 1]);
    network.close();
  });
});
