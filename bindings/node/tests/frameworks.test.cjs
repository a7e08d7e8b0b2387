'use strict';
// The middlewares and transports inside the real frameworks: what they served and logged is what the monitor holds.
require('reflect-metadata');
const test = require('node:test');
const assert = require('node:assert/strict');
const errpredict = require('errpredict');

/** What a monitor holds, by an analysis of the hour to come. */
async function held(monitor) {
  const found = await monitor.analyze(Date.now() + 60000);
  const service = found.services.find((one) => one.service === 'shop');
  assert.ok(service, 'nothing is known of the shop');
  return JSON.stringify(service);
}

/** A copy of the monitor that takes notes of what it is told. */
function noting() {
  const monitor = new errpredict.Monitor();
  const notes = [];
  const { observe } = monitor;
  monitor.observe = (...event) => {
    observe.apply(monitor, event);
    const [, service, severity, type, message, fields] = event;
    notes.push({ service, severity, type, message, ...fields });
  };
  return { monitor, notes };
}

async function served(port) {
  const get = (route) => fetch(`http://127.0.0.1:${port}${route}`).then(({ status }) => status);
  return [await get('/fine/7'), await get('/broken'), await get('/refused')];
}

/** What a client got wrong. */
const REFUSED = Object.assign(new Error('no such order'), { status: 404, statusCode: 404 });

function check(notes, route) {
  const requests = notes.filter(({ kind }) => kind === 'request');
  const errors = notes.filter(({ kind }) => kind !== 'request');
  assert.deepEqual(requests.map(({ statusCode }) => statusCode), [200, 500, 404]);
  assert.equal(requests[0].endpoint, route);
  assert.ok(requests.every(({ responseTimeMs }) => responseTimeMs >= 0 && responseTimeMs < 5000));
  assert.deepEqual(errors.map(({ severity, type, message }) => [severity, type, message]), [['high', 'TypeError', 'no basket']]);
  assert.match(errors[0].stackTrace, /TypeError: no basket\n +at /);
  // One request failed: the error that broke it has no status of its own.
  assert.equal(notes.filter(({ statusCode }) => statusCode >= 500).length, 1);
}

test('express', async () => {
  const express = require('express');
  const { requests, errors } = require('errpredict/express');
  const { monitor, notes } = noting();
  const app = express();
  app.use(requests(monitor, 'shop'));
  app.get('/fine/:id', (_, response) => { response.send('ok'); });
  app.get('/broken', () => { throw new TypeError('no basket'); });
  app.get('/refused', () => { throw REFUSED; });
  app.use(errors(monitor, 'shop'));
  app.use((error, request, response, next) => { response.status(error.status ?? 500).end(); }); // eslint-disable-line no-unused-vars
  const server = app.listen(0);
  await new Promise((ready) => { server.once('listening', ready); });
  try {
    assert.deepEqual(await served(server.address().port), [200, 500, 404]);
  } finally {
    server.close();
  }
  check(notes, '/fine/:id');
  assert.match(await held(monitor), /shop/);
});

test('fastify', async () => {
  const { monitor, notes } = noting();
  const app = require('fastify')();
  await app.register(require('errpredict/fastify'), { monitor, service: 'shop' });
  app.get('/fine/:id', async () => 'ok');
  app.get('/broken', async () => { throw new TypeError('no basket'); });
  app.get('/refused', async () => { throw REFUSED; });
  await app.listen({ port: 0 });
  try {
    assert.deepEqual(await served(app.server.address().port), [200, 500, 404]);
  } finally {
    await app.close();
  }
  check(notes, '/fine/:id');
});

test('nest', async () => {
  const { Controller, Get, Module, NotFoundException } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { ErrpredictInterceptor } = require('errpredict/nest');
  const { monitor, notes } = noting();
  class Routes {
    fine() { return 'ok'; }
    broken() { throw new TypeError('no basket'); }
    refused() { throw new NotFoundException('no such order'); }
  }
  Controller()(Routes);
  for (const [name, route] of [['fine', 'fine/:id'], ['broken', 'broken'], ['refused', 'refused']]) {
    Get(route)(Routes.prototype, name, Object.getOwnPropertyDescriptor(Routes.prototype, name));
  }
  class App {}
  Module({ controllers: [Routes] })(App);
  const app = await NestFactory.create(App, { logger: false });
  app.useGlobalInterceptors(new ErrpredictInterceptor(monitor, 'shop'));
  await app.listen(0);
  try {
    assert.deepEqual(await served(app.getHttpServer().address().port), [200, 500, 404]);
  } finally {
    await app.close();
  }
  check(notes, '/fine/:id');
});

test('pino', async () => {
  const monitor = new errpredict.Monitor();
  const stream = require('errpredict/pino').counted(monitor, 'shop');
  const log = require('pino')({ level: 'info' }, stream);
  log.error(new TypeError('no basket'), 'the order failed');
  log.warn('the stock is low');
  log.info('served');
  stream.end();
  await new Promise((ended) => { stream.once('finish', ended); });
  const twin = new errpredict.Monitor();
  const { sources, ...report } = twin.observeLog(`{"level":50,"time":${Date.now()},"msg":"a"}\n`, { format: 'ndjson', level_numbers: 'pino', service: 'shop' });
  assert.equal(report.events, 1);
  const found = await held(monitor);
  assert.match(found, /shop/);
  assert.match(found, /TypeError/);
});

test('winston', async () => {
  const winston = require('winston');
  const { Counted } = require('errpredict/winston');
  const monitor = new errpredict.Monitor();
  const log = winston.createLogger({ transports: [new Counted({ monitor, service: 'shop' })] });
  log.error('the order failed');
  log.warn('the stock is low');
  log.end();
  await new Promise((ended) => { log.once('finish', ended); });
  assert.match(await held(monitor), /the order failed/);
});

test('what cannot be counted breaks no application', async () => {
  const told = [];
  const onError = (error) => told.push(error.message);
  const broken = { observe() { throw new Error('no room'); }, observeLog() { throw new Error('no room'); } };
  const { requests, errors } = require('errpredict/express');
  const response = new (require('node:events').EventEmitter)();
  requests(broken, 'shop', { onError })({}, response, () => {});
  response.emit('finish');
  let handed;
  errors(broken, 'shop', { onError })(Object.freeze(new TypeError('no basket')), {}, response, (error) => { handed = error; });
  assert.equal(handed.message, 'no basket');

  const app = require('fastify')();
  await app.register(require('errpredict/fastify'), { monitor: broken, service: 'shop', onError });
  app.get('/broken', async () => { throw new TypeError('no basket'); });
  assert.equal((await app.inject('/broken')).statusCode, 500);

  const stream = require('errpredict/pino').counted(broken, 'shop', { onError });
  stream.write('one line\n');
  await new Promise((ended) => { stream.end(ended); });
  const { Counted } = require('errpredict/winston');
  const log = require('winston').createLogger({ transports: [new Counted({ monitor: broken, service: 'shop', onError })] });
  const circle = {};
  circle.of = circle;
  log.error('the order failed', { circle });
  log.end();
  await new Promise((ended) => { log.once('finish', ended); });
  // The error of the route, the request that it broke, twice; the line; the record, which has no JSON.
  assert.equal(told.filter((message) => message === 'no room').length, 5, told.join());
  assert.equal(told.length, 6);

  const warned = new Promise((ready) => { process.once('warning', ready); });
  requests(broken, 'shop')({}, response, () => {});
  response.emit('finish');
  assert.equal((await warned).code, 'ERRPREDICT_NOT_COUNTED');
});
