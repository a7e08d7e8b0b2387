'use strict';
// What watches an application never breaks it: where an event cannot be counted, the request goes on.

let told = false;

/** Does `work`; what goes wrong is told to `onError`, or, once a process, as a warning of it. */
function unharmed(work, onError) {
  try {
    work();
  } catch (error) {
    if (onError) {
      // A handler of the application's own that throws is the application's to see, outside of this request.
      try {
        onError(error);
        return;
      } catch (worse) {
        process.emitWarning(worse instanceof Error ? worse : String(worse));
        return;
      }
    }
    if (told) return;
    told = true;
    process.emitWarning(`an event was not counted, and later ones may not be (told once; pass onError to see each): ${error?.message ?? error}`, {
      type: 'ErrpredictWarning', code: 'ERRPREDICT_NOT_COUNTED',
    });
  }
}

module.exports = { unharmed };
