// Real applications, built by Vite with the packed package, in headless Chromium against the real service: what went wrong in the
// page is found by its API. PROGRAM is `errpredict` with `serve`.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { after, before, describe, test } from 'node:test';
import { failAndReload, launch, open, service, site, sleep, tap, until } from './support.mjs';

const { ERRPREDICT_PROGRAM: program, ERRPREDICT_APPS: apps } = process.env;
const APPS = [
  { name: 'react', release: 'react-1.2', bySource: /"src\/main\.tsx", line \d+, .*\n.*"src\/pay\.ts", line 4, in chargeCard$/ },
  // What a template calls has no name in the map that Vue's compiler makes.
  { name: 'vue', release: 'vue-3.4', bySource: /"src\/App\.vue", line \d+, .*\n.*"src\/pay\.ts", line 4, in \w*$/ },
];
let served, browser;
const [sites, taps, builds] = [{}, {}, {}];
const run = promisify(execFile);

before(async () => {
  served = await service(program, { ERRPREDICT_LIMITS_ADDRESS_PER_MINUTE: '0', ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE: '0', ERRPREDICT_LIMITS_TENANT_PER_MINUTE: '0' });
  const built = Promise.all(APPS.map(async ({ name }) => {
    taps[name] = await tap(served.address);
    const dsn = served.dsn.replace(served.address.split('://')[1], taps[name].address.split('://')[1]);
    builds[name] = async (folder, more) => {
      rmSync(join(apps, name, folder), { recursive: true, force: true });
      const vite = join(process.cwd(), 'node_modules/vite/bin/vite.js');
      const { stdout } = await run(process.execPath, [vite, 'build', '--outDir', folder], { cwd: join(apps, name), env: { ...process.env, VITE_DSN: dsn, ...more } });
      assert.match(stdout, new RegExp(`errpredict: [1-9]\\d* scripts of ${folder} have a debug id`));
    };
    await builds[name]('dist', { ERRPREDICT_URL: served.address, ERRPREDICT_KEY: served.buildKey });
    sites[name] = await site([join(apps, name, 'dist')], { '/fails': (response) => response.writeHead(502).end('no') });
  }));
  [browser] = await Promise.all([launch(), built]);
});
after(async () => {
  [...Object.values(sites), ...Object.values(taps)].forEach((one) => one.close());
  await browser?.close();
  await served?.stop();
});

const found = (name, more = '') => served.get(`errors/?service=shop-${name}&page_size=100${more || '&kind=error'}`);
const countOf = async (name, type) => (await served.get(`errors/stats/?service=shop-${name}`)).by_error_type.find((one) => one.name === type);

describe('against the service', { concurrency: 4 }, () => {
  for (const { name, release, bySource } of APPS) {
    describe(name, { concurrency: 1 }, () => {
      test(`${name}: what is thrown in the page is found by the service, once, with all that is said of it`, async () => {
        const page = await open(browser, sites[name].url);
        for (const button of ['render', 'handler', 'caught', 'rejection', 'request', 'person']) await page.click(`#${button}`);
        const { results } = await until('six events', async () => {
          const all = await found(name);
          return all.count >= 6 && all;
        });
        await sleep(1_000);
        assert.equal((await found(name)).count, 6);
        const said = results.map((event) => `${event.severity} ${event.error_type}: ${event.message} (${event.attributes.tags.mechanism})`).sort();
        const handler = name === 'vue' ? 'vue' : 'onerror';
        assert.deepEqual(said, [
          `high Error: no mail to <mail>, card <card>, password=<secret> (${handler})`,
          'high HttpError: GET /fails answered 502 (fetch)',
          `high RangeError: the basket has no end (${name})`,
          `high TypeError: no card 7 (${handler})`,
          `high TypeError: no card 7 (${name})`,
          // Vue waits for what its handlers promise.
          `high TypeError: no card 8 (${name === 'vue' ? 'vue' : 'unhandledrejection'})`,
        ].sort());
        for (const event of results) assert.deepEqual([event.service, event.release, event.environment, event.kind], [`shop-${name}`, release, 'production', 'error']);
        const request = results.find((event) => event.error_type === 'HttpError');
        assert.deepEqual([request.status_code, request.endpoint], [502, '/fails']);
        assert.equal(results.find((event) => event.error_type === 'RangeError').endpoint, '/');
        // Nothing of a person left the browser.
        const sent = taps[name].sent.join('\n');
        assert.ok(sent.includes('no mail to <mail>'));
        for (const secret of ['anna@', '4111', 'hunter2', 'name=Anna', '"cookie"', '"referer"']) assert.ok(!sent.includes(secret), secret);
        assert.deepEqual(await page.context().cookies(), []);
        await page.context().close();
      });

      test(`${name}: offline and online, reloads and a flood lose nothing and count nothing twice`, async () => {
        const page = await open(browser, sites[name].url);
        await page.context().setOffline(true);
        for (let n = 0; n < 10; n += 1) await page.click('#caught');
        await page.context().setOffline(false);
        for (let n = 0; n < 5; n += 1) await failAndReload(page, `reload ${n % 2}`);
        await page.click('#flood');
        await until('the flood', async () => (await countOf(name, 'URIError'))?.count >= 3_000);
        await sleep(2_500);
        const counts = Object.fromEntries(await Promise.all(['URIError', 'EvalError', 'TypeError'].map(async (type) => [type, (await countOf(name, type))?.count])));
        assert.deepEqual(counts, { URIError: 3_000, EvalError: 5, TypeError: 13 });
        await page.context().close();
      });

      test(`${name}: every page load is a request with its vitals`, async () => {
        const page = await open(browser, sites[name].url);
        await until('something is seen', () => page.evaluate(() => performance.getEntriesByType('paint').length > 0));
        await sleep(100);
        await page.goto('about:blank');
        const [load] = await until('a page load', async () => {
          const { results } = await found(name, '&kind=request&ordering=-timestamp');
          return results[0]?.attributes.contexts.vitals.lcp && results;
        });
        assert.ok(load.response_time_ms > 0 && load.endpoint === '/' && load.severity === 'info', JSON.stringify(load));
        assert.ok(load.attributes.contexts.vitals.lcp > 0, JSON.stringify(load.attributes));
        await page.context().close();
      });

      test(`${name}: the program shows a trace by the maps of the same build`, async () => {
        const lines = taps[name].sent.flatMap((body) => body.split('\n')).filter((line) => line.startsWith('{"event_id"'));
        const event = lines.map((line) => JSON.parse(line)).find((event) => event.exception?.values[0].value === 'no card 7');
        assert.equal(event.debug_meta.images.length, 1);
        await builds[name]('maps', { KEEP_MAPS: '1' });
        const [log, out] = [join(apps, name, 'event.json'), join(apps, name, 'event.ndjson')];
        writeFileSync(log, JSON.stringify(event));
        await run(program, ['events', log, '--format', 'sentry', '--source-maps', join(apps, name, 'maps'), '--output', out]);
        const { stack_trace: trace, service } = JSON.parse(readFileSync(out, 'utf8'));
        assert.equal(service, `shop-${name}`);
        assert.match(trace, bySource, trace);
      });

      test(`${name}: traces are shown by the source`, async () => {
        const scripts = readdirSync(join(apps, name, 'dist/assets')).filter((file) => file.endsWith('.js'));
        assert.match(readFileSync(join(apps, name, 'dist/assets', scripts[0]), 'utf8'), /\n\/\/# debugId=[\da-f-]{36}\n$/);
        assert.ok(!existsSync(join(apps, name, 'dist/assets', `${scripts[0]}.map`)), 'maps are not published');
        const [thrown] = (await found(name, '&error_type=TypeError')).results;
        assert.match(thrown.stack_trace, bySource, thrown.stack_trace);
      });

      if (name === 'vue') {
        test('vue: errors name the route by its pattern', async () => {
          const page = await open(browser, sites.vue.url);
          await page.click('#order');
          await page.evaluate(() => reportError(new SyntaxError('on the order')));
          const [event] = await until('the error', async () => {
            const { results } = await found('vue', '&search=order');
            return results.length > 0 && results;
          });
          assert.equal(event.endpoint, '/orders/:id');
          await page.context().close();
        });
      }
    });
  }

  test('limits of the service are obeyed, and nothing is lost by them', async () => {
    // Thirty at once, then one every two seconds.
    const tight = await service(program, { ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE: '30' });
    const html = `<script src="/errpredict.min.js"></script><script>errpredict.init({ dsn: ${JSON.stringify(tight.dsn)}, service: 'shop', vitalsSampleRate: 0 });</script>`;
    const shop = await site([join(process.cwd(), 'dist')], { '/': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html) });
    const page = await open(browser, shop.url);
    const answers = [];
    page.on('response', async (response) => answers.push({ at: Date.now(), status: response.status(), wait: Number(response.headers()['retry-after'] ?? 0) }));
    try {
      await page.evaluate(async () => {
        for (let n = 0; n < 36; n += 1) {
          errpredict.report(new Error('one of many'));
          await errpredict.flush();
        }
      });
      await until('it goes on after the limit', () => answers.at(-1).status === 200 && answers.some((answer) => answer.status === 429));
      const first = answers.findIndex((answer) => answer.status === 429);
      assert.ok(answers[first].wait >= 1, JSON.stringify(answers[first]));
      assert.ok(answers[first + 1].at - answers[first].at >= answers[first].wait * 1_000 - 100, JSON.stringify(answers));
      await sleep(500);
      assert.deepEqual((await tight.get('errors/stats/')).by_error_type, [{ name: 'Error', count: 36 }]);
    } finally {
      await page.context().close();
      shop.close();
      await tight.stop();
    }
  });
});
