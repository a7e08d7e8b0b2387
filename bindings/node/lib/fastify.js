'use strict';
const { observeError } = require('./express.js');

/** A plugin that counts every request and error: `app.register(errpredict, { monitor, service })`. */
function errpredict(app, { monitor, service }, done) {
  app.addHook('onResponse', (request, reply, next) => {
    monitor.observe(Date.now(), service, undefined, undefined, undefined, {
      kind: 'request',
      statusCode: reply.statusCode,
      endpoint: request.routeOptions?.url,
      responseTimeMs: reply.elapsedTime,
    });
    next();
  });
  app.addHook('onError', (request, reply, error, next) => {
    // What a client got wrong is no error of the service.
    if ((error?.statusCode ?? 500) >= 500) observeError(monitor, service, error, { endpoint: request.routeOptions?.url });
    next();
  });
  done();
}

// Its hooks are for the whole application, not for what is registered inside the plugin.
errpredict[Symbol.for('skip-override')] = true;
errpredict[Symbol.for('fastify.display-name')] = 'errpredict';

module.exports = errpredict;
