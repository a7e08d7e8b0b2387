// What the application says once, and where its events go.

import type { Body } from './event.js';

/** How {@link init} is told what to do. Only `dsn` and `service` have no default. */
export interface Options {
  /** Where the events go: `https://KEY@HOST/PROJECT`. The key may be read by everybody: it needs the role `ingest` and no other. */
  dsn: string;
  /** The service that the page is, as its events name it. */
  service: string;
  /** The version of the page; that of the Vite plugin where there is one. */
  release?: string;
  /** `production`, `staging`, `development`; `production` where absent. */
  environment?: string;
  /** The share of errors that is sent, 0 to 1; 1 where absent. Below 1 counts are no longer exact. */
  sampleRate?: number;
  /** The share of page loads whose vitals are sent, 0 to 1; 1 where absent. */
  vitalsSampleRate?: number;
  /** The lowest status that makes a request a failed one; 500 where absent, 0 for no requests at all. */
  failedStatus?: number;
  /** Errors that are not sent: by a part of their message, or a pattern of it. */
  ignore?: (string | RegExp)[];
  /** Takes more out of every text, after the built-in rules. */
  scrub?: (text: string) => string;
  /** Looks at every new kind of error before it is kept: gives it back, changed or not, or `null` to drop it. Repetitions follow it. */
  beforeSend?: (event: Body) => Body | null;
}

/** Where an envelope is posted. */
export interface Target {
  /** Everything below it is the service's own, and is not watched. */
  base: string;
  url: string;
}

/** Reads `https://KEY@HOST/PREFIX/PROJECT`; nothing for what is no such address. */
export function target(dsn: string): Target | undefined {
  const found = /^(https?:\/\/)([\w-]+)(?::[^@/]*)?@([^/?#]+)(\/[^?#]*?)?\/([\w-]+)\/?$/.exec(dsn);
  if (!found) return;
  const [, scheme, key, host, prefix = '', project] = found;
  const base = `${scheme}${host}${prefix}/api/${project}/`;
  return { base, url: `${base}envelope/?sentry_version=7&sentry_client=errpredict.browser&sentry_key=${key}` };
}
