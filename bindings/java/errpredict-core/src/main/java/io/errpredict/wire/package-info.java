// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
/** The messages of the core: every request and answer. A message is a view of a JSON object. */
package io.errpredict.wire;
