// What goes into the memory of the compiled core, and what comes out of it.

import type { Exports } from './wasm.js';

/** A place in the memory, and how many bytes are there. */
export type Place = [place: number, length: number];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Memory {
  constructor(private readonly exports: Exports) {}

  /** Calls with places of what is given; `refused` makes an error of its JSON. */
  ask(work: (...places: Place[]) => number, given: (string | Uint8Array)[], refused: (text: string) => Error): Uint8Array<ArrayBuffer> {
    const places = given.map((one) => this.lay(typeof one === 'string' ? encoder.encode(one) : one));
    const length = work(...places);
    const answer = this.read(Math.abs(length));
    for (const [place, n] of places) this.exports.unreserve(place, n);
    this.exports.answer_release();
    if (length < 0) throw refused(decoder.decode(answer));
    return answer;
  }

  /** What a panic left. */
  lastWords(): string {
    try {
      return decoder.decode(this.read(this.exports.answer_length()));
    } catch {
      return '';
    }
  }

  private lay(bytes: Uint8Array): Place {
    // Numbers of the module are signed where they are none.
    const place = this.exports.reserve(bytes.length) >>> 0;
    new Uint8Array(this.exports.memory.buffer, place, bytes.length).set(bytes);
    return [place, bytes.length];
  }

  /** A copy: the memory may move with the next call. */
  private read(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.exports.memory.buffer, this.exports.answer_place() >>> 0, length).slice();
  }
}
