/** What a driver refuses, with WebDriver's own word for it. */
export class DriverError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** The W3C WebDriver protocol, as far as it is used here: https://www.w3.org/TR/webdriver2/ */
export class Driver {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  async ask<Result = unknown>(method: 'GET' | 'POST' | 'DELETE', path: string, body: unknown = {}): Promise<Result> {
    const response = await fetch(this.#address + path, {
      method,
      // Longer than any wait of the driver's own.
      signal: AbortSignal.timeout(120_000),
      ...(method === 'POST' ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } : {}),
    });
    const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } };
    if (!response.ok) throw new DriverError(value?.error ?? `${response.status}`, value?.message ?? path);
    return value;
  }

  /** Waits until the driver takes sessions. */
  async ready(ended: () => boolean): Promise<void> {
    const end = Date.now() + 15_000;
    for (;;) {
      const answer = await this.ask<{ ready: boolean }>('GET', '/status').catch(() => undefined);
      if (answer?.ready) return;
      if (ended() || Date.now() > end) throw new Error('The driver has not come up.');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
