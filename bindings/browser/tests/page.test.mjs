// The script in a real page of headless Chromium: what it finds, what it keeps, what it sends and when.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { collector, launch, open, site, sleep, until } from './support.mjs';

const here = process.cwd();
let browser, shop;

/** A page that begins to watch itself with the options in its address. */
const html = (query) => `<!doctype html><title>shop</title>${query.get('head') ?? ''}
<script src="/errpredict.min.js"></script>
<script>errpredict.init({ service: "shop", release: "1.2", ...${query.get('o')} });</script><script>const charge = (card) => { throw new TypeError("no card " + card); };</script><p>a page</p>`;

before(async () => {
  browser = await launch();
  const page = (response, request) => response.writeHead(200, { 'content-type': 'text/html' }).end(html(new URL(request.url, 'http://x').searchParams));
  shop = await site([join(here, 'dist'), join(here, 'node_modules/web-vitals/dist')], {
    '/': page,
    '/orders/17': page,
    '/fails/17': (response) => response.writeHead(503).end('no'),
    '/missing': (response) => response.writeHead(404).end('no'),
    '/slow': (response) => setTimeout(() => response.end('late'), 5_000),
    '/other': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>another page</p>'),
  });
});
after(async () => {
  shop.close();
  await browser.close();
});
/** A test with a collector of its own, so that several can wait at the same time. */
const check = (name, work) =>
  test(name, { timeout: 120_000 }, async () => {
    const taker = await collector();
    const address = (options = {}, path = '/', more = {}) => `${shop.url}${path}?${new URLSearchParams({ o: JSON.stringify({ dsn: taker.dsn, vitalsSampleRate: 0, ...options }), ...more })}`;
    try {
      await work({ taker, address, visit: (options, path, more) => open(browser, address(options, path, more)) });
    } finally {
      taker.close();
    }
  });
const summary = (event) => {
  const { type, value } = event.exception.values.at(-1);
  return `${event.level} ${type}: ${value} [${event.tags.mechanism}] at ${event.transaction}`;
};

describe('in a page', { concurrency: 6 }, () => {
  check('every kind of failure is found once, and the page notices nothing of it', async ({ taker, address, visit }) => {
    const page = await visit({}, '/orders/17', { name: 'Anna' });
    const seen = await page.evaluate(async () => {
      const seen = [];
      setTimeout(() => charge(7));
      Promise.reject(new RangeError('too far'));
      Promise.reject('a text');
      for (const [tag, key, value] of [['script', 'src', '/gone.js?v=1'], ['img', 'src', '/gone.png'], ['link', 'href', '/gone.css']]) {
        const element = document.createElement(tag);
        if (tag === 'link') element.rel = 'stylesheet';
        element[key] = value;
        document.head.append(element);
      }
      seen.push((await fetch('/fails/17?name=Anna', { method: 'post' })).status, (await fetch('/missing')).status);
      // Refused, and nobody looks at the answer: one failed request, and no rejection beside it.
      fetch('http://127.0.0.1:1/api/3?name=Anna').then(() => {});
      const giveUp = new AbortController();
      seen.push(fetch('/slow', { signal: giveUp.signal }).catch((error) => error.name));
      giveUp.abort();
      seen[2] = await seen[2];
      await new Promise((done) => {
        const request = new XMLHttpRequest();
        request.open('GET', '/fails/17');
        request.onloadend = () => done(seen.push(request.status));
        request.send();
      });
      errpredict.report(new Error('outer', { cause: new SyntaxError('inner') }), { level: 'warning', tags: { step: 'pay' }, extra: { basket: 3, password: 'x' } });
      errpredict.report('the basket is empty', { level: 'info' });
      return seen;
    });
    assert.deepEqual(seen, [503, 404, 'AbortError', 503]);
    await until('twelve events', () => taker.errors().length >= 11);
    await sleep(300);
    assert.deepEqual(taker.errors().map(summary).sort(), [
      'error HttpError: GET /fails/:id answered 503 [xhr] at /fails/:id',
      'error HttpError: POST /fails/:id answered 503 [fetch] at /fails/:id',
      'error NetworkError: GET http://127.0.0.1:1/api/:id got no answer [fetch] at /api/:id',
      'error RangeError: too far [unhandledrejection] at /orders/:id',
      `error ResourceError: link ${shop.url}/gone.css could not be loaded [resource] at /orders/:id`,
      `error ResourceError: script ${shop.url}/gone.js could not be loaded [resource] at /orders/:id`,
      'error TypeError: no card 7 [onerror] at /orders/:id',
      'error UnhandledRejection: a text [unhandledrejection] at /orders/:id',
      'info Message: the basket is empty [manual] at /orders/:id',
      'warning Error: outer [manual] at /orders/:id',
      `warning ResourceError: img ${shop.url}/gone.png could not be loaded [resource] at /orders/:id`,
    ].sort());
    const [thrown] = taker.of('TypeError');
    assert.deepEqual([thrown.service, thrown.release, thrown.environment, thrown.platform], ['shop', '1.2', 'production', 'javascript']);
    assert.match(thrown.tags.browser, /^Chrome \d+$/);
    assert.match(thrown.event_id, /^[\da-f]{32}$/);
    assert.ok(Math.abs(thrown.timestamp * 1000 - Date.now()) < 60_000);
    const top = thrown.exception.values[0].stacktrace.frames.at(-1);
    assert.deepEqual([top.function, top.filename, top.lineno], ['charge', `${shop.url}/orders/17`, 3]);
    const [outer] = taker.of('Error');
    assert.deepEqual(outer.exception.values.map((one) => one.type), ['SyntaxError', 'Error']);
    assert.deepEqual([outer.tags.step, outer.extra], ['pay', { basket: 3, password: '<secret>' }]);
    assert.deepEqual(taker.of('HttpError').map((event) => event.contexts.response.status_code), [503, 503]);
    assert.equal(new Set(taker.errors().map((event) => event.contexts.trace.trace_id)).size, 1);
    // What the page itself throws still reaches it, and nothing more.
    assert.deepEqual(page.failures.sort(), ['a text', 'Failed to fetch', 'no card 7', 'too far'].sort());
    assert.deepEqual(await page.context().cookies(), []);
    assert.ok(taker.asked.every((asked) => asked.headers.cookie === undefined && asked.headers.referer === undefined));
    await page.context().close();
  });

  check('a flood is counted exactly, in few requests and little time', async ({ taker, address, visit }) => {
    const page = await visit();
    const ms = await page.evaluate(() => {
      // Making an error and its trace costs the page by itself.
      const errors = Array.from({ length: 5_000 }, () => new Error('flood'));
      errors.forEach((error) => error.stack);
      const begun = performance.now();
      errors.forEach((error) => errpredict.report(error));
      return performance.now() - begun;
    });
    await page.evaluate(() => { for (let n = 0; n < 500; n += 1) reportError(new RangeError('flood')); });
    // The same error object again is one more as well; two watchers that meet one object are not.
    await page.evaluate(() => {
      const same = new TypeError('the same');
      for (let n = 0; n < 30; n += 1) reportError(same);
      errpredict.report(same);
    });
    await until('the flood', () => taker.errors().length >= 5_530);
    await sleep(500);
    assert.deepEqual(['Error', 'RangeError', 'TypeError'].map((type) => taker.of(type).length), [5_000, 500, 30]);
    assert.equal(new Set(taker.errors().map((event) => event.event_id)).size, 5_530);
    assert.ok(taker.asked.length <= 8, `${taker.asked.length} requests`);
    const [bytes, chars] = ['bytes', 'chars'].map((key) => taker.asked.reduce((sum, asked) => sum + asked[key], 0));
    assert.ok(taker.asked.some((asked) => asked.packed) && bytes < chars / 10, `${bytes} bytes for ${chars}`);
    console.log(`5,000 errors: ${(ms / 5).toFixed(1)} us each in the page, ${taker.asked.length} requests, ${bytes} bytes`);
    assert.ok(ms < 5_000, `${ms} ms`);
    await page.context().close();
  });

  check('offline and online again loses nothing', async ({ taker, address, visit }) => {
    const page = await visit();
    await page.context().setOffline(true);
    for (let n = 0; n < 20; n += 1) await page.evaluate((n) => reportError(new Error(`offline ${n}`)), n);
    await page.evaluate(() => fetch('/missing').catch(() => {}));
    await sleep(2_500);
    assert.equal(taker.errors().length, 0);
    await page.context().setOffline(false);
    await until('all of them', () => taker.errors().length >= 21);
    assert.equal(taker.of('Error').length, 20);
    assert.deepEqual(taker.of('NetworkError').map((event) => [event.level, event.contexts.page.online]), [['info', false]]);
    await page.context().close();
  });

  check('a reload in the middle loses nothing, whether the service answers or not', async ({ taker, address, visit }) => {
    const page = await visit();
    taker.answer = () => ({ status: 503 });
    for (let round = 0; round < 3; round += 1) {
      // In one task, so that nothing that takes time can have ended.
      await Promise.all([
        page.waitForEvent('load'),
        page.evaluate((round) => {
          for (let n = 0; n < 40; n += 1) reportError(new Error(`round ${round} of ${n % 4}`));
          location.reload();
        }, round).catch(() => {}),
      ]);
    }
    taker.answer = () => ({ status: 200 });
    await Promise.all([page.waitForEvent('load'), page.evaluate(() => { reportError(new Error('the last')); location.reload(); }).catch(() => {})]);
    await until('all of them', () => taker.errors().length >= 121);
    await sleep(2_500);
    // Sent again or not, no event comes as two.
    assert.equal(taker.errors().length, 121);
    await until('nothing is kept any more', () => page.evaluate(() => new Promise((done) => {
      indexedDB.databases().then(([{ name }]) => { indexedDB.open(name).onsuccess = ({ target }) => { target.result.transaction('unsent').objectStore('unsent').count().onsuccess = (event) => { target.result.close(); done(event.target.result === 0 && localStorage.length === 0); }; }; });
    })));
    await page.context().close();
  });

  check('two pages that go away at the same time leave nothing of each other out', async ({ taker, address }) => {
    const context = await browser.newContext();
    // Without a database all is in the local storage.
    await context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { get() { throw new Error('denied'); } }));
    taker.answer = () => ({ status: 503 });
    const pages = await Promise.all(['one', 'two', 'three'].map(async (name) => {
      const page = await context.newPage();
      await page.goto(address());
      await page.evaluate((name) => { for (let n = 0; n < 3; n += 1) reportError(new Error(`of page ${name}`)); }, name);
      return page;
    }));
    await Promise.all(pages.map((page) => page.goto(`${shop.url}/other`)));
    taker.events.length = 0;
    taker.answer = () => ({ status: 200 });
    const next = await context.newPage();
    await next.goto(address());
    await until('those of all three', () => taker.errors().length >= 9);
    await until('nothing is kept any more', () => next.evaluate(() => localStorage.length === 0));
    const told = taker.errors().map((event) => event.exception.values[0].value);
    assert.deepEqual(['one', 'two', 'three'].map((name) => told.filter((text) => text === `of page ${name}`).length), [3, 3, 3]);
    await context.close();
  });

  // In a browser of its own: pages of other tests may stand in the process that crashes.
  check('a page that crashes leaves what it kept to the next one', async ({ taker, address }) => {
    const own = await launch();
    const page = await open(own, address());
    taker.answer = () => ({ status: 500 });
    await page.evaluate(() => { for (let n = 0; n < 7; n += 1) reportError(new Error('before the crash')); });
    await sleep(600);
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => {});
    await crashed;
    taker.answer = () => ({ status: 200 });
    const next = await page.context().newPage();
    await next.goto(address());
    await until('what was kept', () => taker.of('Error').length === 7);
    await own.close();
  });

  for (const [how, head] of [['by fetch', ''], ['by a beacon', '<script>delete Request.prototype.keepalive</script>']]) {
    check(`what goes wrong on the way out is sent on the way out, ${how}`, async ({ taker, visit }) => {
      const page = await visit({ vitalsSampleRate: 1 }, '/', { head });
      await page.evaluate(() => { reportError(new Error('goodbye')); location.href = '/other'; }).catch(() => {});
      await until('the error and the vitals', () => taker.events.length >= 2);
      assert.equal(taker.asked.at(-1).headers['sec-fetch-mode'], head ? 'no-cors' : 'cors');
      const [vitals] = taker.events.filter((event) => event.type === 'transaction');
      assert.equal(vitals.transaction, '/');
      assert.ok(vitals.timestamp > vitals.start_timestamp && vitals.contexts.vitals.ttfb > 0);
      await page.context().close();
    });
  }

  check('limits are obeyed, failures wait longer each time, and its own requests are no errors', async ({ taker, address, visit }) => {
    const page = await visit();
    taker.answer = (n) => (n === 0 ? { status: 429, headers: { 'retry-after': '3' } } : n < 3 ? { status: 500 } : { status: 200 });
    await page.evaluate(() => reportError(new Error('patience')));
    await until('it arrived', () => taker.errors().length >= 1);
    const at = taker.asked.map((asked) => asked.at);
    assert.equal(at.length, 4);
    assert.ok(at[1] - at[0] >= 2_900, `after 429 it waited ${at[1] - at[0]} ms`);
    assert.ok(at[2] - at[1] >= 500 && at[3] - at[2] >= 500);
    await sleep(2_500);
    assert.deepEqual(taker.errors().map((event) => event.exception.values[0].value), ['patience']);
    await page.context().close();
  });

  check('a key that is not taken is told once, and nothing more is sent', async ({ taker, address, visit }) => {
    const page = await visit();
    const told = [];
    page.on('console', (message) => told.push(message.text()));
    taker.answer = () => ({ status: 401 });
    await page.evaluate(() => reportError(new Error('one')));
    await until('it was told', () => told.some((text) => text.includes('errpredict: the service answered 401: expected a key')));
    await page.evaluate(() => reportError(new Error('two')));
    await sleep(3_000);
    assert.equal(taker.asked.length, 1);
    await page.context().close();
  });

  check('what is too much is dropped, and how much is told', async ({ taker, address, visit }) => {
    const page = await visit();
    await page.context().setOffline(true);
    await page.evaluate(() => { for (let n = 0; n < 1_000; n += 1) reportError(new Error(`kind ${'abcdefghij'[n % 10]}${n}`)); });
    await page.context().setOffline(false);
    await until('the rest', () => taker.of('EventsDropped').length > 0);
    await until('what was kept', () => taker.of('Error').length >= 300);
    const [, dropped] = /^(\d+) events could not be kept/.exec(taker.of('EventsDropped')[0].exception.values[0].value);
    assert.deepEqual([taker.of('EventsDropped').length, Number(dropped) + taker.of('Error').length], [1, 1_000]);
    await page.context().close();
  });

  check('nothing personal is sent', async ({ taker, address, visit }) => {
    const secrets = ['anna@example.com', '4111111111111111', 'hunter2', 'eyJhbGciOiJIUzI1NiJ9', 'abc123secret', 'customer-7', 'Anna'];
    const page = await visit({ scrub: null }, '/', { name: 'Anna', token: 'abc123secret' });
    await page.evaluate(() => {
      errpredict.setUser('anna@example.com');
      errpredict.report(new Error('no mail to anna@example.com with card 4111111111111111, password=hunter2'), {
        tags: { mail: 'anna@example.com' },
        extra: { password: 'hunter2', first_name: 'Anna', deep: [{ url: 'https://x.example/?name=Anna', jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln' }] },
      });
      fetch('/fails/17?token=abc123secret&name=Anna');
      errpredict.report('Authorization: Bearer abc123secret');
    });
    await until('three events', () => taker.errors().length >= 3);
    for (const secret of secrets) assert.ok(!taker.bodies.join('').includes(secret), secret);
    // A page that has not heard yet that they arrived sends them again on its way out.
    await sleep(1_000);
    await page.context().close();
    // And what the application adds by itself.
    taker.bodies.length = taker.events.length = 0;
    const own = await open(browser, `${shop.url}/other`);
    await own.addScriptTag({ url: '/errpredict.min.js' });
    await own.evaluate((dsn) => {
      errpredict.init({ dsn, service: 'shop', vitalsSampleRate: 0, ignore: [/expected/g, /wanted$/y], scrub: (text) => text.replaceAll(/customer-\d+/g, '<customer>'), beforeSend: (event) => (event.exception.values[0].value === 'not this' ? null : { ...event, release: '9' }) });
      errpredict.report(new Error('customer-7 is gone'));
      errpredict.report(new Error('not this'));
      // A pattern with the flag g goes on where it ended the last time: it must not matter.
      for (let n = 0; n < 4; n += 1) errpredict.report(new Error(`as expected ${n}`));
    }, taker.dsn);
    await until('one event', () => taker.errors().length >= 1);
    await sleep(300);
    assert.deepEqual(taker.errors().map((event) => [event.exception.values[0].value, event.release]), [['<customer> is gone', '9']]);
    await own.context().close();
  });

  check('it never throws into the page, whatever that page is', async ({ taker, address, visit }) => {
    const broken = {
      'no storage': 'Object.defineProperty(window, "indexedDB", { get() { throw new Error("denied") } }); Object.defineProperty(window, "localStorage", { get() { throw new Error("denied") } });',
      'no observer, no beacon': 'delete window.PerformanceObserver; delete navigator.sendBeacon; delete window.CompressionStream;',
      'errors that throw': 'window.hostile = { get message() { throw new Error("gotcha") }, get name() { throw 1 }, toString() { throw 2 } };',
      'a rule that throws': 'window.rule = () => { throw new Error("rule") };',
    };
    for (const [what, head] of Object.entries(broken)) {
      const page = await visit({ vitalsSampleRate: 1 }, '/', { head: `<script>${head}</script>` });
      const told = await page.evaluate(async () => {
        let told = 0;
        for (const error of [new Error('plain'), window.hostile, null, undefined, 7n, Symbol('s'), Object.create(null), () => {}, document.body, window]) {
          try { errpredict.report(error, { extra: { error } }); } catch { told += 1; }
        }
        for (const wrong of [undefined, null, {}, { dsn: 'nonsense', service: 'a' }]) {
          try { errpredict.init(wrong); } catch { told += 1; }
        }
        await errpredict.flush().catch(() => { told += 1; });
        return told;
      });
      assert.equal(told, 0, what);
      await until(`${what}: the plain error`, () => taker.of('Error').length >= 1);
      await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
      assert.deepEqual(page.failures, [], what);
      taker.events.length = 0;
      await page.context().close();
    }
    // A rule of the application that throws drops its event: what was not looked at is not sent.
    const page = await open(browser, `${shop.url}/other`);
    await page.addScriptTag({ url: '/errpredict.min.js' });
    await page.evaluate((dsn) => {
      errpredict.init({ dsn: 'https://nobody', service: 'x' });
      errpredict.init({ dsn, service: 'shop', vitalsSampleRate: 0, beforeSend() { throw new Error('rule'); } });
      errpredict.report(new Error('unseen'));
    }, taker.dsn);
    await sleep(2_500);
    assert.deepEqual([taker.errors().length, page.failures], [0, []]);
    await page.context().close();
  });

  check('a share of errors and of page loads, where that is asked for', async ({ taker, address, visit }) => {
    const page = await visit({ sampleRate: 0.25, ignore: ['expected'] });
    await page.evaluate(() => { for (let n = 0; n < 2_000; n += 1) { reportError(new Error('often')); reportError(new Error('as expected')); } });
    await until('some', () => taker.errors().length > 0);
    await sleep(500);
    const n = taker.errors().length;
    // Binomial: five standard deviations of 19 around 500.
    assert.ok(n > 400 && n < 600, `${n} of 2,000`);
    assert.equal(taker.errors()[0].tags.sample_rate, 0.25);
    await page.evaluate(() => { location.href = '/other'; }).catch(() => {});
    await sleep(500);
    assert.equal(taker.events.filter((event) => event.type === 'transaction').length, 0);
    await page.context().close();
  });

  check('vitals are those of the web-vitals package', async ({ taker, address, visit }) => {
    const page = await visit({ vitalsSampleRate: 1 }, '/', { head: '<script src="/web-vitals.iife.js"></script><script>window.theirs = {}; for (const name of ["TTFB", "FCP", "LCP", "CLS", "INP"]) webVitals["on" + name](({ value }) => { theirs[name.toLowerCase()] = value; }, { reportAllChanges: true });</script>' });
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<button style="width:200px;height:60px">pay</button><h1 style="font-size:80px">large words of the page</h1>');
      document.querySelector('button').onclick = () => { const end = performance.now() + 120; while (performance.now() < end); };
    });
    await sleep(700);
    await page.evaluate(() => document.querySelector('p').insertAdjacentHTML('beforebegin', '<div style="height:150px">moves all</div>'));
    await sleep(600);
    await page.click('button');
    await sleep(600);
    await page.evaluate(() => document.querySelector('p').insertAdjacentHTML('beforebegin', '<div style="height:90px">moves all again</div>'));
    await sleep(700);
    const theirs = await page.evaluate(() => theirs);
    await page.goto(`${shop.url}/other`);
    const [event] = await until('the vitals', () => { const found = taker.events.filter((event) => event.type === 'transaction'); return found.length && found; });
    const ours = event.contexts.vitals;
    assert.deepEqual(Object.keys(ours).sort(), ['cls', 'fcp', 'inp', 'lcp', 'ttfb']);
    for (const [name, value] of Object.entries(theirs)) assert.ok(Math.abs(ours[name] - value) <= (name === 'cls' ? 0.0002 : 0.11), `${name}: ${ours[name]}, theirs ${value}`);
    assert.ok(ours.inp >= 120 && ours.cls > 0.01, JSON.stringify(ours));
    assert.ok(Math.abs((event.timestamp - event.start_timestamp) * 1000 - ours.lcp) <= 1, 'a request that took until the largest part was seen');
    await page.context().close();
  });
});
