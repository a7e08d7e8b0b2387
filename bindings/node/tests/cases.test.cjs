'use strict';
// `tests/cases`, the same that the core and every other language run: operations, and handles step by step.
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const errpredict = require('errpredict');

const CASES = path.join(process.env.ERRPREDICT_ROOT, 'tests/cases');
const files = (folder) => fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => JSON.parse(fs.readFileSync(path.join(folder, entry.name), 'utf8')));

/** As the core's own test compares: objects may hold more than is expected. */
function holds(expected, got, place) {
  if (Array.isArray(expected) && Array.isArray(got)) {
    assert.equal(got.length, expected.length, place);
    expected.forEach((one, i) => holds(one, got[i], `${place}[${i}]`));
  } else if (expected && got && typeof expected === 'object' && typeof got === 'object') {
    for (const [key, value] of Object.entries(expected)) {
      assert.ok(key in got, `${place}: \`${key}\` is missing`);
      holds(value, got[key], `${place}.${key}`);
    }
  } else if (typeof expected === 'number' && typeof got === 'number') {
    assert.ok(Math.abs(expected - got) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(got)), `${place}: ${expected}, got ${got}`);
  } else {
    assert.equal(got, expected, place);
  }
}

const error = ({ code, message, context, retryable }) => ({ error: { code, message, context, retryable } });
async function told(work) {
  try {
    return { ok: (await work()) ?? null };
  } catch (refused) {
    assert.ok(refused instanceof errpredict.ErrpredictError, String(refused.stack));
    return error(refused);
  }
}

let operations = 0;
for (const { operation, cases } of files(CASES)) {
  test(operation, async () => {
    for (const { name, request, answer } of cases) {
      holds(answer, await told(() => errpredict.callSync(operation, request)), name);
      holds(answer, await told(() => errpredict.call(operation, request)), name);
      operations += 1;
    }
  });
}

for (const { handle: kind, cases } of files(path.join(CASES, 'handles'))) {
  const Kind = { monitor: errpredict.Monitor, rollup: errpredict.Rollup, model: errpredict.Model, templates: errpredict.Templates, similar: errpredict.Similar }[kind];
  for (const { name, steps } of cases) {
    test(`${kind}: ${name}`, async () => {
      const handles = {};
      const saved = {};
      for (const step of steps) {
        let answer;
        if (step.step === 'open') answer = await told(() => { handles[step.as] = new errpredict.Handle(kind, step.settings); });
        else if (step.step === 'load') {
          const bytes = step.saved ? saved[step.saved] : Buffer.from(step.bytes, 'base64');
          answer = await told(() => { handles[step.as] = Kind.load(bytes); });
        } else if (step.step === 'train') handles[step.as] = new errpredict.Model(errpredict.callSync('train', step.request).model);
        else if (step.step === 'other') {
          handles[step.as] = new { monitor: errpredict.Monitor, rollup: errpredict.Rollup }[step.kind]();
          handles[step.as].observeAll(step.events);
        } else if (step.step === 'call') {
          const other = step.with && handles[step.with];
          answer = await told(() => handles[step.handle].callSync(step.method, step.request, other));
        } else if (step.step === 'observe') answer = await told(() => errpredict.Monitor.prototype.observeAll.call(handles[step.handle], [step.event]) && null);
        else if (step.step === 'save') saved[step.as] = handles[step.handle].save();
        else if (step.step === 'close') delete handles[step.handle];
        else assert.fail(step.step);
        if (answer) holds(step.answer, answer, `${name}: ${step.step} ${step.method ?? ''}`);
      }
    });
  }
}

test.after(() => assert.ok(operations > 100, `only ${operations} cases were seen`));
