// What waits to be sent. The same error again is the same record with one time more: a flood costs a number an occurrence, and
// the service still gets every one of them.

import { hex, type Body } from './event.js';
import type { Keep } from './keep.js';

/** One kind of error with every time that it came. */
export interface Record {
  /** 24 hexadecimal digits; with the number of the occurrence it is the id of an event, the same whenever it is sent. */
  id: string;
  e: Body;
  /** Milliseconds since 1970. */
  t: number[];
  /** Events that were dropped, where the record tells of them. */
  d?: number;
}

/** Occurrences of one record: as many events as one envelope of the service's holds. */
export const MOST_TIMES = 1_000;
/** Characters of all events of one record: fewer occurrences where an event is long. */
const MOST_RECORD_CHARS = 4_000_000;
/** Records that wait. Beyond that events are dropped and counted. */
const MOST_RECORDS = 300;
/** How long a record that grows is not written again. */
const WRITE_MS = 250;

export class Queue {
  /** Oldest first. */
  records: Record[] = [];
  /** Those that still grow, by what makes an error the same. */
  private open = new Map<string, [Record, number]>();
  private readonly unwritten = new Set<Record>();
  private writing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly keep: Keep) {}

  /** Counts one more of a kind; `make` is asked only for a new kind, and gives nothing for what is not wanted. */
  add(key: string, at: number, make: () => Body | null, dropped: (n: number) => Body): void {
    let [record, most] = this.open.get(key) || [];
    if (!record || record.t.length >= most!) {
      if (this.records.length >= MOST_RECORDS) return this.drop(1, at, dropped);
      const e = make();
      if (!e) return;
      record = this.begin(key, e);
    }
    record.t.push(at);
    this.touch(record);
  }

  /** Counts what cannot be kept, so that it is not taken for silence. */
  drop(n: number, at: number, dropped: (n: number) => Body): void {
    const record = this.open.get('')?.[0] || this.begin('', dropped(0));
    record.t[0] ??= at;
    record.e = dropped((record.d = (record.d || 0) + n));
    this.touch(record);
  }

  /** What earlier pages left comes first. */
  put(records: Record[]): void {
    this.records = records.slice(0, MOST_RECORDS).concat(this.records);
  }

  /** Nothing that waits grows any more: what is sent must stay what it is. */
  close(): void {
    this.open = new Map();
  }

  /** They are where they belong. */
  sent(records: Record[]): void {
    this.records = this.records.filter((record) => !records.includes(record));
    records.forEach((record) => this.unwritten.delete(record));
    this.keep.change([], records.map((record) => record.id));
  }

  /** Writes what has changed now. */
  write(): void {
    clearTimeout(this.writing);
    this.writing = undefined;
    if (this.unwritten.size) this.keep.change([...this.unwritten], []);
    this.unwritten.clear();
  }

  /** The page goes away. */
  leave(): void {
    this.write();
    if (this.records.length) this.keep.leave(this.records);
  }

  private begin(key: string, e: Body): Record {
    const record: Record = { id: hex(12), e, t: [] };
    this.open.set(key, [record, Math.min(MOST_TIMES, Math.floor(MOST_RECORD_CHARS / JSON.stringify(e).length))]);
    this.records.push(record);
    return record;
  }

  private touch(record: Record): void {
    this.unwritten.add(record);
    // A new record at once, one that grows every now and then.
    if (record.t.length < 2 && !record.d) queueMicrotask(() => this.write());
    else this.writing ??= setTimeout(() => this.write(), WRITE_MS);
  }
}
