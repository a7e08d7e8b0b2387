'use strict';
// `tests/cases` again, as text: answers, errors and saved states are those of the C library to the last byte, and so every number is the
// same to its last bit. `ERRPREDICT_ANSWERS` names what `bindings/tests/answers.py` wrote; the requests are its own texts, since
// JavaScript writes `1` for `1.0` and an error names the column.
const test = require('node:test');
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const errpredict = require('errpredict');
// The compiled part, below the names that make objects of its texts.
const native = require(path.join(path.dirname(require.resolve('errpredict')), 'native.js'));
const { told } = require(path.join(path.dirname(require.resolve('errpredict')), 'errors.js'));

const CASES = path.join(process.env.ERRPREDICT_ROOT, 'tests/cases');
const files = (folder) => fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => JSON.parse(fs.readFileSync(path.join(folder, entry.name), 'utf8')));
const answers = new Map(fs.readFileSync(process.env.ERRPREDICT_ANSWERS, 'utf8').trim().split('\n').map((line) => line.split(' ')));
const requests = JSON.parse(fs.readFileSync(`${process.env.ERRPREDICT_ANSWERS}.requests`, 'utf8'));

/** What came of a call as bytes: a text, bytes, nothing, or the JSON of the error, in which what says nothing is not written. */
function bytes(work) {
  try {
    const given = told(work);
    return given instanceof Uint8Array ? Buffer.from(given) : Buffer.from(typeof given === 'string' ? given : '');
  } catch (error) {
    assert.ok(error instanceof errpredict.ErrpredictError, String(error.stack));
    const { code, message, context, retryable } = error;
    const some = Object.keys(context).length > 0;
    return Buffer.from(JSON.stringify({ code, message, ...(some && { context }), ...(retryable && { retryable }) }));
  }
}

let compared = 0;
function same(place, work) {
  const got = bytes(work);
  const hash = crypto.createHash('sha256').update(got).digest('hex');
  assert.equal(hash, answers.get(place), `${place}: ${got.subarray(0, 300)}`);
  compared += 1;
}

for (const { operation, cases } of files(CASES)) {
  test(`${operation}, to the last bit`, () => {
    cases.forEach((_, i) => same(`${operation}/${i}`, () => native.call(operation, requests[`${operation}/${i}`])));
  });
}

for (const { handle: kind, cases } of files(path.join(CASES, 'handles'))) {
  cases.forEach(({ name, steps }, i) => test(`${kind}: ${name}, to the last bit`, () => {
    const [handles, saved] = [{}, {}];
    steps.forEach((step, at) => {
      const place = `${kind}/${i}/${at}`;
      const text = requests[place];
      if (step.step === 'open') same(place, () => { handles[step.as] = new native.Handle(kind, text); });
      else if (step.step === 'load') {
        const given = step.saved ? saved[step.saved] : Buffer.from(step.bytes, 'base64');
        same(place, () => { handles[step.as] = new native.Handle(kind, '{}', given); });
      } else if (step.step === 'train') {
        const { model } = JSON.parse(native.call('train', text));
        handles[step.as] = new native.Handle('model', JSON.stringify({ model }));
      } else if (step.step === 'other') {
        handles[step.as] = new native.Handle(step.kind, '{}');
        text.forEach((event) => handles[step.as].observeJson(event));
      } else if (step.step === 'call') same(place, () => handles[step.handle].call(step.method, text, step.with && handles[step.with]));
      else if (step.step === 'observe') same(place, () => handles[step.handle].observeJson(text));
      else if (step.step === 'save') same(place, () => { saved[step.as] = handles[step.handle].save(); return saved[step.as]; });
      else if (step.step === 'close') delete handles[step.handle];
      else assert.fail(step.step);
    });
  }));
}

test.after(() => assert.ok(compared > 200, `only ${compared} answers were compared`));
