// The core in WebAssembly: the shared cases, and the same bytes as the native library gives, in Node and in a page.
// ERRPREDICT_WASM is the compiled part, ERRPREDICT_NODE the native library of the Node package.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ErrpredictError, load } from '../dist/esm/wasm.js';
import { launch, open, site } from './support.mjs';

const { ERRPREDICT_WASM: file, ERRPREDICT_NODE: library, ERRPREDICT_ROOT: root } = process.env;
const skip = existsSync(file ?? '') ? false : 'NOT TESTED: the WebAssembly part was not built here';
const MOST_BYTES = 900_000;
const bytes = skip ? null : readFileSync(file);
const core = skip ? null : await load(bytes);

const CASES = join(root, 'tests/cases');
const files = (folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => JSON.parse(readFileSync(join(folder, entry.name), 'utf8')));

/** As the core's own test compares: objects may hold more than is expected. */
function holds(expected, got, place) {
  if (Array.isArray(expected) && Array.isArray(got)) {
    assert.equal(got.length, expected.length, place);
    expected.forEach((one, i) => holds(one, got[i], `${place}[${i}]`));
  } else if (expected && got && typeof expected === 'object' && typeof got === 'object') {
    for (const [key, value] of Object.entries(expected)) {
      assert.ok(key in got, `${place}: \`${key}\` is missing`);
      holds(value, got[key], `${place}.${key}`);
    }
  } else if (typeof expected === 'number' && typeof got === 'number') {
    assert.ok(Math.abs(expected - got) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(got)), `${place}: ${expected}, got ${got}`);
  } else {
    assert.equal(got, expected, place);
  }
}

const told = (work) => {
  try {
    return { ok: work() ?? null };
  } catch (error) {
    assert.ok(error instanceof ErrpredictError, String(error.stack));
    const { code, message, context, retryable } = error;
    return { error: { code, message, context, retryable } };
  }
};

test('it is small enough', { skip }, () => {
  const packed = gzipSync(bytes, { level: 9 }).length;
  console.log(`errpredict.wasm: ${bytes.length} bytes, ${packed} with gzip`);
  assert.ok(packed <= MOST_BYTES, `${packed} bytes with gzip, ${MOST_BYTES} are allowed`);
});

test('every shared case of every operation, and the bytes of the native library', { skip }, () => {
  const native = { exports: {} };
  process.dlopen(native, library);
  let n = 0;
  for (const { operation, cases } of files(CASES)) {
    for (const { name, request, answer } of cases) {
      const text = JSON.stringify(request);
      const ours = core.callText(operation, text);
      holds(answer, JSON.parse(ours), `${operation}: ${name}`);
      let theirs;
      try {
        theirs = `{"ok":${native.exports.call(operation, text)}}`;
      } catch (error) {
        theirs = `{"error":${error.message}}`;
      }
      assert.equal(ours, theirs, `${operation}: ${name}`);
      n += 1;
    }
  }
  assert.ok(n > 100, `only ${n} cases were seen`);
});

for (const { handle: kind, cases } of files(join(CASES, 'handles'))) {
  for (const { name, steps } of cases) {
    test(`${kind}: ${name}`, { skip }, () => {
      const handles = {};
      const saved = {};
      for (const step of steps) {
        let answer;
        if (step.step === 'open') answer = told(() => void (handles[step.as] = core.open(kind, step.settings)));
        else if (step.step === 'load') answer = told(() => void (handles[step.as] = core.open(kind, step.saved ? saved[step.saved] : new Uint8Array(Buffer.from(step.bytes, 'base64')))));
        else if (step.step === 'train') handles[step.as] = core.open('model', new Uint8Array(Buffer.from(core.call('train', step.request).model, 'base64')));
        else if (step.step === 'other') {
          handles[step.as] = core.open(step.kind);
          handles[step.as].call('observe', { events: step.events });
        } else if (step.step === 'call') answer = told(() => handles[step.handle].call(step.method, step.request, step.with && handles[step.with]));
        else if (step.step === 'observe') answer = told(() => void handles[step.handle].call('observe', { events: [step.event] }));
        else if (step.step === 'save') saved[step.as] = handles[step.handle].save();
        else if (step.step === 'close') {
          handles[step.handle].close();
          delete handles[step.handle];
        } else assert.fail(step.step);
        if (answer) holds(step.answer, answer, `${name}: ${step.step} ${step.method ?? ''}`);
      }
    });
  }
}

test('a closed handle says so, and its place is taken again', { skip }, () => {
  const [first, second] = [core.open('monitor'), core.open('monitor')];
  first.close();
  first.close();
  assert.throws(() => first.call('memory'), { code: 'invalid_argument', message: 'the handle is closed' });
  assert.equal(core.open('templates').number, first.number);
  assert.ok(second.call('memory'));
});

test('in a page: a monitor watches the page itself', { skip }, async () => {
  const shop = await site([join(process.cwd(), 'dist/esm')], {
    '/': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>a page</p>'),
    '/errpredict.wasm': (response) => response.writeHead(200, { 'content-type': 'application/wasm' }).end(bytes),
  });
  const browser = await launch();
  try {
    const page = await open(browser, shop.url);
    const found = await page.evaluate(async () => {
      const { load } = await import('/wasm.js');
      const core = await load('/errpredict.wasm');
      const monitor = core.open('monitor');
      const at = Date.parse('2026-11-20T00:00:00Z');
      const events = Array.from({ length: 72 * 2 + 200 }, (_, n) => ({ timestamp: new Date(at + (n < 144 ? (n / 2) * 3_600_000 : 71 * 3_600_000 + (n - 144) * 10_000)).toISOString(), service: 'shop', severity: 'high', error_type: 'TimeoutError' }));
      monitor.call('observe', { events });
      const analysis = monitor.call('analyze', { at: '2026-11-23T00:00:00Z' });
      return { again: core === (await load('/errpredict.wasm')), text: JSON.stringify(analysis) };
    });
    assert.ok(found.again && found.text.includes('"type":"spike"'), found.text.slice(0, 2_000));
  } finally {
    await browser.close();
    shop.close();
  }
});
