'use strict';
const native = require('./native.js');

/** What went wrong: `code` is the core's, the same in every language. */
class ErrpredictError extends Error {
  constructor(told) {
    super(told.message);
    this.name = 'ErrpredictError';
    this.code = told.code;
    this.context = told.context ?? {};
    this.retryable = told.retryable ?? false;
  }
}

/** The error of the core that the compiled part threw; any other error as it is. */
function made(error) {
  if (error instanceof Error && error.message.startsWith('{"code":')) {
    return new ErrpredictError(JSON.parse(error.message));
  }
  return error;
}

function told(work) {
  try {
    return work();
  } catch (error) {
    throw made(error);
  }
}

/** The error of work that was given up. */
function cancelled(signal) {
  const error = new ErrpredictError({ code: 'cancelled', message: 'it was told to stop before it was done', retryable: true });
  error.cause = signal.reason;
  return error;
}

/**
 * A promise of the compiled part. A signal takes work that has not begun out of the queue; an analysis, report, training or
 * backtest that has begun ends between two services or trees; what is soon done is done, and what comes of it is dropped.
 */
async function later(signal, start) {
  if (signal?.aborted) throw cancelled(signal);
  const own = signal && new AbortController();
  const stopper = signal && new native.Stopper();
  let abort;
  const aborted = signal && new Promise((_, reject) => {
    abort = () => {
      own.abort();
      stopper.stop();
      reject(cancelled(signal));
    };
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    const work = start(own?.signal, stopper);
    if (!signal) return await work;
    work.catch(() => {});
    return await Promise.race([work, aborted]);
  } catch (error) {
    throw made(error);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

module.exports = { ErrpredictError, told, later };
