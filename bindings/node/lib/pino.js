'use strict';
const { Writable } = require('node:stream');

/** Lines of pino, counted in a monitor: `pino(counted(monitor, 'shop'))`, or one stream of `pino.multistream`. */
function counted(monitor, service) {
  const levels = { format: 'ndjson', service, level_numbers: 'pino' };
  return new Writable({
    write(chunk, _, done) {
      try {
        monitor.observeLog(chunk, levels);
        done();
      } catch (error) {
        done(error);
      }
    },
  });
}

module.exports = { counted };
