// What is known of one thing that went wrong, as an event that the service reads.

import { plain, scrub } from './scrub.js';
import { frames, images, type Frame, type Image } from './stack.js';
import type { Options } from './options.js';

/** How bad it is. From `warning` up it counts as an error. */
export type Level = 'fatal' | 'error' | 'warning' | 'info' | 'debug';

/** One exception, with its frames. */
export interface Exception {
  type: string;
  value: string;
  stacktrace?: { frames: Frame[] };
}

/** An event without its id and its time, which differ from one occurrence to the next. */
export interface Body {
  platform: 'javascript';
  type?: 'transaction';
  level?: Level;
  service: string;
  release?: string;
  environment?: string;
  /** The route of the page, or of the request that failed. */
  transaction?: string;
  /** The chain of causes; the error itself is the last. */
  exception?: { values: Exception[] };
  message?: string;
  user?: { id: string };
  tags: Record<string, unknown>;
  extra?: Record<string, unknown>;
  contexts: Record<string, Record<string, unknown>>;
  debug_meta?: { images: Image[] };
  start_timestamp?: number;
}

/** What may be said beside an error. */
export interface More {
  /** `error` where absent. */
  level?: Level;
  /** What found it: `manual` where absent. */
  mechanism?: string;
  /** Short words to find it by. */
  tags?: Record<string, unknown>;
  /** Anything else. Names that look secret and texts that look personal are taken out. */
  extra?: Record<string, unknown>;
  /** The route, where it is not that of the page. */
  transaction?: string;
  /** The HTTP status. */
  status?: number;
}

/** Exceptions of one chain of causes that are kept. */
const MOST_CAUSES = 5;

/** The page, from its load on. */
export const page = {
  /** Ties together what one page load brought. */
  trace: hex(16),
  /** Set by a router; the path where it is not. */
  route: '',
  user: '',
};

/** So many random bytes, as hexadecimal digits. */
export function hex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A path in which what differs from one visitor to the next is a place of its own: `/orders/:id`. */
export function masked(path: string): string {
  const only = path.slice(0, 1_024).split(/[?#]/)[0]!;
  return scrub(only.replace(/\/(?:\d+|[\da-f]{8}-[\da-f-]{27}|(?=[a-z]*\d)[\da-f]{16,}|[^/]*(?:@|%40)[^/]*)(?=\/|$)/gi, '/:id'), 512);
}

/** The path that was masked last: a flood asks for it every time. */
let [path, maskedPath] = ['', ''];

export function route(): string {
  const { pathname } = location;
  if (pathname !== path) [path, maskedPath] = [pathname, masked(pathname)];
  return page.route || maskedPath;
}

/** Type, message and trace of whatever was thrown. */
export interface Thrown {
  type: string;
  value: string;
  stack: string;
  cause?: unknown;
}

/** Reads what was thrown without trusting it: a getter of its own may throw as well. */
export function thrown(error: unknown): Thrown {
  if (typeof error === 'object' && error) {
    const { name, message, stack, cause } = error as Error;
    if (typeof message === 'string') return { type: String(name || 'Error'), value: message, stack: String(stack || ''), cause };
    return { type: error.constructor?.name || 'Object', value: JSON.stringify(plain(error)) || '', stack: '' };
  }
  return { type: typeof error, value: String(error), stack: '' };
}

/** Chrome, Firefox, Safari or another, without the details that would tell one visitor from another. */
function browser(): string {
  const found = /(Edg|OPR|Firefox|Chrome|Version)\/(\d+)/.exec(navigator.userAgent.replace(/Chrome\S+ (?=.*(?:Edg|OPR)\/)/, ''));
  return found ? `${found[1]!.replace('Version', 'Safari')} ${found[2]}` : 'other';
}

/** The event of an error. */
export function body(options: Options, error: Thrown, more: More): Body {
  const values: Exception[] = [];
  let all: Frame[] = [];
  for (let next: Thrown | undefined = error; next && values.length < MOST_CAUSES; next = next.cause ? thrown(next.cause) : undefined) {
    const trace = frames(next.stack);
    all = all.concat(trace);
    values.unshift({ type: scrub(next.type, 128), value: scrub(next.value), ...(trace.length && { stacktrace: { frames: trace } }) });
  }
  const found = images(all);
  return {
    ...common(options),
    level: more.level || 'error',
    transaction: more.transaction || route(),
    exception: { values },
    tags: { browser: browser(), mechanism: more.mechanism || 'manual', ...(plain(more.tags || {}) as object) },
    ...(more.extra && { extra: plain(more.extra) as Record<string, unknown> }),
    contexts: {
      trace: { trace_id: page.trace },
      page: { route: route(), online: navigator.onLine },
      ...(more.status && { response: { status_code: more.status } }),
    },
    ...(found.length && { debug_meta: { images: found } }),
  };
}

/** What every event of the page says. */
export function common(options: Options): Pick<Body, 'platform' | 'service' | 'release' | 'environment' | 'user'> {
  const release = options.release || (globalThis as { _errpredictRelease?: string })._errpredictRelease;
  return {
    platform: 'javascript',
    service: options.service,
    ...(release && { release }),
    environment: options.environment || 'production',
    ...(page.user && { user: { id: page.user } }),
  };
}
