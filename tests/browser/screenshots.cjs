// Takes the pictures of docs/images from the report of the sample log: `make screenshots`.
// usage: node screenshots.cjs REPORT FOLDER
"use strict";

const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./launch.cjs");

const PICTURES = [
  ["report-light.png", { width: 1000, height: 1400 }, "light"],
  ["report-dark.png", { width: 1000, height: 1400 }, "dark"],
  ["report-phone.png", { width: 390, height: 1400 }, "light"],
];

async function main(report, folder) {
  const browser = await launch();
  try {
    for (const [name, viewport, colorScheme] of PICTURES) {
      const page = await browser.newPage({ viewport, colorScheme });
      await page.goto(pathToFileURL(path.resolve(report)).href);
      await page.screenshot({ path: path.join(folder, name) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

main(process.argv[2], process.argv[3]).catch((error) => { console.error(error.message); process.exit(1); });
