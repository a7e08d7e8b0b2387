'use strict';
const { observeError } = require('./express.js');
const { unharmed } = require('./unharmed.js');

/**
 * An interceptor that counts every request that reaches a route, and its error (what no route has, or a guard refuses, it does not see):
 * `app.useGlobalInterceptors(new ErrpredictInterceptor(monitor, service))`.
 * What cannot be counted is told to `onError`, and the request goes on. It needs no package of its own: observables are told with what they have themselves.
 */
class ErrpredictInterceptor {
  constructor(monitor, service, { onError } = {}) {
    this.monitor = monitor;
    this.service = service;
    this.onError = onError;
  }

  intercept(context, next) {
    const begin = performance.now();
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest(), http.getResponse()];
    const endpoint = request.route?.path ?? request.routeOptions?.url;
    const told = (statusCode) => unharmed(() => this.monitor.observe(Date.now(), this.service, undefined, undefined, undefined, {
      kind: 'request', statusCode, endpoint, responseTimeMs: performance.now() - begin,
    }), this.onError);
    const handled = next.handle();
    // The class of the observable itself, so that rxjs is the application's and no other.
    return new handled.constructor((observer) => handled.subscribe({
      next: (value) => observer.next(value),
      error: (error) => {
        const statusCode = error?.getStatus?.() ?? 500;
        if (statusCode >= 500) unharmed(() => observeError(this.monitor, this.service, error, { endpoint }), this.onError);
        told(statusCode);
        observer.error(error);
      },
      complete: () => {
        told(response.statusCode);
        observer.complete();
      },
    }));
  }
}

module.exports = { ErrpredictInterceptor };
