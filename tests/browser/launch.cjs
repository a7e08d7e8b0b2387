// Starts headless Chromium for the tests and the screenshots.
"use strict";

const { chromium } = require("playwright-core");

const ATTEMPTS = 5;

/**
 * A running browser. Debian's Chromium may die before it has opened anything (a segmentation fault of its own: seen once on a
 * fresh machine, never in 225 starts on a warm one): that says nothing about a page, so it is told and started again.
 * What dies twice with the same page open is a finding (pages.cjs).
 */
async function launch() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update", "--disable-sync"],
      });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      console.error(`Chromium did not start (attempt ${attempt} of ${ATTEMPTS}): ${error.message.split("\n")[0]}`);
    }
  }
}

module.exports = { launch };
