// Opens every HTML page in headless Chromium, narrow and wide, light and dark. A page fails on any console message,
// any request, horizontal overflow, cut text, and any element or script that came from the text of a log.
// usage: node pages.cjs PROGRAM FOLDER    (the pages are written into FOLDER; NODE_PATH says where playwright-core is)
"use strict";

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { launch } = require("./launch.cjs");
const { HOSTILE, writeLog, writeTable } = require("./hostile.cjs");

const WIDTHS = [390, 1200];
const SCHEMES = ["light", "dark"];
// Nothing that a page has no use for: only a log could have brought it.
const FOREIGN = "script, img, iframe, object, embed, form, link, base, audio, video, foreignObject, animate, set";

/** Writes the four pages, from a hostile log, and the report of the sample log. */
function makePages(program, folder) {
  const run = (...args) => execFileSync(program, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const log = path.join(folder, "hostile.ndjson");
  writeLog(log);
  // The name of the file is shown as well.
  const table = path.join(folder, `${HOSTILE.img}.csv`);
  writeTable(table);
  const sample = path.resolve(__dirname, "../../samples/webmon.csv");
  run("analyze", log, "--html", "analyze.html");
  run("analyze", sample, "--html", "sample.html");
  run("forecast", log, "--metric", "errors", "--system", "--threshold", "9", "--html", "forecast.html", "-o", "forecast.csv");
  run("detect", table, "--html", "detect.html", "-o", "scores.csv");
  run("train", log, "--method", "logistic", "--html", "train.html", "-o", "model");
  return ["analyze", "sample", "forecast", "detect", "train"].map((name) => path.join(folder, `${name}.html`));
}

/** What is wrong with the page as it stands, asked inside the browser. */
function inspect(foreign) {
  const found = [];
  if (window.hacked !== undefined) found.push("a script from the log ran");
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    const names = wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 80));
    found.push(`${root.scrollWidth} px of content in ${root.clientWidth}: ${names.join(" | ")}`);
  }
  for (const element of document.querySelectorAll("*")) {
    if (element.matches(foreign)) found.push(`an element of the log: ${element.outerHTML.slice(0, 80)}`);
    for (const { name, value } of element.attributes) {
      const link = ["href", "xlink:href", "src", "action"].includes(name) && !value.startsWith("#");
      if (name.startsWith("on") || link) found.push(`an attribute of the log: ${name}="${value}"`);
    }
  }
  for (const text of document.querySelectorAll("svg text")) {
    const svg = text.ownerSVGElement;
    const inner = text.getBoundingClientRect();
    // A chart may write beside itself where its style says so, but never beside the screen.
    const isOpen = getComputedStyle(svg).overflow === "visible";
    const outer = (isOpen ? root : svg).getBoundingClientRect();
    if (inner.width > 0 && (inner.left < outer.left - 1 || inner.right > outer.right + 1)) {
      found.push(`text is cut: ${text.textContent}`);
    }
  }
  return found;
}

/** Everything that is wrong with one page at one width in one scheme. */
async function check(browser, file, width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const found = [];
  page.on("console", (message) => found.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => found.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { found.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  const url = pathToFileURL(file).href;
  page.on("request", (request) => { if (request.url() !== url) found.push(`request: ${request.url()}`); });
  await page.goto(url, { waitUntil: "load" });
  // What is folded must not overflow either.
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  found.push(...(await page.evaluate(inspect, FOREIGN)));
  const text = await page.evaluate(() => document.body.textContent);
  await context.close();
  return { found, text };
}

/** A page on which every check must complain: is one of them blind? */
const BROKEN = `<!doctype html><body><script>window.hacked = 1; console.log("x"); throw new Error("x")</script>
<img src="http://127.0.0.1:9/x.png" onerror="1"><a href="javascript:1">x</a><div style="width:3000px">x</div>
<svg width="100" height="20"><text x="90" y="10">a long text that is cut</text></svg>`;
const COMPLAINTS = ["a script", "px of content", "an element", "an attribute", "text is cut", "console:", "error:", "request:"];

async function main(program, folder) {
  const pages = makePages(path.resolve(program), folder);
  const blind = path.join(folder, "broken.html");
  fs.writeFileSync(blind, BROKEN);
  let browser = await launch();
  // A browser that is gone gets a second chance with the same page; a page that ends it twice is a finding.
  const checked = async (file, width, scheme) => {
    try {
      return await check(browser, file, width, scheme);
    } catch (error) {
      if (browser.isConnected()) throw error;
      console.error(`the browser ended at ${path.basename(file)} and is started again: ${error.message.split("\n")[0]}`);
      browser = await launch();
      return check(browser, file, width, scheme);
    }
  };
  let bad = 0;
  try {
    const { found } = await checked(blind, 390, "light");
    for (const missing of COMPLAINTS.filter((one) => !found.some((text) => text.startsWith(one) || text.includes(one)))) {
      bad += 1;
      console.error(`a broken page is not noticed: ${missing}`);
    }
    for (const file of pages) {
      for (const width of WIDTHS) {
        for (const scheme of SCHEMES) {
          const { found, text } = await checked(file, width, scheme);
          const name = path.basename(file);
          // The hostile text must be there to be seen, or nothing was tested.
          const shown = Object.values(HOSTILE).filter((one) => text.includes(one));
          if (name !== "sample.html" && shown.length === 0) found.push("shows nothing of the hostile log");
          found.forEach((one) => console.error(`${name}, ${width} px, ${scheme}: ${one}`));
          bad += found.length;
        }
      }
    }
  } finally {
    await browser.close();
  }
  if (bad > 0) throw new Error(`${bad} complaints`);
  console.log(`${pages.length} pages at ${WIDTHS.join(" and ")} px, ${SCHEMES.join(" and ")}: nothing to complain about`);
}

main(process.argv[2], process.argv[3]).catch((error) => { console.error(error.message); process.exit(1); });
