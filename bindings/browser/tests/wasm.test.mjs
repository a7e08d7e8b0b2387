// The core in WebAssembly: the shared cases with the bytes of the native library, in Node and in Chromium; its size; its memory.
// ERRPREDICT_WASM is the folder of the two compiled cores, ERRPREDICT_NODE the native library of the Node package.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { launch, open, site } from './support.mjs';
import { SMALL, driven, run } from './wasm-cases.mjs';

const { ERRPREDICT_WASM: folder, ERRPREDICT_NODE: library, ERRPREDICT_ROOT: root } = process.env;
const PACKAGE = join(process.cwd(), 'packed/node_modules/errpredict-browser');
const require = createRequire(join(process.cwd(), 'packed/x.js'));
const { Core, ErrpredictError, load } = await import(pathToFileURL(join(PACKAGE, 'dist/esm/wasm.js')));
const bytes = (name) => readFileSync(join(folder, `${name}.wasm`));
const cores = { small: await load(bytes('errpredict')), whole: await load(bytes('errpredict-whole')) };

const CASES = join(root, 'tests/cases');
const read = (folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => JSON.parse(readFileSync(join(folder, entry.name), 'utf8')));
const files = { operations: read(CASES), handles: read(join(CASES, 'handles')) };
const serves = { small: SMALL, whole: undefined };

const native = { exports: {} };
process.dlopen(native, library);
const handle = (inner) => ({
  inner,
  call: (method, request, other) => inner.call(method, request, other?.inner),
  observe: (event) => inner.observeJson(event),
  save: () => inner.save(),
  close: () => {},
});
const theirs = {
  call: (operation, request) => native.exports.call(operation, request),
  open: (kind, settings) => handle(new native.exports.Handle(kind, settings)),
  load: (kind, saved) => handle(new native.exports.Handle(kind, '{}', saved)),
};
const expected = Object.fromEntries(Object.entries(serves).map(([name, part]) => [name, run(theirs, files, part)]));
const LEAST = { small: 50, whole: 250 };

function same(name, found) {
  assert.deepEqual(found.wrong, [], name);
  assert.ok(found.texts.length >= LEAST[name], `only ${found.texts.length} answers were compared`);
  found.texts.forEach((text, i) => assert.equal(text, expected[name].texts[i]));
  assert.equal(found.texts.length, expected[name].texts.length);
}

const MOST_BYTES = { errpredict: 250_000, 'errpredict-whole': 700_000 };
test('both are small enough, and as large as the page on them says', () => {
  const page = readFileSync('docs.md', 'utf8');
  for (const [name, most] of Object.entries(MOST_BYTES)) {
    const packed = gzipSync(bytes(name), { level: 9 }).length;
    console.log(`${name}.wasm: ${bytes(name).length} bytes, ${packed} with gzip`);
    assert.ok(packed <= most, `${name}: ${packed} bytes with gzip, ${most} are allowed`);
    const told = new RegExp(`\\| \`${name}\\.wasm\` \\|.*?([\\d,]+) \\|\n`).exec(page);
    const n = Number(told?.[1].replaceAll(',', ''));
    assert.ok(Math.abs(packed - n) <= n / 10, `docs/browser.md says ${told?.[1]}, ${name}.wasm has ${packed} bytes with gzip`);
  }
});

for (const [name, core] of Object.entries(cores)) {
  test(`${name}: the shared cases, and the bytes of the native library`, () => {
    const found = run(driven(core), files, serves[name]);
    same(name, found);
    console.log(`${name}: ${found.texts.length} answers as of the native library, ${found.skipped.length} cases of what it does not serve`);
  });
}

test('the small core refuses what it does not serve, by name', () => {
  for (const { operation, cases } of files.operations) {
    if (!SMALL.operations.includes(operation)) assert.throws(() => cores.small.call(operation, cases[0].request), { code: 'unknown_name' }, operation);
  }
  assert.throws(() => cores.small.open('rollup'), { code: 'unknown_name' });
  assert.throws(() => cores.small.monitor().analyze(0), { name: 'ErrpredictError', code: 'unknown_name', message: /analyze/ });
});

test('a series is scored as by the native library, whose saved monitor goes on here', () => {
  const values = Float64Array.from({ length: 24 * 21 }, (_, n) => 5 + (n % 24) + (n === 450 ? 90 : 0));
  for (const core of Object.values(cores)) {
    for (const detector of ['stream', 'zscore', 'seasonal_residual', { method: 'stream' }]) {
      const settings = typeof detector === 'string' ? detector : JSON.stringify(detector);
      for (const history of [undefined, values.subarray(0, 400)]) {
        let want;
        try {
          want = native.exports.scoreSeries(settings, values, history, 3_600_000, 7);
        } catch (error) {
          assert.throws(() => core.scoreSeries(values, { detector, history, seed: 7 }), { code: JSON.parse(error.message).code });
          continue;
        }
        assert.deepEqual(core.scoreSeries(values, { detector, history, seed: 7 }), want);
      }
    }
    const there = theirs.open('monitor', '{}');
    there.observe(JSON.stringify({ timestamp: '2026-11-20T00:05:00Z', service: 'shop', severity: 'high', error_type: 'E' }));
    const here = core.loadMonitor(there.save());
    assert.deepEqual(here.save(), new Uint8Array(there.save()));
    assert.deepEqual(here.observeAll([{ timestamp: '2026-11-20T00:06:00Z', service: 'shop' }, { timestamp: '2026-11-20T00:06:00Z', service: ' ' }]).refused.map((one) => one.place), [1]);
    assert.deepEqual(here.measure('queue', new Date('2026-11-20T00:07:00Z'), 3).anomalies, []);
    assert.ok(here.memoryBytes > 0);
  }
});

test('a closed handle says so, and its place is taken again', () => {
  const core = cores.small;
  const [first, second] = [core.monitor(), core.monitor()];
  first.close();
  first.close();
  const third = core.monitor();
  for (const use of [() => first.memoryBytes, () => first.save(), () => first.observe({}), () => first.advance(0)]) {
    assert.throws(use, { code: 'invalid_argument', message: 'the handle is closed' });
  }
  assert.ok(second.memoryBytes && third.memoryBytes);
  second.close();
  third.close();
});

test('a hundred thousand monitors, refusals and answers take no memory', () => {
  for (const core of Object.values(cores)) {
    const event = { timestamp: '2026-11-20T00:05:00Z', service: 'shop', severity: 'high', error_type: 'E' };
    const once = () => {
      const monitor = core.monitor();
      monitor.observe(event);
      monitor.close();
      core.call('severity', { level: 'WARN' });
      assert.throws(() => core.callText('severity', '{'), { code: 'invalid_input' });
    };
    for (let n = 0; n < 1_000; n += 1) once();
    const before = core.inner.memory.buffer.byteLength;
    const start = performance.now();
    for (let n = 0; n < 100_000; n += 1) once();
    console.log(`${((performance.now() - start) / 100).toFixed(1)} µs for a monitor, an event, an answer, a refusal; ${before} bytes of memory`);
    assert.equal(core.inner.memory.buffer.byteLength, before);
  }
});

test('what was forgotten is closed when it is collected', { skip: globalThis.gc ? false : 'NOT TESTED: node runs without --expose-gc' }, async () => {
  const core = await load(bytes('errpredict').subarray());
  for (let n = 0; n < 1_000; n += 1) core.monitor();
  const most = Number(core.monitor().number);
  for (let round = 0; round < 50 && core.monitor().number > most; round += 1) {
    globalThis.gc();
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.ok(core.monitor().number <= most);
});

test('a module that broke is not believed any more, and is loaded anew', async () => {
  const address = `data:application/wasm;base64,${bytes('errpredict').toString('base64')}`;
  const core = await load(address);
  assert.equal(await load(address), core);
  const monitor = core.monitor();
  // More memory than there is.
  assert.throws(() => core.ask(() => core.inner.reserve(-1), 'x'), { code: 'internal', message: /load the core anew/ });
  for (const use of [() => core.call('version'), () => monitor.memoryBytes]) assert.throws(use, { code: 'internal' });
  monitor.close();
  const anew = await load(address);
  assert.notEqual(anew, core);
  assert.ok(anew.call('version').version);
});

test('what cannot be loaded is told, and may be tried again', async () => {
  let isThere = false;
  const shop = await site([], { '/a.wasm': (response) => (isThere ? response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes('errpredict')) : response.writeHead(503).end()) });
  try {
    await assert.rejects(load(`${shop.url}/a.wasm`), (error) => error instanceof ErrpredictError && error.code === 'io' && error.message.includes('503'));
    isThere = true;
    assert.ok((await load(`${shop.url}/a.wasm`)) instanceof Core);
  } finally {
    shop.close();
  }
});

test('the package as it is required and found in Node', async () => {
  const wasm = require('errpredict-browser/wasm');
  const core = await wasm.load(readFileSync(require.resolve('errpredict-browser/errpredict.wasm')));
  assert.deepEqual(core.call('severity', { level: 'WARN' }), { severity: 'medium' });
  assert.ok(existsSync(require.resolve('errpredict-browser/errpredict-whole.wasm')));
});

/** A page of the package's files, and what to do in it. */
async function inPage(html, work, folders = [join(PACKAGE, 'dist')]) {
  const shop = await site([...folders, join(process.cwd(), 'tests')], html && { '/': (response) => response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" }).end(html) });
  const browser = await launch();
  try {
    const page = await open(browser, shop.url);
    await work(page);
    assert.deepEqual(page.failures, []);
  } finally {
    await browser.close();
    shop.close();
  }
}

test('in Chromium: the shared cases, and the bytes of the native library', async () => {
  await inPage('<p>a page</p>', async (page) => {
    for (const [name, file] of [['small', 'errpredict'], ['whole', 'errpredict-whole']]) {
      const found = await page.evaluate(async ({ file, files, part }) => {
        const { load } = await import('/esm/wasm.js');
        const { driven, run } = await import('/wasm-cases.mjs');
        return run(driven(await load(`/${file}.wasm`)), files, part);
      }, { file, files, part: serves[name] });
      same(name, found);
    }
  });
});

test('in Chromium: the page of the README finds a spike', async () => {
  const [, html] = [...readFileSync('README.md', 'utf8').matchAll(/```html\n([\s\S]*?)```/g)].map(([, code]) => code);
  await inPage(html, async (page) => {
    await page.waitForFunction(() => document.querySelector('output')?.textContent);
    assert.match(await page.textContent('output'), /spike/);
  });
});

test('in Chromium: built by Vite, it is fetched when it is asked for', async () => {
  const app = join(process.cwd(), 'packed/apps/wasm');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'index.html'), '<!doctype html><title>shop</title><button>watch</button><output></output><script type="module" src="/main.js"></script>');
  writeFileSync(join(app, 'main.js'), `
    document.querySelector('button').onclick = async () => {
      const [{ load }, { default: address }] = await Promise.all([import('errpredict-browser/wasm'), import('errpredict-browser/errpredict.wasm?url')]);
      const core = await load(address);
      document.querySelector('output').textContent = core.call('severity', { level: 'WARN' }).severity;
    };`);
  execFileSync(process.execPath, [join(process.cwd(), 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: app });
  await inPage(undefined, async (page) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    assert.equal(await page.textContent('output'), '');
    await page.click('button');
    await page.waitForFunction(() => document.querySelector('output').textContent === 'medium');
    assert.equal(asked.filter((url) => url.endsWith('.wasm')).length, 1, asked.join('\n'));
  }, [join(app, 'dist')]);
});
