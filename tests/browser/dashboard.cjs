// Runs the real `errpredict serve --demo`, signs in, goes through every page in headless Chromium, light and dark, wide and on a phone,
// and does what people do there. axe must find nothing, the console must stay silent, and nothing may be asked of anybody else.
// usage: node dashboard.cjs PROGRAM [--pictures FOLDER]    (NODE_PATH says where playwright-core and axe-core are)
"use strict";

const { spawn } = require("node:child_process");
const path = require("node:path");
const { launch } = require("./launch.cjs");

const VIEWS = [
  { width: 1200, height: 900, scheme: "light" },
  { width: 1200, height: 900, scheme: "dark" },
  { width: 390, height: 844, scheme: "light" },
  { width: 390, height: 844, scheme: "dark" },
];
const MENU = ["/", "/services", "/anomalies", "/predictions", "/forecasts", "/causes", "/insights", "/groups", "/actions", "/alerts", "/models", "/jobs", "/audit"];
// Of these a page of one is looked at too: the first that is linked.
const DETAILS = { "/services": "/service?name=", "/anomalies": "/anomalies/", "/predictions": "/predictions/", "/forecasts": "/forecasts/", "/causes": "/causes/", "/insights": "/insights/", "/groups": "/groups/", "/actions": "/actions/", "/audit": "/audit/verify" };
const PICTURES = [
  ["dashboard-light.png", "/", { width: 1200, height: 1100 }, "light"],
  ["dashboard-dark.png", "/", { width: 1200, height: 1100 }, "dark"],
  ["dashboard-phone.png", "/", { width: 390, height: 844 }, "light"],
  ["dashboard-service.png", "/service?name=checkout", { width: 1200, height: 1400 }, "light"],
  ["dashboard-group.png", "/groups/", { width: 1200, height: 1200 }, "light"],
  ["dashboard-predictions.png", "/predictions", { width: 1200, height: 1200 }, "light"],
];
const START_MS = 300_000;

/** Starts the program; gives its address, the first key, and how to end it. */
function start(program) {
  const child = spawn(program, ["serve", "--demo", "--address", "127.0.0.1:0"], {
    env: { ...process.env, DATABASE_URL: "", ERRPREDICT_LOG_LEVEL: "warn", ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE: "0", ERRPREDICT_LIMITS_ADDRESS_PER_MINUTE: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => { child.on("exit", resolve); });
  const stop = async () => { child.kill("SIGTERM"); await ended; };
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => { stop(); reject(new Error(`it did not begin: ${said}`)); }, START_MS);
    child.on("exit", () => reject(new Error(`it ended: ${said}`)));
    child.stdout.on("data", (data) => {
      said += data;
      const address = /listens on (http:\/\/[^/]+)/.exec(said);
      const key = /^\s+(epk_\S+)/m.exec(said);
      if (address && key) { clearTimeout(timer); resolve({ address: address[1], key: key[1], stop }); }
    });
  });
}

/** A page of a browser that keeps everything that is wrong with it. */
async function opened(browser, address, { width, height, scheme }, found) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  const here = () => `${new URL(page.url()).pathname}, ${width} px, ${scheme}`;
  page.on("console", (message) => found.push(`${here()}: console: ${message.text()}`));
  page.on("pageerror", (error) => found.push(`${here()}: error: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith(address)) found.push(`${here()}: asks ${request.url()}`); });
  return { page, context, here };
}

async function signIn(page, address, key) {
  await page.goto(`${address}/anomalies`);
  if (!page.url().includes("/sign-in")) throw new Error(`a page is shown to nobody: ${page.url()}`);
  await page.getByLabel("Key or access token").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
  if (new URL(page.url()).pathname !== "/anomalies") throw new Error(`signing in led to ${page.url()}`);
}

/** What axe and the layout say of a page as it stands. */
async function inspected(page, here, found) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  if (!(await page.evaluate(() => typeof window.axe === "object"))) await page.evaluate(require("axe-core").source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const one of violations) {
    const nodes = one.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.html.slice(0, 120)}`);
    found.push(`${here()}: axe ${one.id} (${one.impact}): ${one.help}: ${nodes.join(" | ")}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) found.push(`${here()}: ${wide} px wider than the screen`);
}

/** Every page and one of each kind. */
async function walk(page, address, here, found) {
  let looked = 0;
  for (const to of MENU) {
    const answer = await page.goto(`${address}${to}`);
    if (answer.status() !== 200) found.push(`${here()}: ${answer.status()}`);
    await inspected(page, here, found);
    looked += 1;
    const below = DETAILS[to];
    if (!below) continue;
    const links = await page.locator(`main a[href^="${below}"]`).evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    if (links.length === 0) { found.push(`${here()}: the demonstration has nothing to show`); continue; }
    const of = await page.goto(`${address}${links[0]}`);
    if (of.status() !== 200) found.push(`${here()}: ${of.status()}`);
    await inspected(page, here, found);
    looked += 1;
  }
  return looked;
}

/** Checks a thing that must be so. */
function must(is, what) {
  if (!is) throw new Error(what);
}

const said = (page) => page.locator(".said").textContent();

/** What people do: acknowledge, approve, resolve, silence; with a keyboard, and while somebody else changes something. */
async function steps(page, address, key) {
  // From the summary to what is wrong, and that somebody has seen it.
  await page.goto(`${address}/anomalies?acknowledged=false`);
  await page.locator("main table a[href^='/anomalies/']").first().click();
  await page.getByRole("button", { name: "I have seen it" }).click();
  must((await said(page)).includes("you have seen it"), "acknowledging says nothing");
  must((await page.getByRole("button", { name: "I have seen it" }).count()) === 0, "it can be acknowledged twice");
  must((await page.locator("main dl").textContent()).includes("by admin"), "who acknowledged it is not shown");

  // By the keyboard alone: the link past the menu, then the buttons in their order.
  await page.goto(`${address}/actions`);
  await page.keyboard.press("Tab");
  must((await page.evaluate(() => document.activeElement.textContent)) === "To the content", "the first stop is not the link past the menu");
  await page.keyboard.press("Enter");
  must((await page.evaluate(() => document.activeElement.id)) === "main", "the link past the menu leads elsewhere");
  await page.locator("main table a[href^='/actions/']").first().click();
  await page.getByRole("button", { name: "Approve" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/said=approved/);
  must((await said(page)).includes("approved"), "approving says nothing");
  must((await page.getByRole("button", { name: "Approve" }).count()) === 0, "it can be approved twice");
  await page.getByRole("button", { name: "Reject" }).click();
  must((await said(page)).includes("rejected"), "rejecting says nothing");

  // An error group is resolved in a release.
  await page.goto(`${address}/groups`);
  await page.locator("main table a[href^='/groups/']").first().click();
  await page.getByLabel("In release").fill("v99");
  await page.getByRole("button", { name: "Resolve" }).click();
  must((await said(page)).includes("regression"), "resolving does not say what becomes of it");
  await page.getByRole("button", { name: "Open it again" }).click();
  must((await said(page)).includes("open again"), "opening again says nothing");

  // A silence.
  await page.goto(`${address}/alerts`);
  await page.getByText("Silence a service").click();
  await page.getByLabel("Service").fill("checkout");
  await page.getByLabel("Why").fill("a move to another cluster");
  await page.getByRole("button", { name: "Silence" }).click();
  must((await page.locator("main").textContent()).includes("a move to another cluster"), "the silence is not shown");

  // Somebody else changes something: the page shows it by itself.
  await page.goto(`${address}/anomalies?acknowledged=false`);
  const token = await (await fetch(`${address}/api/ml/auth/token/`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ key }) })).json();
  const link = await page.locator("main table a[href^='/anomalies/']").first().getAttribute("href");
  const asked = await fetch(`${address}/api/ml${link}/acknowledge/`, { method: "POST", headers: { authorization: `Bearer ${token.access}` } });
  must(asked.ok, `the API refuses: ${asked.status}`);
  await page.locator(`main a[href='${link}']`).waitFor({ state: "detached", timeout: 15_000 });
  await page.locator("#live", { hasText: "Up to date" }).waitFor({ timeout: 5_000 });

  // Out again; what was open a moment ago is not shown any more.
  await page.getByRole("button", { name: "Sign out" }).click();
  must(page.url().includes("/sign-in"), "signing out leads elsewhere");
  await page.goto(`${address}/anomalies`);
  must(page.url().includes("/sign-in"), "a page is shown after signing out");
  await page.getByLabel("Key or access token").fill("nothing");
  await page.getByRole("button", { name: "Sign in" }).click();
  must((await page.getByRole("alert").textContent()).length > 0, "a wrong key is not told");
}

/** A page on which axe and the layout must complain: is one of them blind? */
async function blind(browser, address) {
  const found = [];
  const { page, context, here } = await opened(browser, address, VIEWS[2], found);
  await page.goto(`${address}/sign-in`);
  await page.evaluate(() => {
    document.querySelector("main").innerHTML = "<input><img src='data:,'><p style='color:#ddd'>x</p><pre style='width:3000px'>x</pre>";
    document.querySelector("pre").style.width = "3000px";
  });
  await inspected(page, here, found);
  await context.close();
  const missed = ["axe label", "axe image-alt", "wider than the screen", "console"].filter((one) => !found.some((text) => text.includes(one)));
  must(missed.length === 0, `a broken page is not noticed: ${missed.join(", ")}`);
}

async function pictures(browser, { address, key }, folder) {
  for (const [name, to, viewport, colorScheme] of PICTURES) {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    await signIn(page, address, key);
    await page.goto(`${address}${to === "/groups/" ? "/groups" : to}`);
    if (to === "/groups/") await page.locator("main table a[href^='/groups/']").first().click();
    await page.screenshot({ path: path.join(folder, name) });
    await context.close();
  }
}

async function main(program, folder) {
  const served = await start(path.resolve(program));
  let browser;
  try {
    browser = await launch();
    if (folder) { await pictures(browser, served, folder); return; }
    await blind(browser, served.address);
    const found = [];
    let looked = 0;
    for (const view of VIEWS) {
      const { page, context, here } = await opened(browser, served.address, view, found);
      await page.goto(`${served.address}/sign-in`);
      await inspected(page, here, found);
      await signIn(page, served.address, served.key);
      looked += 1 + (await walk(page, served.address, here, found));
      await context.close();
    }
    const { page, context } = await opened(browser, served.address, VIEWS[0], found);
    await signIn(page, served.address, served.key);
    await steps(page, served.address, served.key).catch((error) => { found.push(`what people do: ${error.message}`); });
    await context.close();
    // A wrong key is answered with 401, which the browser writes down.
    const bad = found.filter((one) => !one.includes("status of 401"));
    bad.forEach((one) => console.error(one));
    must(bad.length === 0, `${bad.length} complaints`);
    console.log(`${looked} pages, ${VIEWS.length} views: axe finds nothing; signing in, acknowledging, approving, resolving, silencing and news work`);
  } finally {
    if (browser) await browser.close();
    await served.stop();
  }
}

const at = process.argv.indexOf("--pictures");
main(process.argv[2], at > 0 ? process.argv[at + 1] : undefined).catch((error) => { console.error(error.message); process.exit(1); });
