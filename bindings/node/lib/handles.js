'use strict';
const native = require('./native.js');
const { told, later } = require('./errors.js');

/** Milliseconds since 1970 of a time. */
function ms(time) {
  if (typeof time === 'number') return time;
  return time instanceof Date ? time.getTime() : Date.parse(time);
}

/** A time as messages have it. */
function moment(time) {
  return typeof time === 'string' ? time : new Date(time).toISOString();
}

/** What keeps state between calls. */
class Handle {
  constructor(kind, settings = {}) {
    this.native = settings instanceof native.Handle ? settings : told(() => new native.Handle(kind, JSON.stringify(settings)));
  }

  /** Goes on where `save` was called. */
  static load(saved) {
    return new this(told(() => new native.Handle(this.KIND, '{}', saved)));
  }

  /** Calls a method and waits for it; `docs/wire.md` lists the methods. */
  callSync(method, request = {}, other) {
    return JSON.parse(told(() => this.native.call(method, JSON.stringify(request), other?.native)));
  }

  /** Calls a method off the event loop. */
  async call(method, request = {}, { other, signal } = {}) {
    const text = JSON.stringify(request);
    return JSON.parse(await later(signal, (own, stopper) => this.native.callAsync(method, text, other?.native, own, stopper)));
  }

  /** The state as bytes, for `load`. */
  save() {
    return told(() => this.native.save());
  }

  get kind() {
    return this.native.kind;
  }
}

class Counting extends Handle {
  /** Counts one event: its time, service, severity, type and message, and whatever else is known. */
  observe(timestamp, service, severity, errorType, message, fields) {
    const at = typeof timestamp === 'number' ? timestamp : ms(timestamp);
    try {
      this.native.observe(at, service, severity, errorType, message, fields);
    } catch (error) {
      told(() => { throw error; });
    }
  }

  /** Counts events as messages have them. */
  observeAll(events) {
    let counted = 0;
    for (const event of events) {
      told(() => this.native.observeJson(JSON.stringify(event)));
      counted += 1;
    }
    return counted;
  }

  /** Counts the events of a block of log lines; gives the report of the reader. */
  observeLog(lines, options = {}) {
    const bytes = typeof lines === 'string' ? Buffer.from(lines) : lines;
    return JSON.parse(told(() => this.native.observeLines(bytes, JSON.stringify(options))));
  }

  /** Finds everything about every service at a time, off the event loop. */
  analyze(at, { config, history, signal } = {}) {
    return this.call('analyze', { at: moment(at), config, history }, { signal });
  }
}

/** The fold of a running process. */
class Monitor extends Counting {
  static KIND = 'monitor';
  constructor(settings) { super('monitor', settings); }
  /** Judges every step that is over by now and was not judged yet. */
  async advance(at, { signal } = {}) { return (await this.call('advance', { at: moment(at) }, { signal })).anomalies; }
  /** Judges the next value of a number that the process measures itself. */
  measure(name, end, value) { return this.callSync('measure', { name, end: moment(end), value }); }
  /** Bytes of memory it holds. */
  get memoryBytes() { return this.callSync('memory').bytes; }
}

/** Counts of a log, exact and without order. */
class Rollup extends Counting {
  static KIND = 'rollup';
  constructor(settings) { super('rollup', settings); }
  /** Counts the events of log files, of whatever format, in parallel. */
  static read(logs, { options = {}, settings = {} } = {}) {
    const paths = typeof logs === 'string' ? [logs] : logs;
    return new Rollup(told(() => native.Handle.readFiles(paths, JSON.stringify(options), JSON.stringify(settings))));
  }
  /** What `read` read, what it left out and why. */
  get report() { return JSON.parse(this.native.readReport || '{}'); }
  describe() { return this.callSync('describe'); }
  merge(other) { return this.callSync('merge', {}, other); }
  /** The report as one self-contained HTML page. */
  async toHtml(title = 'errpredict', { signal, ...request } = {}) {
    return (await this.call('report', { title, ...request }, { signal })).html;
  }
  /** Trains a model on the counts. */
  train(plan = {}, { signal, ...request } = {}) { return this.call('train', { plan, ...request }, { signal }); }
}

/** A trained model. */
class Model extends Handle {
  static KIND = 'model';
  constructor(model) { super('model', model instanceof native.Handle ? model : { model }); }
  describe() { return this.callSync('describe'); }
  /** Predicts for services at a time, from the counts of a monitor or rollup. */
  predict(counts, at, { signal, ...request } = {}) {
    return this.call('predict', { at: moment(at), ...request }, { other: counts, signal });
  }
  outcome(request) { return this.callSync('outcome', request); }
}

/** Templates of messages, learnt as they come. */
class Templates extends Handle {
  static KIND = 'templates';
  constructor(settings) { super('templates', settings); }
  observe(messages) { return this.callSync('observe', { messages }); }
  list() { return this.callSync('list'); }
}

/** Texts that are searched for those like a new one. */
class Similar extends Handle {
  static KIND = 'similar';
  constructor(settings) { super('similar', settings); }
  add(texts) { return this.callSync('add', { texts }).n_texts; }
  nearest(text, how = {}) { return this.callSync('nearest', { text, ...how }); }
}

module.exports = { Handle, Monitor, Rollup, Model, Templates, Similar };
