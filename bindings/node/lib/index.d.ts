import type {
  Analysis, AnalysisConfig, Backtest, Event as EventMessage, Handles, History, ModelDescribeResponse, ModelOutcomeRequest, ModelOutcomeResponse,
  ModelPredictRequest, ModelPredictResponse, MonitorAdvanceResponse, MonitorSettings, Operations, Plan, ReadOptions, ReadReport,
  RollupBacktestRequest, RollupDescribeResponse, RollupReportRequest, RollupSettings, RollupTrainRequest, SimilarNearestRequest, SimilarNearestResponse,
  SimilarSettings, TemplatesListResponse, TemplatesObserveResponse, TemplatesSettings, TrainResponse, WatchPoint,
} from './messages';
/** The types of all messages, by the names that `schema/wire` gives them. */
export type * as messages from './messages';

/** A time: milliseconds since 1970 UTC, a text with a zone such as `2026-11-20T00:00:10Z`, or a date. */
export type Time = number | string | Date;
/** A request or an answer of a kind that is not known beforehand. */
export type Message = Record<string, any>;
/** The arguments of a call: a request of which nothing must be said may be left out. */
type Asked<Request, How> = {} extends Request ? [request?: Request, how?: How] : [request: Request, how?: How];
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
  constructor(kind: keyof Handles, settings?: Message);
  static load(saved: Uint8Array): Handle;
  readonly kind: string;
  callSync(method: string, request?: Message, other?: Handle): any;
  call(method: string, request?: Message, how?: Cancellable & { other?: Handle }): Promise<any>;
  save(): Uint8Array;
  saveAsync(how?: Cancellable): Promise<Uint8Array>;
}

interface Analyzed extends Cancellable { config?: AnalysisConfig; history?: History }

declare class Counting extends Handle {
  observe(timestamp: Time, service: string, severity?: Severity, errorType?: string, message?: string, fields?: Fields): void;
  /** Counts all that are not refused, then throws the error of the first that was, with `counted` and `refused` in its context. */
  observeAll(events: Iterable<EventMessage>): number;
  observeLog(lines: string | Uint8Array, options?: ReadOptions): ReadReport;
  observeLogAsync(lines: string | Uint8Array, options?: ReadOptions, how?: Cancellable): Promise<ReadReport>;
  analyze(at: Time, how?: Analyzed): Promise<Analysis>;
}

/** The fold of a running process. */
export class Monitor extends Counting {
  constructor(settings?: MonitorSettings);
  static load(saved: Uint8Array): Monitor;
  advance(at: Time, how?: Cancellable): Promise<MonitorAdvanceResponse['anomalies']>;
  measure(name: string, end: Time, value: number): WatchPoint;
  readonly memoryBytes: number;
}

/** Counts of a log, exact and without order. */
export class Rollup extends Counting {
  constructor(settings?: RollupSettings);
  static load(saved: Uint8Array): Rollup;
  static read(logs: string | string[], how?: { options?: ReadOptions; settings?: RollupSettings }): Rollup;
  static readAsync(logs: string | string[], how?: Cancellable & { options?: ReadOptions; settings?: RollupSettings }): Promise<Rollup>;
  /** Empty for a rollup that read no file. */
  readonly report: Partial<ReadReport>;
  describe(): RollupDescribeResponse;
  merge(other: Handle): RollupDescribeResponse;
  toHtml(title?: string, how?: Cancellable & Omit<RollupReportRequest, 'title'>): Promise<string>;
  train(plan?: Plan, how?: Cancellable & Omit<RollupTrainRequest, 'plan'>): Promise<TrainResponse>;
  backtest(plan?: Plan, how?: Cancellable & Omit<RollupBacktestRequest, 'plan'>): Promise<Backtest>;
}

/** A trained model; `model` is that of an answer of `train`. */
export class Model extends Handle {
  constructor(model: string);
  static load(saved: Uint8Array): Model;
  describe(): ModelDescribeResponse;
  predict(counts: Handle, at: Time, how?: Cancellable & Omit<ModelPredictRequest, 'at'>): Promise<ModelPredictResponse>;
  outcome(request: ModelOutcomeRequest): ModelOutcomeResponse;
}

/** Templates of messages, learnt as they come. */
export class Templates extends Handle {
  constructor(settings?: TemplatesSettings);
  static load(saved: Uint8Array): Templates;
  observe(messages: string[]): TemplatesObserveResponse;
  list(): TemplatesListResponse;
}

/** Texts that are searched for those like a new one. */
export class Similar extends Handle {
  constructor(settings?: SimilarSettings);
  static load(saved: Uint8Array): Similar;
  add(texts: { id: string; text: string; partition?: string }[]): number;
  nearest(text: string, how?: Omit<SimilarNearestRequest, 'text'>): SimilarNearestResponse;
}

/** A fitted detector of rows, which lie one after the other in a `Float64Array`. */
export class Detector {
  static fit(method: Method, numbers: Float64Array, how?: { columns?: number; seed?: number }): Detector;
  static fitAsync(method: Method, numbers: Float64Array, how?: Cancellable & { columns?: number; seed?: number }): Promise<Detector>;
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
  static fitAsync(
    method: Method, numbers: Float64Array, labels: Uint8Array, how?: Cancellable & { columns?: number; seed?: number },
  ): Promise<Predictor>;
  static load(saved: Uint8Array): Predictor;
  readonly nFeatures: number;
  /** Probabilities, one a row, before calibration. */
  probability(numbers: Float64Array): Float64Array;
  probabilityAsync(numbers: Float64Array, how?: Cancellable): Promise<Float64Array>;
  save(): Uint8Array;
}

export interface Points { values: Float64Array; lower: Float64Array; upper: Float64Array }

/** Runs an operation off the event loop; `docs/wire.md` lists the operations. */
export function call<Name extends keyof Operations>(
  operation: Name, ...asked: Asked<Operations[Name]['request'], Cancellable>
): Promise<Operations[Name]['response']>;
/** Runs an operation and waits for it. */
export function callSync<Name extends keyof Operations>(
  operation: Name, ...asked: Asked<Operations[Name]['request'], never>
): Operations[Name]['response'];
/** Everything that is found in logs (paths), events or a `Rollup`. */
export function analyze(
  source: string | string[] | EventMessage[] | Rollup,
  how?: Analyzed & { at?: Time; options?: ReadOptions },
): Promise<Analysis>;
/** Scores every value of a series. */
export function scoreSeries(
  values: Float64Array,
  how?: { detector?: Method; history?: Float64Array; stepMs?: number; seed?: number },
): Float64Array;
export function scoreSeriesAsync(
  values: Float64Array,
  how?: Cancellable & { detector?: Method; history?: Float64Array; stepMs?: number; seed?: number },
): Promise<Float64Array>;
/** Forecasts a series. */
export function forecast(
  values: Float64Array,
  how?: Cancellable & { horizon?: number; stepMs?: number; firstEndMs?: number; [setting: string]: unknown },
): Promise<Points>;
/** The score above which a row is an anomaly. */
export function threshold(scores: Float64Array, how?: { contamination?: number; false_alarms_per_1000?: number }): number;
export const version: string;
