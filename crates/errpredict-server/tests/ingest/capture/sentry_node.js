// An error with a chain, a message, a log and a transaction of the Node client. usage: sentry_node.js PORT
const Sentry = require("@sentry/node");
Sentry.init({
  dsn: `http://abcdef0123456789@127.0.0.1:${process.argv[2]}/7`,
  release: "web@3.4", environment: "production", tracesSampleRate: 1, enableLogs: true, serverName: "host-2",
});
function charge() { throw new TypeError("cannot read card of undefined"); }
Sentry.setUser({ id: "u8" });
Sentry.startSpan({ op: "http.server", name: "GET /pay", forceTransaction: true }, () => {
  try { charge(); } catch (cause) {
    Sentry.captureException(new Error("payment failed", { cause }));
  }
});
Sentry.captureMessage("stock is low", "warning");
if (Sentry.logger) Sentry.logger.error("no answer", { host: "db-1" });
Sentry.close(5000).then(() => process.exit(0));
