// The door of the package: what goes wrong in the page is found, counted, kept and sent. Nothing here throws into the page.

import { body, common, page, route, thrown, type Body, type Level, type More, type Thrown } from './event.js';
import { Keep } from './keep.js';
import { watchNetwork } from './network.js';
import { target, type Options } from './options.js';
import { Queue } from './queue.js';
import { plain, scrub, setOwn } from './scrub.js';
import { Sender } from './send.js';
import { watch, type Vitals } from './vitals.js';

export type { Body, Level, More, Options, Vitals };

/** What runs once {@link init} was called. */
interface Running {
  options: Options;
  queue: Queue;
  sender: Sender;
}

let running: Running | undefined;
/** Which watcher has told of an error: another one that meets it again says nothing new, the same one does. */
const told = new WeakMap<object, string>();
/** What browsers report and what is no fault of a page. */
const HARMLESS = /^ResizeObserver loop/;

/** Nothing of ours may reach the page, whatever goes wrong. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Tells of events that were not kept. */
const dropped = (options: Options) => (n: number): Body =>
  body(options, { type: 'EventsDropped', value: `${n} events could not be kept: too many different ones wait to be sent`, stack: '' }, { level: 'warning', mechanism: 'queue' });

function take(error: Thrown, more: More): void {
  if (!running) return;
  const { options, queue, sender } = running;
  // `search` and not `test`: a pattern with the flag g goes on where it ended the last time.
  const { sampleRate: rate = 1, ignore = [], beforeSend } = options;
  if (HARMLESS.test(error.value) || ignore.some((one) => (typeof one === 'string' ? error.value.includes(one) : error.value.search(one) >= 0))) return;
  if (rate < 1 && Math.random() >= rate) return;
  const key = [error.type, error.value, error.stack, more.mechanism, more.level, more.transaction || route(), page.user, JSON.stringify(plain([more.tags, more.extra]))].join('\n');
  const at = Date.now();
  const make = () => {
    const made = body(options, error, rate < 1 ? { ...more, tags: { sample_rate: rate, ...more.tags } } : more);
    return beforeSend ? beforeSend(made) : made;
  };
  queue.add(key, at, make, dropped(options));
  sender.soon();
}

/** Once for each error that was thrown, however many watchers meet it. */
function meet(error: unknown, more: More): void {
  quietly(() => {
    const mechanism = more.mechanism || 'manual';
    if (typeof error === 'object' && error) {
      if ((told.get(error) ?? mechanism) !== mechanism || isFailedRequest(error)) return;
      told.set(error, mechanism);
    }
    take(quietly(() => thrown(error)) || { type: 'Error', value: 'what was thrown cannot be read', stack: '' }, more);
  });
}

/** What Angular makes of a failed request, which was told of when it failed. */
function isFailedRequest(error: object): boolean {
  const { name, status } = error as { name?: string; status?: number };
  const from = running?.options.failedStatus ?? 500;
  return name === 'HttpErrorResponse' && from > 0 && (status === 0 || status! >= from);
}

/**
 * Tells of an error that the application has caught, or of a sentence. Does nothing before {@link init}, and never throws.
 *
 * @param error whatever was thrown; a text is a message
 * @param more level, tags and anything else that helps
 */
export function report(error: unknown, more: More = {}): void {
  if (typeof error === 'string') quietly(() => take({ type: 'Message', value: error, stack: '' }, more));
  else meet(error, more);
}

/** Says which route is shown, as the router names it: `/orders/:id`. Without it the path is taken, ids masked. */
export function setRoute(name: string): void {
  quietly(() => (page.route = scrub(name, 512)));
}

/** Says who uses the page, by an id that means nothing to others; an empty text for nobody. Mail addresses are taken out. */
export function setUser(id: string): void {
  quietly(() => (page.user = scrub(id, 128)));
}

/** Sends what waits. Ends when it is sent or when the service cannot be reached; never fails. */
export async function flush(): Promise<void> {
  await running?.sender.flush();
}

/** Begins to watch the page. A second call, and one outside of a browser, does nothing. */
export function init(options: Options): void {
  quietly(() => {
    if (running || typeof window === 'undefined') return;
    const where = target(String(options.dsn));
    if (!where || !options.service) {
      console.error(`errpredict: expected dsn: "https://KEY@HOST/PROJECT" and service: "NAME", got dsn "${String(options.dsn).slice(0, 12)}...", service "${options.service}"; nothing is sent`);
      return;
    }
    if (options.scrub) setOwn(options.scrub);
    const keep = new Keep(`errpredict ${where.base}`);
    const queue = new Queue(keep);
    // As it is now: what the page puts in its place later is not asked.
    const sender = new Sender(queue, where, window.fetch.bind(window));
    running = { options, queue, sender };
    keep.load().then((left) => {
      queue.put(left);
      if (left.length) sender.soon();
    }, () => {});
    listen(options, where.base);
    leave(running);
  });
}

function listen({ failedStatus = 500 }: Options, own: string): void {
  addEventListener('error', (event) => quietly(() => failed(event)), true);
  addEventListener('unhandledrejection', (event) => {
    const error: unknown = event.reason;
    if (typeof error === 'object' && error) meet(error, { mechanism: 'unhandledrejection' });
    else quietly(() => take({ type: 'UnhandledRejection', value: String(error), stack: '' }, { mechanism: 'unhandledrejection' }));
  });
  if (failedStatus) {
    quietly(() =>
      watchNetwork(failedStatus, own, ({ type, value, endpoint, status, mechanism, error }) => {
        if (typeof error === 'object' && error) told.set(error, mechanism);
        // Without a network of its own it is not the service that fails.
        take({ type, value, stack: '' }, { level: status || navigator.onLine ? 'error' : 'info', mechanism, transaction: endpoint, status });
      }),
    );
  }
}

/** An error that nobody caught, or a part of the page that could not be loaded. */
function failed(event: ErrorEvent): void {
  const from = event.target as (HTMLElement & { src?: string; href?: string }) | null;
  const { error, message, filename, lineno, colno } = event;
  if (from?.tagName) {
    const name = from.tagName.toLowerCase();
    const { protocol, origin, pathname } = new URL(from.src || from.href || '', location.href);
    const value = `${name} ${/^http/.test(protocol) ? origin + pathname : protocol} could not be loaded`;
    take({ type: 'ResourceError', value, stack: '' }, { level: /^(script|link)$/.test(name) ? 'error' : 'warning', mechanism: 'resource' });
  } else if (error === undefined || error === null) {
    take({ type: 'Error', value: String(message), stack: filename && `@${filename}:${lineno}:${colno}` }, { mechanism: 'onerror' });
  } else {
    meet(error, { mechanism: 'onerror' });
  }
}

/** What is told when the page goes away: its vitals, once, and all that waits. */
function leave({ options, queue, sender }: Running): void {
  // What is loaded out of sight takes its time.
  const isSeen = document.visibilityState !== 'hidden' && Math.random() < (options.vitalsSampleRate ?? 1);
  let vitals = isSeen ? quietly(watch) : undefined;
  const gone = () =>
    quietly(() => {
      const found = vitals?.();
      vitals = undefined;
      if (found) {
        const [made, at] = load(options, found);
        queue.add('vitals', at, () => made, dropped(options));
      }
      queue.write();
      sender.leave();
    });
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && gone(), true);
  addEventListener('pagehide', () => {
    gone();
    quietly(() => queue.leave());
  }, true);
  addEventListener('online', () => sender.online());
}

/** The load of the page as a request, and when it ended: when the largest part of it was seen. */
function load(options: Options, vitals: Vitals): [Body, number] {
  const navigation = performance.getEntriesByType('navigation')[0] as (PerformanceNavigationTiming & { responseStatus?: number }) | undefined;
  const status = navigation?.responseStatus;
  const start = Math.round(performance.timeOrigin);
  const took = Math.round(vitals.lcp ?? navigation?.loadEventEnd ?? 0);
  const rounded: Record<string, number> = {};
  for (const [name, value] of Object.entries(vitals)) if (value !== undefined) rounded[name] = +value.toFixed(name === 'cls' ? 4 : 1);
  const made: Body = {
    ...common(options),
    type: 'transaction',
    transaction: route(),
    tags: { mechanism: 'pageload' },
    start_timestamp: start / 1000,
    contexts: { trace: { trace_id: page.trace, op: 'pageload', status: 'ok' }, vitals: rounded, ...(status && { response: { status_code: status } }) },
  };
  return [made, start + took];
}
