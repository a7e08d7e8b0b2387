'use strict';
const Transport = require('winston-transport');
const { unharmed } = require('./unharmed.js');

/**
 * A transport of winston that counts what is logged: `new Counted({ monitor, service })`. What cannot be counted is told to `onError`.
 */
class Counted extends Transport {
  constructor({ monitor, service, onError, ...options }) {
    super(options);
    this.monitor = monitor;
    this.service = service;
    this.onError = onError;
  }

  log(info, done) {
    unharmed(() => {
      // What refers to itself, or is too large a number, has no JSON.
      const line = JSON.stringify({ ...info, level: info[Symbol.for('level')] ?? info.level, timestamp: info.timestamp ?? new Date() });
      this.monitor.observeLog(line, { format: 'ndjson', service: this.service });
    }, this.onError);
    this.emit('logged', info);
    done();
  }
}

module.exports = { Counted };
