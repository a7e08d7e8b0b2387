// What the tests stand on: a browser, pages, a collector that answers as it is told, and the real service.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);
/** The browser of the repository's other tests, started as they start it. */
export const { launch } = require(join(process.env.ERRPREDICT_ROOT, 'tests/browser/launch.cjs'));

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks until it is so; a busy machine takes its time. */
export async function until(what, ask, ms = 180_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await sleep(50);
  }
}

function listen(handler) {
  return new Promise((done) => {
    const server = createServer(handler);
    server.listen(0, '127.0.0.1', () => done([server, server.address().port]));
  });
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** A site: files of folders, and answers by path. */
export async function site(folders, answers = {}) {
  const [server, port] = await listen((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const answer = answers[path];
    if (answer) return answer(response, request);
    const name = path === '/' ? 'index.html' : path.slice(1);
    const file = folders.map((folder) => join(folder, name)).find((file) => existsSync(file) && extname(file));
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** The events of an envelope. */
export function eventsOf(body) {
  const lines = body.trim().split('\n').slice(1).map((line) => JSON.parse(line));
  return lines.filter((_, place) => place % 2 === 1);
}

/**
 * Takes envelopes like the service, for what the service cannot be brought to on demand: failures, silence, limits.
 * `answer` is asked for the status of every request.
 */
export async function collector() {
  const found = { bodies: [], events: [], asked: [], answer: () => ({ status: 200 }) };
  const [server, port] = await listen((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-encoding, content-type', 'access-control-allow-methods': 'POST, OPTIONS', 'access-control-expose-headers': 'retry-after, x-sentry-rate-limits' };
      if (request.method === 'OPTIONS') return response.writeHead(204, open).end();
      const bytes = Buffer.concat(parts);
      const packed = request.headers['content-encoding'] === 'gzip';
      const body = (packed ? gunzipSync(bytes) : bytes).toString();
      const { status, headers } = found.answer(found.asked.length);
      found.asked.push({ at: Date.now(), url: request.url, status, packed, headers: request.headers, bytes: bytes.length, chars: body.length });
      if (status === 200) {
        found.bodies.push(body);
        // By id and time, as the service does.
        for (const event of eventsOf(body)) if (!found.events.some((one) => one.event_id === event.event_id && one.timestamp === event.timestamp)) found.events.push(event);
      }
      response.writeHead(status, { ...open, 'content-type': 'application/json', ...headers }).end('{}');
    });
  });
  found.dsn = `http://epk_test@127.0.0.1:${port}/7`;
  found.errors = () => found.events.filter((event) => event.type !== 'transaction');
  found.of = (type) => found.errors().filter((event) => event.exception?.values.at(-1).type === type);
  found.close = () => server.close();
  return found;
}

/** `errpredict serve` on a private PostgreSQL of its own, with a key that may only send, and a token that may look. */
export async function service(program, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'errpredict-web-'));
  // PostgreSQL is not run by root, and must be able to enter.
  chmodSync(folder, 0o755);
  const { DATABASE_URL, ...rest } = process.env;
  const child = spawn(program, ['serve', '--address', '127.0.0.1:0', '--data-dir', join(folder, 'store')], {
    env: { ...rest, ERRPREDICT_LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (part) => (said += part));
  child.stderr.on('data', (part) => (said += part));
  const gone = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [, address] = await until('the service listens', () => {
      if (child.exitCode !== null) throw new Error(`the service ended: ${said}`);
      return /listens on (http:\/\/\S+?)\/api\/ml\/.*\n(?:.*\n)*.*epk_/.exec(said);
    }, 300_000);
    const admin = /(epk_\S+)/.exec(said)[1];
    const ask = async (path, { method = 'GET', body, token } = {}) => {
      const answer = await fetch(`${address}/api/ml/${path}`, {
        method,
        headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return JSON.parse(text);
    };
    const token = (await ask('auth/token/', { method: 'POST', body: { key: admin } })).access;
    const keyOf = async (name, role) => {
      const { id } = await ask('users/', { method: 'POST', token, body: { name, kind: 'service', roles: [role] } });
      return (await ask('keys/', { method: 'POST', token, body: { principal_id: id, name } })).key;
    };
    // What stands in the page may send events alone; the build has a key of its own for its source maps.
    const [key, buildKey] = [await keyOf('page', 'ingest'), await keyOf('build', 'upload')];
    return { address, key, buildKey, dsn: address.replace('://', `://${key}@`) + '/1', get: (path) => ask(path, { token }), said: () => said, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Hands on to the service whatever comes, and keeps what it was: what has left the browser. */
export async function tap(address) {
  const sent = [];
  const [server, port] = await listen((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', async () => {
      const bytes = Buffer.concat(parts);
      sent.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString() + request.url + JSON.stringify(request.headers));
      const { host, connection, 'content-length': length, ...headers } = request.headers;
      try {
        const answer = await fetch(address + request.url, { method: request.method, headers, ...(bytes.length && { body: bytes }) });
        const kept = Object.fromEntries([...answer.headers].filter(([name]) => !/^(connection|keep-alive|transfer-encoding|content-length|content-encoding)$/.test(name)));
        response.writeHead(answer.status, kept).end(Buffer.from(await answer.arrayBuffer()));
      } catch {
        response.destroy();
      }
    });
  });
  return { sent, address: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** An error, and a reload in the same task; ends when the page is there again. */
export async function failAndReload(page, message) {
  await Promise.all([
    page.waitForEvent('load'),
    page.evaluate((message) => { reportError(new EvalError(message)); location.reload(); }, message).catch(() => {}),
  ]);
}

/** Opens a page and notes what it itself saw go wrong. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  page.failures = [];
  page.on('pageerror', (error) => page.failures.push(error.message));
  if (url) await page.goto(url);
  return page;
}
