'use strict';
const { Writable } = require('node:stream');
const { unharmed } = require('./unharmed.js');

/**
 * Lines of pino, counted in a monitor: `pino(counted(monitor, 'shop'))`, or one stream of `pino.multistream`. What cannot be counted
 * is told to `onError`, and ends neither the stream nor the process.
 */
function counted(monitor, service, { onError } = {}) {
  const levels = { format: 'ndjson', service, level_numbers: 'pino' };
  return new Writable({
    write(chunk, _, done) {
      unharmed(() => monitor.observeLog(chunk, levels), onError);
      done();
    },
  });
}

module.exports = { counted };
