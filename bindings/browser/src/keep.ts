// What was not sent yet, kept in the browser: in IndexedDB as it comes, in the local storage when the page goes away, for nothing
// that is asynchronous is sure to end then. No cookies, and nothing that tells a visitor from another.

import { hex } from './event.js';
import type { Record } from './queue.js';

const STORE = 'unsent';
/** Characters that go into the local storage at the most. */
const MOST_LEAVING = 250_000;

/** The place of one address: events of one service never go to another. */
export class Keep {
  private db: IDBDatabase | undefined;
  private readonly opening: Promise<void>;
  /** What is in the local storage, by its entries: each page has one of its own. */
  private readonly left = new Map<string, Record[]>();
  private readonly own: string;

  constructor(private readonly name: string) {
    this.own = `${name} ${hex(6)}`;
    this.opening = new Promise<void>((done) => {
      try {
        const asked = indexedDB.open(name, 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'id' });
        asked.onsuccess = () => {
          this.db = asked.result;
          // Another page may want to change it.
          this.db.onversionchange = () => this.db?.close();
          done();
        };
        asked.onerror = asked.onblocked = () => done();
      } catch {
        // Not to be had, as in some private windows: events live as long as the page then.
        done();
      }
    });
  }

  /** What earlier pages left. */
  async load(): Promise<Record[]> {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(`${this.name} `)) this.left.set(key, JSON.parse(localStorage[key]));
    } catch {
      // No local storage, or not what this package writes.
    }
    const left = [...this.left.values()].flat();
    await this.opening;
    const kept = await new Promise<Record[]>((done) => {
      try {
        const asked = this.db!.transaction(STORE).objectStore(STORE).getAll(null, 1_000);
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => done([]);
      } catch {
        done([]);
      }
    });
    // Of a record that is in both places the longer one is the later.
    const all = new Map(kept.map((record) => [record.id, record]));
    for (const record of left) if (record.t.length > (all.get(record.id)?.t.length ?? 0)) all.set(record.id, record);
    // Only those: what is in the database may be of a page that is still there, and grows.
    if (left.length) this.change(left.filter((record) => all.get(record.id) === record), [], [...this.left.keys()]);
    return [...all.values()];
  }

  /** Writes and takes away, as soon as the database is open; entries of the local storage go once what was in them is written. */
  change(written: Record[], gone: string[], moved: string[] = []): void {
    for (const [key, records] of this.left) {
      const rest = records.filter((record) => !gone.includes(record.id));
      if (rest.length < records.length) this.put(key, rest);
    }
    const change = () => {
      try {
        const transaction = this.db!.transaction(STORE, 'readwrite');
        const store = transaction.objectStore(STORE);
        written.forEach((record) => store.put(record));
        gone.forEach((id) => store.delete(id));
        transaction.oncomplete = () => moved.forEach((key) => this.put(key, []));
        transaction.commit?.();
      } catch {
        // Full, closed or not there.
      }
    };
    if (this.db) change();
    else this.opening.then(change);
  }

  /** The page goes away. */
  leave(records: Record[]): void {
    this.put(this.own, records);
  }

  private put(key: string, records: Record[]): void {
    try {
      const text = JSON.stringify(records);
      if (!records.length) {
        this.left.delete(key);
        localStorage.removeItem(key);
      } else if (text.length <= MOST_LEAVING) {
        this.left.set(key, records);
        localStorage.setItem(key, text);
      }
    } catch {
      // Full or not there.
    }
  }
}
