'use strict';
const Transport = require('winston-transport');

/** A transport of winston that counts what is logged: `new Counted({ monitor, service })`. */
class Counted extends Transport {
  constructor({ monitor, service, ...options }) {
    super(options);
    this.monitor = monitor;
    this.service = service;
  }

  log(info, done) {
    const line = JSON.stringify({ ...info, level: info[Symbol.for('level')] ?? info.level, timestamp: info.timestamp ?? new Date() });
    try {
      this.monitor.observeLog(line, { format: 'ndjson', service: this.service });
      this.emit('logged', info);
      done();
    } catch (error) {
      done(error);
    }
  }
}

module.exports = { Counted };
