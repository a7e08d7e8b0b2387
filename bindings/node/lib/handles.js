'use strict';
const native = require('./native.js');
const { ErrpredictError, told, later } = require('./errors.js');

/** A time as messages have it. Texts are read by the core, which wants a zone in them: none is guessed. */
function moment(time) {
  if (typeof time === 'string') return time;
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw new ErrpredictError({ code: 'invalid_argument', message: `expected a time, got ${time}` });
  return at.toISOString();
}

/** What keeps state between calls. */
class Handle {
  constructor(kind, settings = {}) {
    this.native = settings instanceof native.Handle ? settings : told(() => new native.Handle(kind, JSON.stringify(settings)));
  }

  /** Goes on where `save` was called; `Handle.load` opens whatever kind was saved. */
  static load(saved) {
    if (!this.KIND) return told(() => KINDS[native.kindOf(saved)]).load(saved);
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

  /** The same off the event loop. */
  saveAsync({ signal } = {}) {
    return later(signal, (own) => this.native.saveAsync(own));
  }

  get kind() {
    return this.native.kind;
  }
}

/** Texts of one handle that have a number, and how long they are at most: what never comes again shall not fill the memory. */
const MOST_NAMES = 4096;
const LONGEST_NAME = 256;

class Counting extends Handle {
  /** Services, severities and types come again and again: each goes over once, and is a number from then on. */
  #names = new Map([[undefined, 0], [null, 0]]);

  #name(text) {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (typeof text !== 'string' || text.length > LONGEST_NAME || this.#names.size > MOST_NAMES) return undefined;
    const number = this.native.name(text);
    this.#names.set(text, number);
    return number;
  }

  /** Counts one event: its time, service, severity, type and message, and whatever else is known. */
  observe(timestamp, service, severity, errorType, message, fields) {
    const at = timestamp instanceof Date ? timestamp.getTime() : timestamp;
    const of = this.#name(service);
    const level = this.#name(severity);
    const type = this.#name(errorType);
    try {
      // What has no number is told as it is, and refused by the words for it.
      if (typeof at === 'number' && of && level !== undefined && type !== undefined) {
        this.native.observeNamed(at, of, level, type, message, fields);
      } else {
        this.native.observe(at, service, severity, errorType, message, fields);
      }
    } catch (error) {
      told(() => { throw error; });
    }
  }

  /**
   * Counts events as messages have them, and says how many were counted. One that is refused loses no other: when all the rest are
   * counted, the error of the first is thrown, with its `place` among those given, from 0, and how many were `counted` and `refused`.
   */
  observeAll(events) {
    let [counted, refused, place, first] = [0, 0, 0, undefined];
    for (const event of events) {
      try {
        told(() => this.native.observeJson(JSON.stringify(event)));
        counted += 1;
      } catch (error) {
        if (!(error instanceof ErrpredictError)) throw error;
        refused += 1;
        if (!first) {
          first = error;
          first.context.place = String(place);
        }
      }
      place += 1;
    }
    if (first) throw Object.assign(first, { context: { ...first.context, counted: String(counted), refused: String(refused) } });
    return counted;
  }

  /** Counts the events of a block of log lines; gives the report of the reader. */
  observeLog(lines, options = {}) {
    const bytes = typeof lines === 'string' ? Buffer.from(lines) : lines;
    return JSON.parse(told(() => this.native.observeLines(bytes, JSON.stringify(options))));
  }

  /** The same off the event loop; bytes must not be written to meanwhile. */
  async observeLogAsync(lines, options = {}, { signal } = {}) {
    const bytes = typeof lines === 'string' ? Buffer.from(lines) : lines;
    return JSON.parse(await later(signal, (own) => this.native.observeLinesAsync(bytes, JSON.stringify(options), own)));
  }

  /** Finds everything about every service at a time, off the event loop. */
  async analyze(at, { config, history, signal } = {}) {
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
  /** The same off the event loop; a signal ends it between two half megabytes. */
  static async readAsync(logs, { options = {}, settings = {}, signal } = {}) {
    const paths = typeof logs === 'string' ? [logs] : logs;
    const texts = [JSON.stringify(options), JSON.stringify(settings)];
    return new Rollup(await later(signal, (own, stopper) => native.Handle.readFilesAsync(paths, ...texts, own, stopper)));
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
  /** Tries a method on the past of the counts. */
  backtest(plan = {}, { signal, ...request } = {}) { return this.call('backtest', { plan, ...request }, { signal }); }
  /** Forecasts metrics of every service and of all together; with a heading as `page`, the answer holds `html`. */
  forecast(metrics = ['errors'], { signal, ...request } = {}) { return this.call('forecast', { metrics, ...request }, { signal }); }
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
  /** Explains what it says of services, or (`importance`) what it relies on, from the counts of a monitor or rollup. */
  explain(counts, { at, signal, ...request } = {}) {
    return this.call('explain', { ...(at === undefined ? {} : { at: moment(at) }), ...request }, { other: counts, signal });
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

/** The class of each kind. */
const KINDS = { monitor: Monitor, rollup: Rollup, model: Model, templates: Templates, similar: Similar };

module.exports = { Handle, Monitor, Rollup, Model, Templates, Similar };
