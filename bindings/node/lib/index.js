'use strict';
const native = require('./native.js');
const { ErrpredictError, told, later } = require('./errors.js');
const { Handle, Monitor, Rollup, Model, Templates, Similar } = require('./handles.js');

/** Settings of a method: its name, or an object with `method`. */
const settings = (method) => (typeof method === 'string' ? method : JSON.stringify(method));

/** Runs an operation off the event loop; `docs/wire.md` lists the operations. */
async function call(operation, request = {}, { signal } = {}) {
  const text = JSON.stringify(request);
  return JSON.parse(await later(signal, (own, stopper) => native.callAsync(operation, text, own, stopper)));
}

/** Runs an operation and waits for it. */
function callSync(operation, request = {}) {
  return JSON.parse(told(() => native.call(operation, JSON.stringify(request))));
}

/** Everything that is found in logs (paths), events or a `Rollup`. */
async function analyze(source, { at, config, history, options = {}, signal } = {}) {
  let rollup = source;
  if (!(source instanceof Rollup)) {
    const isPaths = typeof source === 'string' || typeof source[0] === 'string';
    rollup = isPaths ? await Rollup.readAsync(source, { options, signal }) : new Rollup();
    if (!isPaths) rollup.observeAll(source);
  }
  return rollup.analyze(at ?? rollup.describe().now, { config, history, signal });
}

/** Scores every value of a series. */
function scoreSeries(values, { detector = 'stream', history, stepMs = 3600000, seed = 0 } = {}) {
  return told(() => native.scoreSeries(settings(detector), values, history, stepMs, seed));
}

/** The same off the event loop; the arrays must not be written to meanwhile. */
function scoreSeriesAsync(values, { detector = 'stream', history, stepMs = 3600000, seed = 0, signal } = {}) {
  return later(signal, (own) => native.scoreSeriesAsync(settings(detector), values, history, stepMs, seed, own));
}

/** Forecasts a series: arrays of values, and of the lower and upper ends of their intervals. */
async function forecast(values, { horizon = 24, stepMs = 3600000, firstEndMs = 3600000, signal, ...rest } = {}) {
  const text = JSON.stringify({ horizon, ...rest });
  const all = await later(signal, (own) => native.forecastAsync(text, values, firstEndMs, stepMs, own));
  const part = (i) => all.subarray((i * all.length) / 3, ((i + 1) * all.length) / 3);
  return { values: part(0), lower: part(1), upper: part(2) };
}

/** A fitted detector of rows, which lie one after the other in a `Float64Array`. */
class Detector {
  constructor(fitted) { this.native = fitted; }
  static fit(method, numbers, { columns = 1, seed = 0 } = {}) {
    return new Detector(told(() => native.FittedRows.fit(settings(method), numbers, columns, seed)));
  }
  /** The same off the event loop; the numbers must not be written to meanwhile. */
  static async fitAsync(method, numbers, { columns = 1, seed = 0, signal } = {}) {
    return new Detector(await later(signal, (own) => native.FittedRows.fitAsync(settings(method), numbers, columns, seed, own)));
  }
  static load(saved) { return new Detector(told(() => native.FittedRows.load(saved))); }
  /** One score a row; higher is stranger. */
  score(numbers) { return told(() => this.native.score(numbers)); }
  /** The same off the event loop; the numbers must not be written to meanwhile. */
  scoreAsync(numbers, { signal } = {}) { return later(signal, (own) => this.native.scoreAsync(numbers, own)); }
  save() { return told(() => this.native.save()); }
  get nFeatures() { return this.native.nFeatures; }
}

/** A fitted predictor of rows. */
class Predictor {
  constructor(fitted) { this.native = fitted; }
  static fit(method, numbers, labels, { columns = 1, seed = 0 } = {}) {
    return new Predictor(told(() => native.FittedLabels.fit(settings(method), numbers, columns, labels, seed)));
  }
  /** The same off the event loop; numbers and labels must not be written to meanwhile. */
  static async fitAsync(method, numbers, labels, { columns = 1, seed = 0, signal } = {}) {
    return new Predictor(await later(signal, (own) => native.FittedLabels.fitAsync(settings(method), numbers, columns, labels, seed, own)));
  }
  static load(saved) { return new Predictor(told(() => native.FittedLabels.load(saved))); }
  /** Probabilities, one a row, before calibration. */
  probability(numbers) { return told(() => this.native.probability(numbers)); }
  /** The same off the event loop; the numbers must not be written to meanwhile. */
  probabilityAsync(numbers, { signal } = {}) { return later(signal, (own) => this.native.probabilityAsync(numbers, own)); }
  save() { return told(() => this.native.save()); }
  get nFeatures() { return this.native.nFeatures; }
}

/** The score above which a row is an anomaly: `{contamination}` or `{false_alarms_per_1000}`. */
const threshold = (scores, how = {}) => told(() => native.threshold(JSON.stringify(how), scores));

module.exports.Detector = Detector;
module.exports.ErrpredictError = ErrpredictError;
module.exports.Handle = Handle;
module.exports.Model = Model;
module.exports.Monitor = Monitor;
module.exports.Predictor = Predictor;
module.exports.Rollup = Rollup;
module.exports.Similar = Similar;
module.exports.Templates = Templates;
module.exports.analyze = analyze;
module.exports.call = call;
module.exports.callSync = callSync;
module.exports.forecast = forecast;
module.exports.scoreSeries = scoreSeries;
module.exports.scoreSeriesAsync = scoreSeriesAsync;
module.exports.threshold = threshold;
module.exports.version = native.version();
