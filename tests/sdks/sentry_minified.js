// Runs a minified script under @sentry/node as a page would: minified.js SCRIPT. What it throws names places of the script alone.
const Sentry = require("@sentry/node");
Sentry.init({ release: "site@1", environment: "production" });
require(process.argv[2]);
try { globalThis.checkout(42); } catch (error) { Sentry.captureException(error); }
const raised = [{ error_type: "TypeError", message: "no card for 42", severity: "high", stack: ['"src/pay.ts", line 5', '"src/pay.ts", line 2, in charge'], release: "site@1", environment: "production" }];
Sentry.close(10000).then(() => { console.log(JSON.stringify(raised)); process.exit(0); });
