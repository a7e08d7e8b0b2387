// A real Angular application, built by its CLI with the packed package, against the real service.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { failAndReload, launch, open, service, site, sleep, tap, until } from '../support.mjs';

const { ERRPREDICT_PROGRAM: program, ERRPREDICT_APPS: app } = process.env;
let served, browser, shop, tapped;

before(async () => {
  served = await service(program, { ERRPREDICT_LIMITS_ADDRESS_PER_MINUTE: '0', ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE: '0', ERRPREDICT_LIMITS_TENANT_PER_MINUTE: '0' });
  tapped = await tap(served.address);
  const index = readFileSync(join(app, 'dist/index.html'), 'utf8').replace('<title>', `<script>window.DSN = ${JSON.stringify(served.dsn.replace(served.address.split('://')[1], tapped.address.split('://')[1]))}</script><title>`);
  shop = await site([join(app, 'dist')], {
    '/': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(index),
    '/fails': (response) => response.writeHead(502).end('no'),
  });
  browser = await launch();
});
after(async () => {
  shop?.close();
  tapped?.close();
  await browser?.close();
  await served?.stop();
});

const found = () => served.get('errors/?service=shop-angular&kind=error&page_size=100');
const counts = async () => Object.fromEntries((await served.get('errors/stats/?service=shop-angular')).by_error_type.map(({ name, count }) => [name, count]));

test('angular: what is thrown is found by the service, once', async () => {
  const page = await open(browser, shop.url);
  for (const button of ['handler', 'rejection', 'request', 'caught', 'person']) await page.click(`#${button}`);
  const { results } = await until('five events', async () => {
    const all = await found();
    return all.count >= 5 && all;
  });
  await sleep(1_000);
  assert.equal((await found()).count, 5);
  assert.deepEqual(results.map((event) => `${event.severity} ${event.error_type}: ${event.message} (${event.attributes.tags.mechanism})`).sort(), [
    'high Error: no mail to <mail>, card <card>, password=<secret> (angular)',
    'high HttpError: GET /fails answered 502 (fetch)',
    'high TypeError: no card 7 (angular)',
    'high TypeError: no card 8 (unhandledrejection)',
    'high TypeError: no card 9 (manual)',
  ].sort());
  for (const event of results) assert.deepEqual([event.service, event.release], ['shop-angular', 'angular-5.6']);
  const sent = tapped.sent.join('\n');
  assert.ok(sent.includes('no mail to <mail>'));
  for (const secret of ['anna@', '4111', 'hunter2', 'name=Anna', '"cookie"', '"referer"']) assert.ok(!sent.includes(secret), secret);
  await page.context().close();
});

test('angular: offline, reloads and a flood', async () => {
  const page = await open(browser, shop.url);
  await page.context().setOffline(true);
  for (let n = 0; n < 10; n += 1) await page.click('#caught');
  await page.context().setOffline(false);
  for (let n = 0; n < 5; n += 1) await failAndReload(page, `reload ${n % 2}`);
  await page.click('#flood');
  await until('the flood', async () => (await counts()).URIError >= 3_000);
  await sleep(2_500);
  const { URIError, EvalError, TypeError } = await counts();
  assert.deepEqual({ URIError, EvalError, TypeError }, { URIError: 3_000, EvalError: 5, TypeError: 13 });
  await page.context().close();
});
