import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { DriverError } from './webdriver.ts';

type Answer = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

/**
 * Firefox's own protocol, on which its WebDriver is built: packets of JSON, each after its length in bytes. Unlike WebDriver BiDi it
 * reaches the pages and frames of extensions. See remote/doc/marionette/Protocol.md in Firefox's source.
 */
export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #read: Buffer = Buffer.alloc(0);
  #ended: Error | undefined;
  #id = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#read = Buffer.concat([this.#read, chunk]);
      this.#take();
    });
    socket.once('error', (error) => this.#end(error));
    socket.once('close', () => this.#end(new Error('Firefox has ended the connection.')));
  }

  static async open(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Marionette(socket);
  }

  /** @throws DriverError */
  async ask<Result = unknown>(command: string, parameters: object = {}): Promise<Result> {
    if (this.#ended) throw this.#ended;
    const id = ++this.#id;
    const packet = JSON.stringify([0, id, command, parameters]);
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.write(`${Buffer.byteLength(packet)}:${packet}`);
    const [, , error, result] = await answered;
    if (error) throw new DriverError(error.error, `${command}: ${error.message}`);
    return result as Result;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(): void {
    for (;;) {
      const colon = this.#read.indexOf(':');
      const end = colon + 1 + Number(this.#read.subarray(0, colon).toString());
      if (colon < 0 || this.#read.length < end) return;
      const packet = JSON.parse(this.#read.subarray(colon + 1, end).toString()) as Answer | { applicationType: string };
      this.#read = this.#read.subarray(end);
      // The first packet says only who is there.
      if (!Array.isArray(packet)) continue;
      this.#waiting.get(packet[1])?.(packet);
      this.#waiting.delete(packet[1]);
    }
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const [id, settle] of this.#waiting) settle([1, id, { error: 'disconnected', message: error.message }, null]);
    this.#waiting.clear();
  }
}
