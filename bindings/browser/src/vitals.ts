// Web vitals of one page load, by what the browser itself measures: TTFB, FCP, LCP, CLS, INP.
// Definitions: web.dev/articles/vitals (2024). They are final when the page is hidden for the first time.

/** In milliseconds from the start of the navigation; CLS has no unit. What the browser does not tell is missing. */
export interface Vitals {
  ttfb?: number;
  fcp?: number;
  lcp?: number;
  cls?: number;
  inp?: number;
}

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

interface Timing extends PerformanceEntry {
  interactionId?: number;
}

/** The slowest interactions that are remembered; more are not needed for the one in fifty. */
const MOST_SLOWEST = 10;

/** The largest sum of layout shifts in one burst: less than a second between two, five seconds in all. */
export function shifts(): { add(entry: Shift): void; most: number } {
  let [sum, first, last] = [0, 0, 0];
  return {
    most: 0,
    add(entry) {
      // What follows an input is expected.
      if (entry.hadRecentInput) return;
      const goesOn = sum && entry.startTime - last < 1_000 && entry.startTime - first < 5_000;
      if (!goesOn) [sum, first] = [0, entry.startTime];
      sum += entry.value;
      last = entry.startTime;
      this.most = Math.max(this.most, sum);
    },
  };
}

/** The slowest interaction, leaving out one of every fifty. */
export function interactions(): { add(entry: Timing): void; worst(n?: number): number | undefined } {
  const slowest = new Map<number, number>();
  const seen = new Set<number>();
  return {
    add({ interactionId: id, duration }) {
      if (!id) return;
      seen.add(id);
      slowest.set(id, Math.max(duration, slowest.get(id) || 0));
      if (slowest.size > MOST_SLOWEST) slowest.delete([...slowest].sort((a, b) => a[1] - b[1])[0]![0]);
    },
    worst(n = seen.size) {
      const all = [...slowest.values()].sort((a, b) => b - a);
      return all[Math.min(all.length - 1, Math.floor(Math.max(n, seen.size) / 50))];
    },
  };
}

/** Watches from now on, and what the browser has kept of before; gives what is known when it is asked. */
export function watch(): () => Vitals {
  const found: Vitals = {};
  const [moved, used] = [shifts(), interactions()];
  const takers: [PerformanceObserver, (entries: PerformanceEntryList) => void][] = [];
  const on = (type: string, take: (entries: PerformanceEntryList) => void, more?: object) => {
    try {
      if (!PerformanceObserver.supportedEntryTypes.includes(type)) return false;
      const observer = new PerformanceObserver((list) => take(list.getEntries()));
      observer.observe({ type, buffered: true, ...more });
      takers.push([observer, take]);
      return true;
    } catch {
      return false;
    }
  };
  on('paint', (entries) => entries.forEach((entry) => entry.name === 'first-contentful-paint' && (found.fcp = entry.startTime)));
  on('largest-contentful-paint', (entries) => (found.lcp = entries[entries.length - 1]?.startTime ?? found.lcp));
  const cls = on('layout-shift', (entries) => entries.forEach((entry) => moved.add(entry as Shift)));
  const slow = (entries: PerformanceEntryList) => entries.forEach((entry) => used.add(entry as Timing));
  on('event', slow, { durationThreshold: 40 });
  on('first-input', slow);
  return () => {
    for (const [observer, take] of takers) take(observer.takeRecords());
    const navigation = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
    if (navigation) found.ttfb = navigation.responseStart;
    if (cls) found.cls = moved.most;
    found.inp = used.worst((performance as { interactionCount?: number }).interactionCount);
    return found;
  };
}
