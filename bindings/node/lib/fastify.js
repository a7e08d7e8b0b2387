'use strict';
const { observeError } = require('./express.js');
const { unharmed } = require('./unharmed.js');

/**
 * A plugin that counts every request and error: `app.register(errpredict, { monitor, service })`. What cannot be counted is told to
 * `onError`, and the request goes on.
 */
function errpredict(app, { monitor, service, onError }, done) {
  app.addHook('onResponse', (request, reply, next) => {
    unharmed(() => monitor.observe(Date.now(), service, undefined, undefined, undefined, {
      kind: 'request',
      statusCode: reply.statusCode,
      endpoint: request.routeOptions?.url,
      responseTimeMs: reply.elapsedTime,
    }), onError);
    next();
  });
  app.addHook('onError', (request, reply, error, next) => {
    // What a client got wrong is no error of the service.
    if ((error?.statusCode ?? 500) >= 500) {
      unharmed(() => observeError(monitor, service, error, { endpoint: request.routeOptions?.url }), onError);
    }
    next();
  });
  done();
}

// Its hooks are for the whole application, not for what is registered inside the plugin.
errpredict[Symbol.for('skip-override')] = true;
errpredict[Symbol.for('fastify.display-name')] = 'errpredict';

module.exports = errpredict;
