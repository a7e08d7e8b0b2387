// The core itself, in the page or in Node: operations and handles of errpredict, compiled to WebAssembly and loaded when they are
// asked for. Answers are those of every other language, to the byte. It works on the thread that calls it: what takes long belongs
// into a worker.

import { Memory, type Place } from './wasm-memory.js';

/** A time: milliseconds since 1970 UTC, a text such as `2026-11-20T00:00:10Z`, or a date. */
export type Time = number | string | Date;
/** A request or an answer as messages have it: docs/wire.md. */
export type Message = Record<string, any>;
/** The name of a method, or its settings with `method`. */
export type Method = string | ({ method: string } & Record<string, unknown>);
/** What keeps state: the small core has `monitor`, the whole one all of them. */
export type Kind = 'monitor' | 'rollup' | 'model' | 'templates' | 'similar';
/** Where the compiled core is: its address, its answer, its bytes, or compiled already. */
export type Source = string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module;

/** What went wrong: `code` is the core's, the same in every language. */
export class ErrpredictError extends Error {
  override name = 'ErrpredictError';
  constructor(
    readonly code: string,
    message: string,
    readonly context: Record<string, string> = {},
    readonly retryable = false,
  ) {
    super(message);
  }
}

/** What the module gives: `wasm/src/lib.rs`. */
export interface Exports {
  memory: WebAssembly.Memory;
  reserve(length: number): number;
  unreserve(place: number, length: number): void;
  answer_place(): number;
  answer_length(): number;
  answer_release(): void;
  operation_call(...given: number[]): number;
  handle_open(...given: number[]): number;
  handle_load(...given: number[]): number;
  handle_call(...given: number[]): number;
  handle_observe(...given: number[]): number;
  handle_save(handle: number): number;
  handle_close(handle: number): void;
  series_score(...given: number[]): number;
}

/** As another handle where there is none. */
const NONE = 0xffffffff;
const decoder = new TextDecoder();

/** A time as messages have it. */
const moment = (time: Time) => (typeof time === 'string' ? time : new Date(time).toISOString());

/** The loaded core. */
export class Core {
  private readonly memory: Memory;
  private fault: ErrpredictError | undefined;
  /** Closes handles that nobody holds any more; those that were closed are not in it. */
  private readonly forgotten = typeof FinalizationRegistry === 'undefined' ? undefined : new FinalizationRegistry<number>((number) => this.shut(number));

  /** @internal */
  constructor(
    private readonly exports: Exports,
    private readonly onFault: () => void = () => {},
  ) {
    this.memory = new Memory(exports);
  }

  /** Runs an operation and gives what stands under `ok`; throws {@link ErrpredictError}. */
  call(operation: string, request: Message = {}): any {
    return JSON.parse(this.callText(operation, JSON.stringify(request)));
  }

  /** The same on texts. */
  callText(operation: string, request: string): string {
    return decoder.decode(this.ask((a, b) => this.exports.operation_call(...a, ...b), operation, request));
  }

  /** A monitor: counts events, judges what it counted, watches numbers. */
  monitor(settings: Message = {}): Monitor {
    return new Monitor(this, this.number(this.exports.handle_open, 'monitor', JSON.stringify(settings)));
  }

  /** Goes on where `save` of a monitor was called, here or in another language. */
  loadMonitor(saved: Uint8Array): Monitor {
    return new Monitor(this, this.number(this.exports.handle_load, 'monitor', saved));
  }

  /** Opens a handle of any kind. */
  open(kind: Kind, settings: Message = {}): Handle {
    return new Handle(this, this.number(this.exports.handle_open, kind, JSON.stringify(settings)));
  }

  /** Goes on where `save` was called. */
  load(kind: Kind, saved: Uint8Array): Handle {
    return new Handle(this, this.number(this.exports.handle_load, kind, saved));
  }

  /** Scores every value of a series, oldest first, a gap NaN: higher is stranger. By `history` before it, or with the whole in view. */
  scoreSeries(values: ArrayLike<number>, how: { detector?: Method; history?: ArrayLike<number>; stepMs?: number; seed?: number } = {}): Float64Array {
    const { detector = 'stream', history = [], stepMs = 3_600_000, seed = 0 } = how;
    const method = typeof detector === 'string' ? detector : JSON.stringify(detector);
    const found = this.ask((a, [b], [c]) => this.exports.series_score(...a, b, values.length, c, history.length, stepMs, seed), method, numbers(values), numbers(history));
    return new Float64Array(found.buffer, 0, values.length);
  }

  /** @internal Calls the module with what is given, laid into its memory, and gives its answer. */
  ask(work: (...places: Place[]) => number, ...given: (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
    if (this.fault) throw this.fault;
    try {
      return this.memory.ask(work, given, (text) => {
        const { code, message, context, retryable } = JSON.parse(text) as { code: string; message: string; context?: Record<string, string>; retryable?: boolean };
        return new ErrpredictError(code, message, context, retryable);
      });
    } catch (error) {
      if (error instanceof ErrpredictError) throw error;
      // Nothing can be caught inside: whatever it was, the state of the module is not to be believed any more.
      this.fault = new ErrpredictError('internal', `a bug in errpredict, or no memory left; load the core anew: ${this.memory.lastWords() || String(error)}`);
      this.onFault();
      throw this.fault;
    }
  }

  /** @internal The exports, for handles. */
  get inner(): Exports {
    return this.exports;
  }

  /** @internal */
  hold(handle: object, number: number): void {
    this.forgotten?.register(handle, number, handle);
  }

  /** @internal */
  letGo(handle: object, number: number): void {
    this.forgotten?.unregister(handle);
    this.shut(number);
  }

  private shut(number: number): void {
    if (!this.fault) this.exports.handle_close(number);
  }

  private number(door: (...given: number[]) => number, kind: Kind, given: string | Uint8Array): number {
    return Number(decoder.decode(this.ask((a, b) => door(...a, ...b), kind, given)));
  }
}

/** What keeps state between calls. */
export class Handle {
  private isOpen = true;

  /** @internal */
  constructor(
    private readonly core: Core,
    private readonly number: number,
  ) {
    core.hold(this, number);
  }

  /** Calls a method; docs/wire.md lists them. `other` is another handle that it reads or takes from. */
  call(method: string, request: Message = {}, other?: Handle): any {
    return JSON.parse(this.callText(method, JSON.stringify(request), other));
  }

  /** The same on texts. */
  callText(method: string, request: string, other?: Handle): string {
    return decoder.decode(this.core.ask((a, b) => this.core.inner.handle_call(this.place(), ...a, ...b, other ? other.place() : NONE), method, request));
  }

  /** Counts one event as messages have it, in handles that count. */
  observe(event: Message): void {
    this.core.ask((a) => this.core.inner.handle_observe(this.place(), ...a), JSON.stringify(event));
  }

  /** The state as bytes, for `load`, in this language or another. */
  save(): Uint8Array<ArrayBuffer> {
    return this.core.ask(() => this.core.inner.handle_save(this.place()));
  }

  /** Gives its memory back; whoever forgets to gets it back when the handle is collected. */
  close(): void {
    if (this.isOpen) this.core.letGo(this, this.number);
    this.isOpen = false;
  }

  /** The place of a closed handle may be another's by now. */
  private place(): number {
    return this.isOpen ? this.number : NONE;
  }
}

/** The fold of a running process. */
export class Monitor extends Handle {
  /** Counts events; one that is out of its ranges loses no other. */
  observeAll(events: Iterable<Message>): { counted: number; refused: { place: number; error: Message }[] } {
    return this.call('observe', { events: [...events] });
  }

  /** Judges every step of every service that is over by now and was not judged yet: the anomalies under way or just ended. */
  advance(at: Time): Message[] {
    return this.call('advance', { at: moment(at) }).anomalies;
  }

  /** Judges the next value of a number that the page measures itself. */
  measure(name: string, end: Time, value: number): Message {
    return this.call('measure', { name, end: moment(end), value });
  }

  /** Bytes of memory it holds. */
  get memoryBytes(): number {
    return this.call('memory').bytes;
  }

  /** Finds everything about every service at a time: with the whole core only. */
  analyze(at: Time, how: { config?: Message; history?: Message } = {}): Message {
    return this.call('analyze', { at: moment(at), ...how });
  }
}

const loaded = new Map<unknown, Promise<Core>>();

/**
 * Loads the core, once for all who ask with the same address. `errpredict-browser/errpredict.wasm` is the small one,
 * `errpredict-browser/errpredict-whole.wasm` has every operation.
 */
export function load(source: Source): Promise<Core> {
  const key = typeof source === 'string' || source instanceof URL ? String(source) : source;
  const known = loaded.get(key);
  if (known) return known;
  const forget = () => void loaded.delete(key);
  const coming = instantiate(source).then((exports) => new Core(exports, forget));
  loaded.set(key, coming);
  // What failed may be tried again.
  coming.catch(forget);
  return coming;
}

async function instantiate(source: Source): Promise<Exports> {
  const given = typeof source === 'string' || source instanceof URL ? fetch(source) : source;
  const module = given instanceof WebAssembly.Module ? given : await compile(await given);
  return (await WebAssembly.instantiate(module, {})).exports as unknown as Exports;
}

async function compile(given: Response | BufferSource): Promise<WebAssembly.Module> {
  if (!(given instanceof Response)) return WebAssembly.compile(given);
  if (!given.ok) throw new ErrpredictError('io', `${given.url} answered ${given.status}: expected a .wasm file of errpredict-browser`);
  // While it comes; only where the server names its kind.
  if (given.headers.get('content-type')?.startsWith('application/wasm')) return WebAssembly.compileStreaming(given);
  return WebAssembly.compile(await given.arrayBuffer());
}

const numbers = (values: ArrayLike<number>) => new Uint8Array(Float64Array.from(values).buffer);
