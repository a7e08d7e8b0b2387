// Requests of the page that fail: no answer, or a status that says so. What the page sees of them stays as it was.

import { masked } from './event.js';
import { address } from './scrub.js';

/** A request that failed. */
export interface Failed {
  type: 'HttpError' | 'NetworkError';
  value: string;
  /** The path that was asked for, for all its ids alike. */
  endpoint: string;
  status: number;
  mechanism: string;
  /** What the page is told, which may come back as an unhandled rejection. */
  error?: unknown;
}

type Tell = (failed: Failed) => void;

/** Tells of failed requests, those to `own` excepted. */
export function watchNetwork(from: number, own: string, tell: Tell): void {
  const ended = (mechanism: string, method: string, url: string, status: number, error?: unknown) => {
    if ((status && status < from) || url.startsWith(own)) return;
    const { origin, pathname } = new URL(url, location.href);
    const endpoint = masked(pathname);
    const what = `${method.toUpperCase()} ${address(origin === location.origin ? endpoint : origin + endpoint)}`;
    const value = status ? `${what} answered ${status}` : `${what} got no answer`;
    tell({ type: status ? 'HttpError' : 'NetworkError', value, endpoint, status, mechanism, error });
  };
  const quietly = (ask: () => void) => {
    try {
      ask();
    } catch {
      // The page's request goes on.
    }
  };

  const fetched = window.fetch;
  if (fetched) {
    window.fetch = function (this: unknown, ...asked: Parameters<typeof fetch>) {
      const [input, settings] = asked;
      const request = input instanceof Request ? input : undefined;
      const method = settings?.method || request?.method || 'GET';
      const url = request ? request.url : String(input);
      // What is given back is rejected and unhandled just as the answer itself would be.
      return fetched.apply(this === undefined ? window : (this as Window), asked).then(
        (answer) => {
          quietly(() => answer.status && ended('fetch', method, url, answer.status));
          return answer;
        },
        (error) => {
          // Whoever gives up a request knows it.
          quietly(() => error?.name !== 'AbortError' && !(settings?.signal || request?.signal)?.aborted && ended('fetch', method, url, 0, error));
          throw error;
        },
      );
    };
  }

  const { prototype } = XMLHttpRequest;
  const { open, send } = prototype;
  const asked = new WeakMap<XMLHttpRequest, [string, string]>();
  prototype.open = function (this: XMLHttpRequest, ...settings: unknown[]) {
    asked.set(this, [String(settings[0]), String(settings[1])]);
    return open.apply(this, settings as unknown as Parameters<typeof open>);
  };
  prototype.send = function (this: XMLHttpRequest, ...data) {
    const [method, url] = asked.get(this) || ['GET', ''];
    quietly(() => {
      this.addEventListener('load', () => quietly(() => this.status && ended('xhr', method, url, this.status)), { once: true });
      for (const how of ['error', 'timeout']) this.addEventListener(how, () => quietly(() => ended('xhr', method, url, 0)), { once: true });
    });
    return send.apply(this, data);
  };
}
