/** A time: milliseconds since 1970 UTC, a text such as `2026-11-20T00:00:10Z`, or a date. */
export type Time = number | string | Date;
/** A request or an answer as messages have it; `schema/wire` describes each. */
export type Message = Record<string, any>;
export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
/** The name of a method, or its settings with `method`. */
export type Method = string | ({ method: string } & Record<string, unknown>);
export interface Cancellable { signal?: AbortSignal }

/** What went wrong: `code` is the core's, the same in every language. */
export class ErrpredictError extends Error {
  constructor(told: { code: string; message: string; context?: Record<string, string>; retryable?: boolean });
  code: string;
  context: Record<string, string>;
  retryable: boolean;
}

/** What an event has beside its time, service, severity, type and message. */
export interface Fields {
  kind?: 'error' | 'request' | 'deployment';
  errorId?: string;
  code?: string;
  statusCode?: number;
  endpoint?: string;
  userId?: string;
  requestId?: string;
  stackTrace?: string;
  environment?: 'development' | 'staging' | 'production';
  release?: string;
  responseTimeMs?: number;
  /** The text of a JSON object. */
  attributes?: string;
}

/** What keeps state between calls. */
export class Handle {
  constructor(kind: string, settings?: Message);
  static load(saved: Uint8Array): Handle;
  readonly kind: string;
  callSync(method: string, request?: Message, other?: Handle): any;
  call(method: string, request?: Message, how?: Cancellable & { other?: Handle }): Promise<any>;
  save(): Uint8Array;
}

interface Analyzed extends Cancellable { config?: Message; history?: Message }

declare class Counting extends Handle {
  observe(timestamp: Time, service: string, severity?: Severity, errorType?: string, message?: string, fields?: Fields): void;
  observeAll(events: Iterable<Message>): number;
  observeLog(lines: string | Uint8Array, options?: Message): Message;
  analyze(at: Time, how?: Analyzed): Promise<Message>;
}

/** The fold of a running process. */
export class Monitor extends Counting {
  constructor(settings?: Message);
  static load(saved: Uint8Array): Monitor;
  advance(at: Time, how?: Cancellable): Promise<Message[]>;
  measure(name: string, end: Time, value: number): Message;
  readonly memoryBytes: number;
}

/** Counts of a log, exact and without order. */
export class Rollup extends Counting {
  constructor(settings?: Message);
  static load(saved: Uint8Array): Rollup;
  static read(logs: string | string[], how?: { options?: Message; settings?: Message }): Rollup;
  readonly report: Message;
  describe(): { services: string[]; observed: number; first: string | null; last: string | null; now: string | null };
  merge(other: Handle): Message;
  toHtml(title?: string, how?: Cancellable & Message): Promise<string>;
  train(plan?: Message, how?: Cancellable & Message): Promise<Message & { model: string }>;
}

/** A trained model; `model` is that of an answer of `train`. */
export class Model extends Handle {
  constructor(model: string);
  static load(saved: Uint8Array): Model;
  describe(): Message;
  predict(counts: Handle, at: Time, how?: Cancellable & Message): Promise<Message>;
  outcome(request: Message): Message;
}

/** Templates of messages, learnt as they come. */
export class Templates extends Handle {
  constructor(settings?: Message);
  static load(saved: Uint8Array): Templates;
  observe(messages: string[]): Message;
  list(): Message;
}

/** Texts that are searched for those like a new one. */
export class Similar extends Handle {
  constructor(settings?: Message);
  static load(saved: Uint8Array): Similar;
  add(texts: { id: string; text: string; partition?: string }[]): number;
  nearest(text: string, how?: Message): Message;
}

/** A fitted detector of rows, which lie one after the other in a `Float64Array`. */
export class Detector {
  static fit(method: Method, numbers: Float64Array, how?: { columns?: number; seed?: number }): Detector;
  static load(saved: Uint8Array): Detector;
  readonly nFeatures: number;
  /** One score a row; higher is stranger. */
  score(numbers: Float64Array): Float64Array;
  scoreAsync(numbers: Float64Array, how?: Cancellable): Promise<Float64Array>;
  save(): Uint8Array;
}

/** A fitted predictor of rows. */
export class Predictor {
  static fit(method: Method, numbers: Float64Array, labels: Uint8Array, how?: { columns?: number; seed?: number }): Predictor;
  static load(saved: Uint8Array): Predictor;
  readonly nFeatures: number;
  /** Probabilities, one a row, before calibration. */
  probability(numbers: Float64Array): Float64Array;
  save(): Uint8Array;
}

export interface Points { values: Float64Array; lower: Float64Array; upper: Float64Array }

/** Runs an operation off the event loop; `docs/wire.md` lists the operations. */
export function call(operation: string, request?: Message, how?: Cancellable): Promise<any>;
/** Runs an operation and waits for it. */
export function callSync(operation: string, request?: Message): any;
/** Everything that is found in logs (paths), events or a `Rollup`. */
export function analyze(
  source: string | string[] | Message[] | Rollup,
  how?: Analyzed & { at?: Time; options?: Message },
): Promise<Message>;
/** Scores every value of a series. */
export function scoreSeries(
  values: Float64Array,
  how?: { detector?: Method; history?: Float64Array; stepMs?: number; seed?: number },
): Float64Array;
/** Forecasts a series. */
export function forecast(
  values: Float64Array,
  how?: Cancellable & { horizon?: number; stepMs?: number; firstEndMs?: number; [setting: string]: unknown },
): Promise<Points>;
/** The score above which a row is an anomaly. */
export function threshold(scores: Float64Array, how?: { contamination?: number; false_alarms_per_1000?: number }): number;
export const version: string;
