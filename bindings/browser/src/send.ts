// Delivery: at least once, and the service takes each event once, for its id and its time never change.

import { MOST_TIMES, type Queue, type Record } from './queue.js';
import type { Target } from './options.js';

/** From the first event that waits to the request that takes it along. */
const BATCH_MS = 2_000;
/** Characters of one envelope, before it is packed. */
const MOST_CHARS = 900_000;
/** What a browser still takes from a page that goes away: 64 KiB for all its requests. */
const MOST_LEAVING = 60_000;
/** Shorter bodies are not worth the question that a browser asks before it sends a packed one. */
const WORTH_PACKING = 8_192;
const MOST_WAIT_S = 300;

/** The bodies of requests, and what each takes along; a record that is longer by itself goes alone, or not at all where it must not. */
export function* envelopes(records: Record[], mostChars: number, isStrict = false): Generator<[string, Record[]]> {
  let [text, taken, n]: [string, Record[], number] = ['{}\n', [], 0];
  for (const record of records) {
    const head = `{"type":"${record.e.type || 'event'}"}\n{"event_id":"${record.id}`;
    const rest = JSON.stringify(record.e).slice(1);
    // Before it is built: the page goes away.
    if (isStrict && (head.length + rest.length) * record.t.length > mostChars) continue;
    const items = record.t.map((at, place) => `${head}${place.toString(16).padStart(8, '0')}","timestamp":${at / 1000},${rest}\n`).join('');
    if (taken.length && (text.length + items.length > mostChars || n + record.t.length > MOST_TIMES)) {
      yield [text, taken];
      [text, taken, n] = ['{}\n', [], 0];
    }
    text += items;
    taken.push(record);
    n += record.t.length;
  }
  if (taken.length) yield [text, taken];
}

export class Sender {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private busy: Promise<void> | undefined;
  /** The service wants nothing before that. */
  private notBefore = 0;
  /** Nothing came through: the next attempt. */
  private retryAt = 0;
  private failures = 0;
  private isRefused = false;

  constructor(
    private readonly queue: Queue,
    private readonly target: Target,
    private readonly send: typeof fetch,
  ) {}

  /** Something waits. */
  soon(ms = BATCH_MS): void {
    this.timer ??= setTimeout(() => void this.flush(), Math.max(ms, this.notBefore - Date.now(), this.retryAt - Date.now()));
  }

  /** The browser has a network again. */
  online(): void {
    this.failures = this.retryAt = 0;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.soon(0);
  }

  /** Sends what waits; ends when it is sent, or has to wait longer. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.busy ??= this.all().catch(() => {}).then(() => {
      this.busy = undefined;
      // What came meanwhile.
      if (this.queue.records.length && !this.isRefused) this.soon();
    }));
  }

  /** The page goes away: as much as the browser takes. The answer may never be seen, so what went stays kept, and is the same when it comes again. */
  leave(): void {
    if (!this.isOpen()) return;
    this.queue.close();
    let left = MOST_LEAVING;
    for (const [text, records] of envelopes(this.queue.records, left, true)) {
      const size = new Blob([text]).size;
      if (size > left) continue;
      left -= size;
      if ('keepalive' in Request.prototype) this.post(text, true).then((answer) => answer.ok && this.queue.sent(records), () => {});
      else navigator.sendBeacon(this.target.url, text);
    }
  }

  private isOpen(): boolean {
    return !this.isRefused && Date.now() >= Math.max(this.notBefore, this.retryAt) && navigator.onLine !== false;
  }

  private post(body: BodyInit, keepalive: boolean, headers?: HeadersInit): Promise<Response> {
    return this.send(this.target.url, { method: 'POST', body, keepalive, headers, credentials: 'omit', referrerPolicy: 'no-referrer' });
  }

  private async all(): Promise<void> {
    while (this.queue.records.length && this.isOpen()) {
      this.queue.close();
      const [text, records] = envelopes(this.queue.records, MOST_CHARS).next().value as [string, Record[]];
      let answer: Response | undefined;
      try {
        const isPacked = text.length > WORTH_PACKING && typeof CompressionStream === 'function';
        answer = isPacked
          ? await this.post(await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob(), false, { 'content-encoding': 'gzip' })
          : await this.post(text, text.length < MOST_LEAVING / 3);
      } catch {
        // No network, or the page's policy forbids it.
      }
      this.answered(records, answer);
    }
  }

  private answered(records: Record[], answer: Response | undefined): void {
    const status = answer?.status || 0;
    if (answer?.ok) {
      this.failures = 0;
      this.queue.sent(records);
      return;
    }
    if (status === 401 || status === 403 || status === 404) {
      // Nothing will be taken until somebody puts it right; what waits stays kept for the next page.
      this.isRefused = true;
      console.warn(`errpredict: the service answered ${status}: expected a key with the role ingest, and its address, in dsn`);
    } else if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      console.warn(`errpredict: the service answered ${status}: some events cannot be kept`);
      this.queue.sent(records);
    } else {
      const told = answer?.headers.get('retry-after');
      // Not all pages at the same moment.
      this.retryAt = Date.now() + 1_000 * Math.min(2 ** this.failures++, MOST_WAIT_S) * (0.5 + Math.random() / 2);
      if (told) this.notBefore = Date.now() + 1_000 * Math.min(+told || 60, 3_600);
    }
  }
}
