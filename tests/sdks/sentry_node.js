// Raises errors under @sentry/node, which knows the service by SENTRY_DSN alone; prints what was raised.
const Sentry = require("@sentry/node");
Sentry.init({ release: "web@3.4", environment: "production", tracesSampleRate: 1, enableLogs: true });
if (!process.env.SENTRY_DSN) throw new Error("SENTRY_DSN is not set");
const common = { release: "web@3.4", environment: "production" };
const raised = [];
function charge() { throw new TypeError("cannot read card of undefined"); }
function checkout() { charge(); }
Sentry.setUser({ id: "u8" });
Sentry.startSpan({ op: "http.server", name: "GET /pay", forceTransaction: true }, () => {
  try { checkout(); } catch (error) { Sentry.captureException(error); }
});
raised.push({ error_type: "TypeError", message: "cannot read card of undefined", severity: "high", stack: ["charge", "checkout"], user_id: "u8", ...common });
raised.push({ kind: "request", endpoint: "GET /pay", ...common });
Sentry.captureMessage("stock is low", "warning");
raised.push({ message: "stock is low", severity: "medium", ...common });
Sentry.logger.error("no answer", { host: "db-1" });
raised.push({ message: "no answer", severity: "high", ...common });
Sentry.close(10000).then(() => { console.log(JSON.stringify(raised)); process.exit(0); });
