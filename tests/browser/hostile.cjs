// A log and a table whose every text tries to become markup, script or a formula.
"use strict";

const fs = require("node:fs");

const HOSTILE = {
  script: "<script>window.hacked=1</script>",
  img: "<img src=x onerror=window.hacked=1>",
  svg: `"><svg onload=window.hacked=1>`,
  style: "</style></title><style>body{width:4000px}</style>",
  link: "javascript:window.hacked=1",
  formula: "=cmd|' /C calc'!A0",
};

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 8, 1);
const HOURS = 60 * 24;

/** Sixty days of requests and errors, so that every part of a page has something to show. */
function writeLog(file) {
  const names = Object.values(HOSTILE);
  const lines = [];
  for (let hour = 0; hour < HOURS; hour++) {
    names.forEach((service, n) => {
      const event = (minute, level, type) => lines.push(JSON.stringify({
        timestamp: START_MS + hour * HOUR_MS + minute * 60_000,
        service,
        level,
        error_type: type,
        message: `${names[(n + hour) % names.length]} order ${hour} & "quoted" 'text'`,
        endpoint: names[(n + 1) % names.length],
        release: hour % 500 === 0 ? names[n] : undefined,
        response_time_ms: 20 + (hour * 7) % 90,
      }));
      event(1, "info");
      if (hour % 12 === n) event(5, "warning", names[n]);
      if (hour % 53 === n * 7 % 50) event(9, "critical", names[(n + 2) % names.length]);
      // The last hours burst, so that anomalies, causes and actions are shown.
      if (hour > HOURS - 4 && n < 2) for (let i = 0; i < 40; i++) event(10 + i, "error", names[n]);
    });
  }
  fs.writeFileSync(file, lines.join("\n") + "\n");
}

/** Nine hundred values around nought with one spike, under a hostile column name. */
function writeTable(file) {
  const lines = [`"${HOSTILE.script}"`];
  for (let i = 0; i < 900; i++) lines.push(String(i === 700 ? -4000 : Math.round(30 * Math.sin(i / 4) + (i * 7919) % 11)));
  fs.writeFileSync(file, lines.join("\n") + "\n");
}

module.exports = { HOSTILE, writeLog, writeTable };
