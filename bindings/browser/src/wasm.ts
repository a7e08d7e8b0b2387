// The core itself, in the page: every operation and handle of errpredict, compiled to WebAssembly and loaded when it is asked for.
// Answers are those of every other language, to the byte. It works on the thread that calls it: long questions belong into a worker.

/** What the compiled part gives. */
interface Exports {
  memory: WebAssembly.Memory;
  reserve(length: number): number;
  release(place: number, length: number): void;
  call(operation: number, n: number, request: number, m: number): bigint;
  open(kind: number, n: number, given: number, m: number, isSaved: number): bigint;
  call_handle(handle: number, method: number, n: number, request: number, m: number, other: number): bigint;
  save(handle: number): bigint;
  saved(): number;
  close(handle: number): void;
}

/** An error with the core's code, the same in every language. */
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

/** The kinds of what keeps state. */
export type Kind = 'monitor' | 'rollup' | 'model' | 'templates' | 'similar';

const NONE = 0xffffffff;

/** The loaded core. */
export class Core {
  constructor(private readonly exports: Exports) {}

  /** Runs an operation; see docs/wire.md for their names and messages. Throws {@link ErrpredictError}. */
  call(operation: string, request: unknown = {}): unknown {
    return opened(this.callText(operation, JSON.stringify(request)));
  }

  /** The same on texts, with the answer as it stands: `{"ok":...}` or `{"error":...}`. */
  callText(operation: string, request: string): string {
    return this.pass([encode(operation), encode(request)], ([a, n], [b, m]) => this.exports.call(a, n, b, m));
  }

  /** Opens a handle with settings, or with what `save` gave. */
  open(kind: Kind, given: object | Uint8Array = {}): Handle {
    const isSaved = given instanceof Uint8Array;
    const told = this.pass([encode(kind), isSaved ? given : encode(JSON.stringify(given))], ([a, n], [b, m]) => this.exports.open(a, n, b, m, +isSaved));
    return new Handle(this, opened(told) as number);
  }

  /** @internal */
  callHandle(handle: number, method: string, request: unknown, other: number = NONE): unknown {
    return opened(this.pass([encode(method), encode(JSON.stringify(request))], ([a, n], [b, m]) => this.exports.call_handle(handle, a, n, b, m, other)));
  }

  /** @internal */
  saveHandle(handle: number): Uint8Array {
    const length = opened(this.text(this.exports.save(handle))) as number;
    return new Uint8Array(this.exports.memory.buffer, this.exports.saved() >>> 0, length).slice();
  }

  /** @internal */
  closeHandle(handle: number): void {
    this.exports.close(handle);
  }

  private pass(given: [Uint8Array, Uint8Array], work: (a: [number, number], b: [number, number]) => bigint): string {
    const places = given.map((bytes): [number, number] => {
      const place = this.exports.reserve(bytes.length) >>> 0;
      new Uint8Array(this.exports.memory.buffer, place, bytes.length).set(bytes);
      return [place, bytes.length];
    }) as [[number, number], [number, number]];
    try {
      return this.text(work(...places));
    } finally {
      for (const [place, length] of places) this.exports.release(place, length);
    }
  }

  private text(answer: bigint): string {
    // Numbers of the module are signed where they are none.
    const packed = BigInt.asUintN(64, answer);
    const [place, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
    const text = new TextDecoder().decode(new Uint8Array(this.exports.memory.buffer, place, length));
    this.exports.release(place, length);
    return text;
  }
}

/** What keeps state between calls. */
export class Handle {
  constructor(
    private readonly core: Core,
    private readonly number: number,
  ) {}

  /** Calls a method; `other` is another handle that it reads or takes from. */
  call(method: string, request: unknown = {}, other?: Handle): unknown {
    return this.core.callHandle(this.number, method, request, other?.number);
  }

  /** The state as bytes, for `open`. */
  save(): Uint8Array {
    return this.core.saveHandle(this.number);
  }

  /** Gives its memory back. */
  close(): void {
    this.core.closeHandle(this.number);
  }
}

/** Loads the core, once for all who ask. `from` is where `errpredict.wasm` is, or its bytes. */
export function load(from: string | URL | BufferSource): Promise<Core> {
  const key = typeof from === 'string' || from instanceof URL ? String(from) : from;
  const known = loaded.get(key) ?? instantiate(from);
  loaded.set(key, known);
  // What failed may be tried again.
  known.catch(() => loaded.delete(key));
  return known;
}

const loaded = new Map<unknown, Promise<Core>>();

async function instantiate(from: string | URL | BufferSource): Promise<Core> {
  if (typeof from !== 'string' && !(from instanceof URL)) {
    return new Core((await WebAssembly.instantiate(from, {})).instance.exports as unknown as Exports);
  }
  const answer = await fetch(from);
  if (!answer.ok) throw new ErrpredictError('io', `${from} answered ${answer.status}: expected errpredict.wasm of the package`);
  return new Core((await WebAssembly.instantiate(await answer.arrayBuffer(), {})).instance.exports as unknown as Exports);
}

const encode = (text: string) => new TextEncoder().encode(text);

function opened(answer: string): unknown {
  const { ok, error } = JSON.parse(answer) as { ok?: unknown; error?: { code: string; message: string; context?: Record<string, string>; retryable?: boolean } };
  if (error) throw new ErrpredictError(error.code, error.message, error.context, error.retryable);
  return ok;
}
