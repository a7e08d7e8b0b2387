// Runs tests/cases in whatever has them: the compiled core, in Node and in a page (this file is loaded there), or the native library.

/** What the small core serves; the whole one serves everything. */
export const SMALL = {
  operations: ['detect_counts', 'detect_rows', 'detect_series', 'fingerprint', 'severity', 'version'],
  handles: { monitor: ['advance', 'measure', 'memory', 'observe'] },
};

/** As the core's own test compares: objects may hold more than is expected. Gives the first place that differs. */
export function differs(expected, got, place = '') {
  if (Array.isArray(expected) && Array.isArray(got)) {
    if (got.length !== expected.length) return `${place}: ${expected.length} expected, got ${got.length}`;
    return expected.map((one, i) => differs(one, got[i], `${place}[${i}]`)).find(Boolean);
  }
  if (expected && got && typeof expected === 'object' && typeof got === 'object') {
    return Object.entries(expected).map(([key, value]) => (key in got ? differs(value, got[key], `${place}.${key}`) : `${place}: \`${key}\` is missing`)).find(Boolean);
  }
  if (typeof expected === 'number' && typeof got === 'number') {
    return Math.abs(expected - got) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(got)) ? undefined : `${place}: ${expected}, got ${got}`;
  }
  return expected === got ? undefined : `${place}: ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
}

/** The compiled core as what runs cases. */
export function driven(core) {
  const handle = (inner) => ({
    inner,
    call: (method, request, other) => inner.callText(method, request, other?.inner),
    observe: (event) => inner.observe(JSON.parse(event)),
    save: () => inner.save(),
    close: () => inner.close(),
  });
  return {
    call: (operation, request) => core.callText(operation, request),
    open: (kind, settings) => handle(core.open(kind, JSON.parse(settings))),
    load: (kind, saved) => handle(core.load(kind, saved)),
  };
}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

function told(work) {
  try {
    return `{"ok":${work() ?? null}}`;
  } catch (error) {
    // The native library throws the message as JSON, in an error whose own code (`GenericFailure`) is that of every one of its errors.
    const { code, message, context = {}, retryable = false } = error.name === 'ErrpredictError' ? error : JSON.parse(error.message);
    return JSON.stringify({ error: { code, message, context: Object.fromEntries(Object.entries(context).sort()), retryable } });
  }
}

/**
 * Everything that `serves` names: `texts`, one a step, are what was answered, and `wrong` what no case expects. What is left out is
 * told as `skipped`.
 */
export function run(driver, { operations, handles }, serves) {
  const texts = [];
  const wrong = [];
  const skipped = [];
  const take = (place, expected, text, isCompared = true) => {
    texts.push(`${place}: ${isCompared ? text : 'not compared'}`);
    const found = expected && differs(expected, JSON.parse(text), place);
    if (found) wrong.push(found);
  };
  for (const { operation, cases } of operations) {
    for (const { name, request, answer } of cases) {
      if (serves && !serves.operations.includes(operation)) skipped.push(`${operation}: ${name}`);
      else take(`${operation}: ${name}`, answer, told(() => driver.call(operation, JSON.stringify(request))));
    }
  }
  for (const { handle: kind, cases } of handles) {
    for (const { name, steps } of cases) {
      const methods = serves?.handles[kind];
      // What analyses changes nothing and may be left out; without what counts, later steps would say something else.
      const isServed = !serves || (methods && steps.every(({ step, method }) => step !== 'call' || method === 'analyze' || methods.includes(method)));
      if (isServed) steps_of(driver, kind, name, steps, methods, take);
      else skipped.push(`${kind}: ${name}`);
    }
  }
  return { texts, wrong, skipped };
}

function steps_of(driver, kind, name, steps, methods, take) {
  const open = {};
  const saved = {};
  for (const step of steps) {
    const place = `${kind}: ${name}: ${step.step} ${step.method ?? ''}`;
    // How many bytes numbers take differs where addresses are of another width.
    const tell = (work) => take(place, step.answer, told(work), step.method !== 'memory');
    if (step.step === 'open') tell(() => void (open[step.as] = driver.open(kind, JSON.stringify(step.settings))));
    else if (step.step === 'load') tell(() => void (open[step.as] = driver.load(kind, step.saved ? saved[step.saved] : bytesOf(step.bytes))));
    else if (step.step === 'train') open[step.as] = driver.load('model', bytesOf(JSON.parse(driver.call('train', JSON.stringify(step.request))).model));
    else if (step.step === 'other') {
      open[step.as] = driver.open(step.kind, '{}');
      step.events.forEach((event) => open[step.as].observe(JSON.stringify(event)));
    } else if (step.step === 'call') {
      if (!methods || methods.includes(step.method)) tell(() => open[step.handle].call(step.method, JSON.stringify(step.request), step.with && open[step.with]));
    } else if (step.step === 'observe') tell(() => open[step.handle].observe(JSON.stringify(step.event)));
    else if (step.step === 'save') {
      saved[step.as] = open[step.handle].save();
      take(place, undefined, `"${hex(saved[step.as])}"`);
    } else if (step.step === 'close') {
      open[step.handle].close();
      delete open[step.handle];
    } else throw new Error(`an unknown step: ${step.step}`);
  }
}
