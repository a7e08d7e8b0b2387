'use strict';
// Every request becomes an event: how long it took, its status, and the error it met.

const { unharmed } = require('./unharmed.js');

/** The way back from `monitor`, told by nobody but the middleware. */
const SEEN = Symbol('errpredict');

/** Counts every request: put it before the routes. What cannot be counted is told to `onError`, and the request goes on. */
function requests(monitor, service, { onError } = {}) {
  return (request, response, next) => {
    const begin = performance.now();
    response.once('finish', () => unharmed(() => {
      monitor.observe(Date.now(), service, undefined, undefined, undefined, {
        kind: 'request',
        statusCode: response.statusCode,
        endpoint: request.route ? request.baseUrl + request.route.path : undefined,
        responseTimeMs: performance.now() - begin,
      });
    }, onError));
    next();
  };
}

/** Counts every error of the service and hands it on: put it behind the routes. What a client got wrong (a status below 500) is none. */
function errors(monitor, service, { onError } = {}) {
  // Express knows a handler of errors by its four parameters.
  return (error, request, response, next) => {
    if ((error?.status ?? error?.statusCode ?? 500) >= 500) {
      const endpoint = request.route ? request.baseUrl + request.route.path : undefined;
      unharmed(() => observeError(monitor, service, error, { endpoint }), onError);
    }
    next(error);
  };
}

/** Counts what was thrown, once. The status of the request that it broke is told by that request: here it would be a second failed one. */
function observeError(monitor, service, error, fields = {}) {
  if (error !== null && typeof error === 'object') {
    if (error[SEEN]) return;
    // A frozen error takes no mark: it is counted as often as it is met.
    if (Object.isExtensible(error)) Object.defineProperty(error, SEEN, { value: true });
  }
  const known = error instanceof Error;
  monitor.observe(Date.now(), service, 'high', known ? error.name : typeof error, known ? error.message : String(error), {
    stackTrace: known ? error.stack : undefined,
    ...fields,
  });
}

module.exports = { requests, errors, observeError };
