// What needs no page: rules, traces, envelopes, vitals from their entries, debug ids. The built package is in ../dist.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { masked, thrown } from '../dist/esm/event.js';
import { Keep } from '../dist/esm/keep.js';
import { target } from '../dist/esm/options.js';
import { Queue } from '../dist/esm/queue.js';
import { plain, scrub } from '../dist/esm/scrub.js';
import { envelopes } from '../dist/esm/send.js';
import { frames, images } from '../dist/esm/stack.js';
import { interactions, shifts } from '../dist/esm/vitals.js';
import { injectDebugIds, uploadMaps } from '../dist/esm/vite.js';

const MOST_BYTES = 8 * 1024;

test('the script is small enough', () => {
  const bytes = gzipSync(readFileSync(new URL('../dist/errpredict.min.js', import.meta.url)), { level: 9 }).length;
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes with gzip, ${MOST_BYTES} are allowed`);
  // The page of the documentation says how small: within a tenth.
  const told = /(\d,\d{3}) bytes with gzip/.exec(readFileSync(new URL('../docs.md', import.meta.url), 'utf8'));
  const said = Number(told?.[1].replace(',', ''));
  assert.ok(Math.abs(said - bytes) < bytes / 10, `docs/browser.md says ${said}, it is ${bytes}`);
});

test('what is of a person or a secret is taken out, and nothing else', () => {
  const cases = {
    'no mail to anna.berg+x@example.co.uk!': 'no mail to <mail>!',
    'no mail to anna%40example.com': 'no mail to <mail>',
    'an address of müller@bücher.example': 'an address of <mail>',
    'icon@2x.png and pay@app.js are files': 'icon@2x.png and pay@app.js are files',
    'card 4111 1111 1111 1111 refused': 'card <card> refused',
    'card 4111-1111-1111-1111 and 5500005555555559': 'card <card> and <card>',
    'order 4111111111111112 is no card': 'order 4111111111111112 is no card',
    'at 1795417042125 in 12345678901234567890': 'at 1795417042125 in 12345678901234567890',
    'GET https://shop.example/pay?card=7&name=Anna#top failed': 'GET https://shop.example/pay failed',
    'GET /pay?token=abc failed': 'GET /pay failed',
    'https://shop.example/cb#access_token=abc': 'https://shop.example/cb',
    'https://bot:s3cret@api.example/pay': 'https://api.example/pay',
    'what? no=thing': 'what? no=thing',
    'Authorization: Bearer abc.def-ghi': 'Authorization: <secret>',
    'a bearer abcdefgh12345 was refused': 'a bearer <secret> was refused',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln ends': '<secret> ends',
    'key AKIAIOSFODNN7EXAMPLE': 'key <secret>',
    'epk_0123456789abcdef0123': '<secret>',
    'DB_PASSWORD=hunter2, retry': 'DB_PASSWORD=<secret>, retry',
    '{"api_key":"abc","n":1}': '{"api_key":"<secret>","n":1}',
    '{"first_name": "Anna", "n": 1}': '{"first_name": "<name>", "n": 1}',
    "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON": "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON",
    "Cannot read properties of undefined (reading 'id')": "Cannot read properties of undefined (reading 'id')",
  };
  for (const [text, clean] of Object.entries(cases)) {
    assert.equal(scrub(text), clean);
    assert.equal(scrub(clean), clean, 'once is enough');
  }
  assert.equal(scrub('x'.repeat(5_000)).length, 2_048);
  // Cut where the mail stands: nothing of it is left over.
  assert.ok(!scrub(`${'x '.repeat(1_020)}anna@example.com`).includes('anna@'));
});

test('long hostile texts cost little', () => {
  for (const text of ['a@'.repeat(50_000), 'a'.repeat(100_000), '4'.repeat(100_000), '?a=&'.repeat(30_000), 'a.'.repeat(50_000), 'http://'.repeat(20_000), 'password'.repeat(20_000), '/1'.repeat(60_000)]) {
    // Of the processor: the machine may have other things to do.
    const begun = process.cpuUsage();
    scrub(text);
    masked(text);
    frames(text);
    const ms = process.cpuUsage(begun).user / 1_000;
    assert.ok(ms < 250, `${text.slice(0, 8)}: ${ms} ms`);
  }
});

test('data is bounded and scrubbed by its names', () => {
  const circle = { password: 'x', user_name: 'anna', list: Array.from({ length: 99 }, (_, n) => n), text: 'to anna@example.com', run() {}, big: 7n };
  circle.self = circle;
  const clean = plain(circle);
  assert.deepEqual([clean.password, clean.user_name, clean.list.length, clean.text, clean.big], ['<secret>', '<name>', 50, 'to <mail>', '7']);
  assert.ok(JSON.stringify(clean).length < 3_000);
});

test('traces of V8, Firefox and Safari', () => {
  const v8 = [
    'TypeError: no card 7',
    '    at charge (https://shop.example/assets/app.js?v=3:1:21)',
    '    at async new Cart (https://shop.example/(shop)/app.js:2:70)',
    '    at Object.onClick [as run] (https://shop.example/app.js:3:9)',
    '    at eval (eval at load (https://shop.example/e.js:4:5), <anonymous>:1:1)',
    '    at https://shop.example/app.js:5:1',
    '    at Array.map (<anonymous>)',
  ].join('\n');
  assert.deepEqual(frames(v8).map((frame) => `${frame.function}|${frame.filename}|${frame.lineno}|${frame.colno}`).reverse(), [
    'charge|https://shop.example/assets/app.js|1|21',
    'new Cart|https://shop.example/(shop)/app.js|2|70',
    'Object.onClick [as run]|https://shop.example/app.js|3|9',
    'eval|https://shop.example/e.js|4|5',
    '|https://shop.example/app.js|5|1',
  ]);
  const others = 'charge@https://shop.example/app.js:1:21\n@https://shop.example/app.js:2:3\nasync*run@https://shop.example/app.js:9:1\n[native code]';
  assert.deepEqual(frames(others).map((frame) => `${frame.function}:${frame.lineno}:${frame.colno}`), ['async*run:9:1', ':2:3', 'charge:1:21']);
  assert.deepEqual(frames(undefined), []);
  assert.equal(frames(`E\n${'    at f (https://a.example/a.js:1:1)\n'.repeat(99)}`).length, 50);
});

test('scripts of a trace are found by their debug ids', () => {
  globalThis._errpredictDebugIds = { 'Error\n    at https://shop.example/assets/a.js:1:40\n    at https://shop.example/x.js:1:1': 'id-a' };
  globalThis._sentryDebugIds = { 'Error\n    at https://shop.example/assets/b.js:1:40': 'id-b', 'Error\n    at https://shop.example/other.js:1:4': 'id-c' };
  const trace = frames('E\n    at f (https://shop.example/assets/a.js:9:9)\n    at g (https://shop.example/assets/b.js?v=1:9:9)');
  assert.deepEqual(images(trace).map((image) => `${image.code_file} ${image.debug_id}`).sort(), ['https://shop.example/assets/a.js id-a', 'https://shop.example/assets/b.js id-b']);
  delete globalThis._errpredictDebugIds;
  delete globalThis._sentryDebugIds;
});

test('whatever is thrown has a type and a message', () => {
  const cases = [
    [new RangeError('too far'), 'RangeError', 'too far'],
    ['a text', 'string', 'a text'],
    [null, 'object', 'null'],
    [undefined, 'undefined', 'undefined'],
    [Symbol('s'), 'symbol', 'Symbol(s)'],
    [{ code: 7, password: 'x' }, 'Object', '{"code":7,"password":"<secret>"}'],
    [Object.assign(Object.create(null), { a: 1 }), 'Object', '{"a":1}'],
  ];
  for (const [error, type, value] of cases) {
    const found = thrown(error);
    assert.deepEqual([found.type, found.value], [type, value]);
  }
});

test('paths without what differs from one visitor to the next', () => {
  for (const [path, route] of [
    ['/', '/'],
    ['/orders/17/items/4', '/orders/:id/items/:id'],
    ['/u/3f2504e0-4f89-41d3-9a0c-0305e82c3301', '/u/:id'],
    ['/f/9ec79c33ec9942ab8353589fcb2e04dc/view', '/f/:id/view'],
    ['/m/anna@example.com?x=1', '/m/:id'],
    ['/checkout/step2', '/checkout/step2'],
    ['/deadbeefdeadbeef', '/deadbeefdeadbeef'],
  ]) assert.equal(masked(path), route);
});

test('an address of the service', () => {
  assert.equal(target('https://epk_a-b@errors.example/1')?.url, 'https://errors.example/api/1/envelope/?sentry_version=7&sentry_client=errpredict.browser&sentry_key=epk_a-b');
  assert.equal(target('http://epk@localhost:8080/below/here/shop')?.base, 'http://localhost:8080/below/here/api/shop/');
  for (const wrong of ['', 'https://errors.example/1', 'ftp://a@b/1', 'https://a@b', 'https://a b@c/1', 'javascript://a@b/1']) assert.equal(target(wrong), undefined, wrong);
});

/** A queue whose keep only notes what it is told. */
const queue = () => {
  const noted = { written: 0, gone: [] };
  return [new Queue({ change: (written, gone) => { noted.written += written.length; noted.gone.push(...gone); }, leave() {} }), noted];
};
const BODY = { platform: 'javascript', service: 's', tags: {}, contexts: {} };

test('the same error is one record with all its times, and what is too much is counted', async () => {
  const [waiting, noted] = queue();
  const told = (n) => ({ ...BODY, message: `${n} dropped` });
  for (let n = 0; n < 2_500; n += 1) waiting.add('a', 1_000 + n, () => BODY, told);
  assert.deepEqual(waiting.records.map((record) => record.t.length), [1_000, 1_000, 500]);
  for (let n = 0; n < 1_000; n += 1) waiting.add(`b${n}`, n, () => BODY, told);
  const counted = waiting.records.filter((record) => record.d === undefined).reduce((sum, record) => sum + record.t.length, 0);
  const dropped = waiting.records.find((record) => record.d !== undefined);
  assert.equal(counted + dropped.d, 3_500);
  assert.equal(dropped.e.message, `${dropped.d} dropped`);
  await new Promise((done) => setTimeout(done, 400));
  assert.ok(noted.written > 300 && noted.written < 700, `a flood is not written event by event: ${noted.written}`);
  // An event that is long has fewer to a record, so that no request is too long for the service.
  const [long] = queue();
  for (let n = 0; n < 100; n += 1) long.add('long', n, () => ({ ...BODY, message: 'x'.repeat(100_000) }), told);
  assert.deepEqual(long.records.map((record) => record.t.length), [39, 39, 22]);
  // What was given to the sender grows no more.
  waiting.close();
  const [first] = waiting.records;
  waiting.add('a', 1, () => BODY, told);
  assert.equal(first.t.length, 1_000);
  waiting.sent([first]);
  assert.deepEqual(noted.gone, [first.id]);
});

/** A local storage, and a database that does nothing but what a test lets it do. */
function browserOf(stored, { isOpen = true } = {}) {
  const entries = { ...stored };
  const methods = { getItem: (key) => entries[key] ?? null, setItem: (key, text) => { entries[key] = String(text); }, removeItem: (key) => { delete entries[key]; } };
  globalThis.localStorage = new Proxy(entries, { get: (all, key) => methods[key] ?? all[key] });
  const written = new Map();
  const transactions = [];
  const store = {
    put: (record) => written.set(record.id, record),
    delete: (id) => written.delete(id),
    getAll() {
      const asked = { result: [...written.values()] };
      setTimeout(() => asked.onsuccess());
      return asked;
    },
  };
  const db = { transaction: () => { const one = { objectStore: () => store }; transactions.push(one); return one; }, close() {} };
  globalThis.indexedDB = {
    open() {
      const asked = { result: db };
      setTimeout(() => (isOpen ? asked.onsuccess() : asked.onerror()));
      return asked;
    },
  };
  return { entries, written, transactions };
}
const kept = (id, n = 1) => ({ id, e: BODY, t: Array(n).fill(1) });

test('what an earlier page left is not given up before it is written elsewhere', async () => {
  const { entries, written, transactions } = browserOf({ 'errpredict x a': JSON.stringify([kept('1'), kept('2')]), 'errpredict x b': JSON.stringify([kept('3')]), 'errpredict xy c': '[]', other: '1' });
  const keep = new Keep('errpredict x');
  assert.deepEqual((await keep.load()).map((record) => record.id), ['1', '2', '3'], 'of both pages');
  assert.equal(written.size, 3);
  // The page may go away here: nothing says yet that it was written.
  assert.deepEqual(Object.keys(entries).sort(), ['errpredict x a', 'errpredict x b', 'errpredict xy c', 'other']);
  transactions.at(-1).oncomplete();
  assert.deepEqual(Object.keys(entries).sort(), ['errpredict xy c', 'other']);
  delete globalThis.localStorage;
  delete globalThis.indexedDB;
});

test('pages that go away at the same time leave an entry each, which goes when it is sent', async () => {
  const { entries } = browserOf({}, { isOpen: false });
  const [one, two] = [new Keep('errpredict x'), new Keep('errpredict x')];
  one.leave([kept('1'), kept('2')]);
  two.leave([kept('3')]);
  assert.equal(Object.keys(entries).length, 2);
  const next = new Keep('errpredict x');
  assert.deepEqual((await next.load()).map((record) => record.id).sort(), ['1', '2', '3']);
  // Without a database they stay until they are where they belong.
  assert.equal(Object.keys(entries).length, 2);
  next.change([], ['1', '3']);
  assert.deepEqual(Object.values(entries).map((text) => JSON.parse(text).map((record) => record.id)), [['2']]);
  next.change([], ['2']);
  assert.deepEqual(Object.keys(entries), []);
  delete globalThis.localStorage;
  delete globalThis.indexedDB;
});

test('an envelope has as many events as a service takes, each with an id and a time of its own', () => {
  const record = (id, times) => ({ id: id.repeat(24), e: BODY, t: times });
  const all = [record('a', [1_000, 1_000, 2_500]), record('b', Array.from({ length: 999 }, (_, n) => n)), record('c', [5])];
  const made = [...envelopes(all, 1e9)];
  assert.deepEqual(made.map(([, taken]) => taken.map((one) => one.id[0]).join('')), ['a', 'bc']);
  const lines = made[0][0].trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines.slice(0, 3), [{}, { type: 'event' }, { event_id: 'a'.repeat(24) + '00000000', timestamp: 1, ...BODY }]);
  const ids = lines.filter((line) => line.event_id).map((line) => line.event_id);
  assert.deepEqual([ids.length, new Set(ids).size], [3, 3]);
  assert.equal(lines[6].timestamp, 2.5);
  // Sent again it is the same to the byte.
  assert.equal([...envelopes(all, 1e9)][0][0], made[0][0]);
  assert.equal([...envelopes([record('a', [1]), record('b', [1])], 100)].length, 2, 'by its length as well');
  assert.equal([...envelopes([record('a', [1]), record('b', Array(50).fill(1))], 1_000, true)].length, 1, 'what is too long for a page that goes away is left out');
});

test('layout shifts come in bursts, and interactions leave out one of fifty', () => {
  const moved = shifts();
  for (const [startTime, value, hadRecentInput] of [[0, 0.1], [500, 0.1], [600, 9, true], [3_000, 0.05], [3_900, 0.05], [4_800, 0.05], [5_700, 0.05], [6_600, 0.05], [7_500, 0.05], [8_400, 0.05]]) moved.add({ startTime, value, hadRecentInput });
  // From 3,000 on six within five seconds; the seventh begins anew.
  assert.equal(moved.most.toFixed(3), '0.300');
  const used = interactions();
  used.add({ interactionId: 0, duration: 9_999 });
  for (let id = 1; id <= 60; id += 1) used.add({ interactionId: id, duration: id });
  assert.equal(used.worst(), 59, 'the second of sixty');
  assert.equal(used.worst(120), 58);
  assert.equal(interactions().worst(), undefined);
});

test('a script and its map get the same id, once, and the map still fits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'errpredict-ids-'));
  mkdirSync(join(folder, 'assets'));
  const script = join(folder, 'assets/app.js');
  writeFileSync(script, 'run();\n//# sourceMappingURL=app.js.map\n');
  writeFileSync(`${script}.map`, JSON.stringify({ version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA' }));
  writeFileSync(join(folder, 'plain.js'), 'run();\n');
  const [built, ...others] = injectDebugIds(folder, '1.2');
  assert.equal(others.length, 0, 'a script without a map is left as it is');
  assert.match(built.debugId, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  const lines = readFileSync(script, 'utf8').trim().split('\n');
  assert.equal(lines.length, 4);
  assert.deepEqual(lines.slice(1), ['run();', `//# debugId=${built.debugId}`, '//# sourceMappingURL=app.js.map']);
  const map = JSON.parse(readFileSync(`${script}.map`, 'utf8'));
  assert.deepEqual([map.mappings, map.debugId, built.script], [';AAAA', built.debugId, 'assets/app.js']);
  assert.deepEqual(injectDebugIds(folder, '1.2'), [], 'a second time does nothing');
  delete globalThis._errpredictDebugIds;
  new Function(lines[0])();
  assert.deepEqual([Object.values(globalThis._errpredictDebugIds), globalThis._errpredictRelease], [[built.debugId], '1.2']);
});

test('maps are posted as forms of a bounded size, and a refusal is told', async () => {
  const forms = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const form = await new Response(Buffer.concat(parts), { headers: { 'content-type': request.headers['content-type'] } }).formData();
    forms.push({ path: request.url, key: request.headers['x-api-key'], release: form.get('release'), files: form.getAll('file').map((file) => `${file.name} ${file.size}`) });
    response.writeHead(status).end('this needs the role ingest');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const to = { url: `http://127.0.0.1:${server.address().port}/`, key: 'epk_x', release: '1.2', base: '/shop/' };
  const map = (script, size) => ({ script, debugId: 'i', map: 'x'.repeat(size) });
  try {
    await uploadMaps([map('assets/a.js', 5_000_000), map('b.js', 5_000_000), map('c.mjs', 2)], to);
    assert.deepEqual(forms, [
      { path: '/api/ml/ingest/sourcemaps/', key: 'epk_x', release: '1.2', files: ['shop/assets/a.js.map 5000000'] },
      { path: '/api/ml/ingest/sourcemaps/', key: 'epk_x', release: '1.2', files: ['shop/b.js.map 5000000', 'shop/c.mjs.map 2'] },
    ]);
    status = 403;
    await assert.rejects(uploadMaps([map('a.js', 2)], to), /1 source maps was answered with 403: this needs the role ingest/);
  } finally {
    server.close();
  }
});
