// What the README says works: its page is opened, its pieces of code pass the strict compiler.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { collector, launch, open, site, until } from './support.mjs';

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind, code]) => ({ kind, code }));

test('the quick start', async () => {
  const [{ code }] = blocks.filter((block) => block.kind === 'html');
  const taker = await collector();
  const page = code.replace('http://epk_...@127.0.0.1:8080/1', taker.dsn);
  assert.notEqual(page, code);
  const shop = await site([join(process.cwd(), 'packed/node_modules/errpredict-browser/dist')], { '/': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page) });
  const browser = await launch();
  try {
    const opened = await open(browser, shop.url);
    await opened.click('button');
    const [event] = await until('the error', () => taker.errors().length && taker.errors());
    assert.deepEqual(event.exception.values.map((one) => `${one.type}: ${one.value}`), ['ReferenceError: checkout is not defined']);
    assert.deepEqual([event.service, event.release, event.transaction], ['shop', '1.2', '/']);
  } finally {
    await browser.close();
    shop.close();
    taker.close();
  }
});

test('every piece of code is one that compiles', () => {
  const folder = join(process.cwd(), 'packed/readme');
  mkdirSync(folder, { recursive: true });
  const known = "declare const dsn: string; declare const app: import('vue').App; declare const router: import('vue-router').Router; declare function payByCard(): Promise<void>;\n";
  const files = blocks.filter((block) => block.kind.startsWith('ts')).map(({ kind, code }, place) => {
    const file = join(folder, `piece${place}.${kind}`);
    writeFileSync(file, `${known}${code}\nexport {};\n`);
    return file;
  });
  assert.equal(files.length, 6);
  // As of `vite/client`.
  files.push(join(folder, 'vite.d.ts'));
  writeFileSync(files.at(-1), "declare module '*?url' {\n  const address: string;\n  export default address;\n}\n");
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--strict', '--ignoreConfig', '--noEmit', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022', '--jsx', 'react-jsx', '--types', 'node', ...files], { stdio: 'pipe' });
});
