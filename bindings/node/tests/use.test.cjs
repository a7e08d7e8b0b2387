'use strict';
// What a user does: a monitor that watches, logs, arrays, the event loop, giving up, the program.
const test = require('node:test');
const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const path = require('node:path');
const errpredict = require('errpredict');

const SAMPLE = path.join(process.env.ERRPREDICT_ROOT, 'samples/webmon.csv');
const START = Date.UTC(2026, 10, 20);

function told() {
  const monitor = new errpredict.Monitor();
  for (let hour = 0; hour < 72; hour++) {
    for (let i = 1; i <= (hour === 71 ? 200 : 2); i++) {
      monitor.observe(START + hour * 3600000 + i * 10000, 'checkout', 'high', 'TimeoutError', 'did not answer');
    }
  }
  return monitor;
}

test('a monitor watches, is saved and goes on', async () => {
  const monitor = errpredict.Monitor.load(told().save());
  const found = await monitor.analyze('2026-11-23T00:00:00Z');
  const spike = found.services[0].anomalies[0];
  assert.deepEqual([spike.type, spike.actual, spike.ongoing], ['spike', 200, true]);
  assert.ok(monitor instanceof errpredict.Monitor && monitor.memoryBytes > 1000);
});

test('fields are those of messages', () => {
  const [fields, json] = [new errpredict.Monitor(), new errpredict.Monitor()];
  fields.observe('2026-11-20T00:00:00Z', 'shop', 'high', 'E', 'm', {
    kind: 'request', errorId: '1', code: 'C', statusCode: 503, endpoint: '/pay', userId: 'u', requestId: 'r', stackTrace: 'at a',
    environment: 'production', release: '2.1', responseTimeMs: 1.5, attributes: '{"pod":"a"}',
  });
  json.observeAll([{
    timestamp: '2026-11-20T00:00:00Z', service: 'shop', severity: 'high', error_type: 'E', message: 'm', kind: 'request', error_id: '1',
    code: 'C', status_code: 503, endpoint: '/pay', user_id: 'u', request_id: 'r', stack_trace: 'at a', environment: 'production',
    release: '2.1', response_time_ms: 1.5, attributes: { pod: 'a' },
  }]);
  assert.deepEqual(fields.save(), json.save());
  assert.throws(() => fields.observe(START, ' ', 'high'), { code: 'invalid_input' });
  assert.throws(() => fields.observe(START, 'shop', 'loud'), { code: 'unknown_name' });
});

test('a log is analysed as the program does, and the program is there', async () => {
  const at = '2026-07-02T06:00:00Z';
  const found = await errpredict.analyze(SAMPLE, { at });
  const program = path.join(path.dirname(require.resolve('errpredict/package.json')), 'bin/errpredict.js');
  const out = path.join(require('node:os').tmpdir(), `errpredict-${process.pid}.json`);
  const said = execFileSync(process.execPath, [program, 'analyze', SAMPLE, '--at', at, '--json', out], { encoding: 'utf8' });
  assert.match(said, /WHAT IS WRONG/);
  assert.deepEqual(JSON.parse(require('node:fs').readFileSync(out, 'utf8')).services, found.services);
  require('node:fs').unlinkSync(out);
  assert.equal(spawnSync(process.execPath, [program, 'nonsense']).status, 2);
  const rollup = errpredict.Rollup.read(SAMPLE);
  assert.match(await rollup.toHtml('webmon', { at }), /<svg/);
  assert.ok(rollup.report.events > 8000);
  await assert.rejects(errpredict.analyze('/nowhere.log'), { code: 'io' });
});

test('a model learns from counts', async () => {
  const rollup = errpredict.Rollup.read(SAMPLE);
  const answer = await rollup.train({ task: { horizon_ms: 86400000 } }, { every_ms: 86400000 });
  const model = new errpredict.Model(answer.model);
  assert.equal(model.describe().target, 'critical');
  assert.equal((await rollup.backtest({ task: { horizon_ms: 86400000 } }, { every_ms: 86400000 })).target, 'critical');
  const { predictions } = await model.predict(rollup, rollup.describe().now);
  assert.ok(predictions.length > 5 && predictions.every(({ probability }) => probability >= 0 && probability <= 1));
  const { explained } = await model.explain(rollup, { only: [predictions[0].service] });
  assert.equal(explained[0].prediction.service, predictions[0].service);
  const { importances } = await model.explain(rollup, { importance: true });
  assert.ok(importances.n_rows > 0 && importances.factors.length > 0);
  const settings = { method: { method: 'seasonal_naive' }, horizon: 4 };
  const { forecasts, html } = await rollup.forecast(['errors'], { settings, page: 'webmon' });
  assert.ok(forecasts.length > 5 && forecasts.at(-1).system && html.includes('<svg'));
  const plan = { task: { horizon_ms: 86400000 }, training: { method: { method: 'base_rate' } } };
  const { times, rows } = await rollup.backtest(plan, { every_ms: 86400000, rows: true });
  assert.equal(rows.length, times);
});

test('arrays go in and out', async () => {
  const numbers = Float64Array.from({ length: 600 }, (_, i) => (i === 598 ? 60 : i % 7));
  const detector = errpredict.Detector.fit({ method: 'isolation_forest', n_trees: 50 }, numbers, { columns: 2, seed: 7 });
  const scores = detector.score(numbers);
  assert.equal(scores.indexOf(Math.max(...scores)), 299);
  assert.deepEqual(await detector.scoreAsync(numbers), scores);
  assert.deepEqual(errpredict.Detector.load(detector.save()).score(numbers), scores);
  const rows = [];
  for (let i = 0; i < 600; i += 2) rows.push([numbers[i], numbers[i + 1]]);
  const core = errpredict.callSync('detect_rows', { names: ['a', 'b'], rows, detector: { method: 'isolation_forest', n_trees: 50 }, seed: 7 });
  assert.deepEqual([...scores], core.scores);
  assert.ok(errpredict.threshold(scores, { contamination: 0.1 }) < Math.max(...scores));
  assert.throws(() => detector.score(numbers.subarray(1)), { code: 'invalid_argument' });
  const labels = Uint8Array.from({ length: 300 }, (_, i) => Number(numbers[2 * i] > 3));
  const probability = errpredict.Predictor.fit('logistic', numbers, labels, { columns: 2 }).probability(numbers);
  assert.ok(probability.length === 300 && probability.every((p) => p >= 0 && p <= 1));
  const series = Float64Array.from({ length: 504 }, (_, i) => 50 + 10 * (i % 24));
  const points = await errpredict.forecast(series, { horizon: 12 });
  assert.ok(points.values.length === 12 && points.lower[0] <= points.values[0] && points.values[0] <= points.upper[0]);
  series[400] = 900;
  const strange = errpredict.scoreSeries(series, { detector: 'seasonal_residual' });
  assert.equal(strange.indexOf(Math.max(...strange)), 400);
});

test('work does not hold up the event loop, and can be given up', async () => {
  const rollup = errpredict.Rollup.read(SAMPLE);
  let turns = 0;
  const timer = setInterval(() => { turns += 1; }, 1);
  const begin = performance.now();
  await rollup.analyze('2026-07-02T06:00:00Z');
  const took = performance.now() - begin;
  clearInterval(timer);
  assert.ok(turns > took / 50, `${turns} turns in ${took} ms`);

  const given = new AbortController();
  setTimeout(() => given.abort(new Error('enough')), 1);
  const refused = await rollup.analyze('2026-07-02T06:00:00Z', { signal: given.signal }).catch((error) => error);
  assert.deepEqual([refused.code, refused.retryable, refused.cause.message], ['cancelled', true, 'enough']);
  await assert.rejects(errpredict.call('version', {}, { signal: AbortSignal.abort() }), { code: 'cancelled' });
});

test('a signal ends work that has begun', async () => {
  const rollup = errpredict.Rollup.read(SAMPLE);
  // CPU of the whole process, which rests beside it.
  const used = async (work) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const whole = await used(() => rollup.train());
  const given = new AbortController();
  setTimeout(() => given.abort(), whole / 20);
  const ended = await used(async () => {
    await assert.rejects(rollup.train({}, { signal: given.signal }), { code: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, whole));
  });
  // The rows are made ready in one go; between the members that learn from them it ends.
  assert.ok(ended < 0.85 * whole, `${ended} ms of CPU where the whole takes ${whole}`);
});

test('it is a module of either kind', async () => {
  const module = await import('errpredict');
  assert.equal(module.Monitor, errpredict.Monitor);
  assert.deepEqual(Object.keys(module.default).sort(), Object.keys(errpredict).sort());
  assert.deepEqual(Object.keys(module).filter((name) => name !== 'default' && name !== 'module.exports').sort(), Object.keys(errpredict).sort());
});

test('every export has a type', () => {
  const types = require('node:fs').readFileSync(path.join(path.dirname(require.resolve('errpredict')), 'index.d.ts'), 'utf8');
  for (const name of Object.keys(errpredict)) assert.match(types, new RegExp(`export (class|function|const) ${name}\\b`), name);
});

test('every name of the page is there', () => {
  const page = require('node:fs').readFileSync(path.join(process.env.ERRPREDICT_ROOT, 'docs/bindings.md'), 'utf8');
  const names = new Set();
  for (const line of page.split('## Quick starts')[0].split('## Operations')[1].split('\n')) {
    const columns = line.split('|');
    if (columns.length === 11) columns[4].split('`').forEach((name, i) => { if (i % 2) names.add(name); });
  }
  assert.ok(names.size > 30, `${names.size} names`);
  for (const name of names) {
    const [kind, method] = name.split('.');
    assert.ok(kind in errpredict, name);
    if (method) assert.ok(method in errpredict[kind] || method in errpredict[kind].prototype, name);
  }
});

test('the quick start runs as written', () => {
  const said = execFileSync(process.execPath, ['quick.cjs'], { encoding: 'utf8' });
  assert.match(said, /shop/);
});

test('the readme has the quick start as it runs', () => {
  const { readFileSync } = require('node:fs');
  const readme = readFileSync(path.join(process.env.ERRPREDICT_ROOT, 'bindings/node/README.md'), 'utf8');
  const [twoLines, quick] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
  assert.equal(quick, readFileSync('quick.cjs', 'utf8'));
  const lines = twoLines.trimEnd().split('\n');
  assert.equal(lines.length, 2);
  for (const line of lines) assert.ok(quick.includes(`${line}\n`), line);
});

test('the package for a machine is named by its system, processor and C library', () => {
  const { here, packageFor, PACKAGES } = require(path.join(process.env.ERRPREDICT_ROOT, 'bindings/node/lib/platform.js'));
  const report = (glibc) => ({ getReport: () => ({ header: { glibcVersionRuntime: glibc } }) });
  assert.equal(here({ platform: 'linux', arch: 'x64', report: report('2.36') }), 'linux-x64-gnu');
  assert.equal(here({ platform: 'linux', arch: 'arm64', report: report(undefined) }), 'linux-arm64-musl');
  assert.equal(here({ platform: 'darwin', arch: 'arm64' }), 'darwin-arm64');
  assert.equal(packageFor(here()), PACKAGES['linux-x64-gnu']);
  assert.throws(() => packageFor('win32-x64'), /no compiled part for win32-x64.*linux-x64-gnu/);
});

test('times are never guessed', () => {
  const [number, text, date] = [new errpredict.Monitor(), new errpredict.Monitor(), new errpredict.Monitor()];
  number.observe(START + 0.2, 'shop', 'high');
  text.observe('2026-11-20T00:00:00Z', 'shop', 'high');
  date.observe(new Date(START), 'shop', 'high');
  assert.deepEqual([text.save(), date.save()], [number.save(), number.save()]);
  for (const wrong of ['not a time', '2026-11-20T00:00:10', NaN, Infinity, new Date('x')]) {
    assert.throws(() => number.observe(wrong, 'shop', 'high'), { name: 'ErrpredictError' }, String(wrong));
  }
  assert.throws(() => number.measure('n', new Date('x'), 1), { code: 'invalid_argument' });
});

test('events by fields are those by JSON, also beyond the texts that have numbers', () => {
  const [fields, json] = [new errpredict.Rollup(), new errpredict.Rollup()];
  const severities = ['low', 'high', undefined, null];
  const events = Array.from({ length: 12000 }, (_, i) => [
    START + i * 1000, `service ${i % 7}`, severities[i % 4], i % 3 ? `Type${i % 5000}` : `${'t'.repeat(300)}${i % 11}`, i % 2 ? 'm' : undefined,
  ]);
  for (const event of events) fields.observe(...event);
  json.observeAll(events.map(([at, service, severity, error_type, message]) => (
    { timestamp: new Date(at).toISOString(), service, severity, error_type, message })));
  assert.deepEqual(fields.save(), json.save());
  assert.throws(() => fields.observe(START, undefined, 'high'));
  assert.throws(() => fields.observe(START, 7, 'high'));
});

test('one bad event loses no other', () => {
  const rollup = new errpredict.Rollup();
  const event = { timestamp: '2026-11-20T00:00:00Z', service: 'shop', severity: 'high' };
  assert.throws(() => rollup.observeAll([event, { ...event, environment: 'qa' }, event]), (error) => {
    assert.deepEqual([error.code, error.context.place, error.context.counted, error.context.refused], ['invalid_input', '1', '2', '1']);
    return true;
  });
  assert.equal(rollup.describe().observed, 2);
});

test('whatever was saved is loaded as its kind', () => {
  for (const Kind of [errpredict.Monitor, errpredict.Rollup, errpredict.Templates, errpredict.Similar]) {
    assert.ok(errpredict.Handle.load(new Kind().save()) instanceof Kind);
  }
  assert.throws(() => errpredict.Handle.load(Buffer.from('nothing of ours')), { code: 'invalid_input' });
});

test('what is heavy is done off the event loop as well, with the same answers', async () => {
  const numbers = Float64Array.from({ length: 600 }, (_, i) => (i * 7) % 13);
  const labels = Uint8Array.from({ length: 300 }, (_, i) => Number(numbers[2 * i] > 6));
  const how = { columns: 2, seed: 7 };
  const detector = errpredict.Detector.fit('isolation_forest', numbers, how);
  assert.deepEqual((await errpredict.Detector.fitAsync('isolation_forest', numbers, how)).save(), detector.save());
  const predictor = errpredict.Predictor.fit('logistic', numbers, labels, how);
  const again = await errpredict.Predictor.fitAsync('logistic', numbers, labels, how);
  assert.deepEqual(await again.probabilityAsync(numbers), predictor.probability(numbers));
  assert.deepEqual(await errpredict.scoreSeriesAsync(numbers), errpredict.scoreSeries(numbers));
  const rollup = await errpredict.Rollup.readAsync(SAMPLE);
  assert.deepEqual(await rollup.saveAsync(), errpredict.Rollup.read(SAMPLE).save());
  const line = '{"time":"2026-11-20T00:00:10Z","level":"error","service":"shop"}\n';
  const [sync, off] = [new errpredict.Monitor(), new errpredict.Monitor()];
  assert.deepEqual(await off.observeLogAsync(line), sync.observeLog(line));
  assert.deepEqual(off.save(), sync.save());
  for (const given of [
    (signal) => errpredict.Detector.fitAsync('zscore', numbers, { columns: 2, signal }),
    (signal) => errpredict.Rollup.readAsync(SAMPLE, { signal }),
    (signal) => rollup.saveAsync({ signal }),
  ]) await assert.rejects(given(AbortSignal.abort()), { code: 'cancelled' });
});
