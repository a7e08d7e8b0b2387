// What was not sent yet, kept in the browser: in IndexedDB as it comes, in the local storage when the page goes away, for nothing
// that is asynchronous is sure to end then. No cookies, and nothing that tells a visitor from another.

import type { Record } from './queue.js';

const STORE = 'unsent';
/** Characters that go into the local storage at the most. */
const MOST_LEAVING = 250_000;

/** The place of one address: events of one service never go to another. */
export class Keep {
  private db: IDBDatabase | undefined;
  private readonly opening: Promise<void>;

  constructor(private readonly name: string) {
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
    let left: Record[] = [];
    try {
      left = JSON.parse(localStorage.getItem(this.name) || '[]');
      localStorage.removeItem(this.name);
    } catch {
      // No local storage.
    }
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
    if (left.length) this.change(left, []);
    return [...all.values()];
  }

  /** Writes and takes away, as soon as the database is open. */
  change(written: Record[], gone: string[]): void {
    const change = () => {
      try {
        const transaction = this.db!.transaction(STORE, 'readwrite');
        const store = transaction.objectStore(STORE);
        written.forEach((record) => store.put(record));
        gone.forEach((id) => store.delete(id));
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
    try {
      const text = JSON.stringify(records);
      if (text.length <= MOST_LEAVING) localStorage.setItem(this.name, text);
    } catch {
      // Full or not there.
    }
  }
}
