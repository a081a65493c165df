// What report and app tests share: a page that remembers what it did wrong, sizes, the audit.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";

export const SIZES = { phone: [390, 844], laptop: [1366, 800], projector: [1920, 1080] };
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page; `faults` collects errors and `requests` every address it asked for. */
export async function open(browser, address, options = {}) {
  const { size = "laptop", ...rest } = options;
  const [width, height] = SIZES[size];
  // The audit is put into the page by the test: for that alone the policy is lifted.
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", locale: "en", ...rest });
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (fault) => faults.push(fault.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, faults, requests, close: () => context.close() };
}

/** Serious and critical violations that axe finds. */
export async function audit(browser, address, options = {}, prepare = async () => {}) {
  const { page, close } = await open(browser, address, { ...options, bypassCSP: true });
  await prepare(page);
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ["violations"] });
    return result.violations
      .filter((one) => one.impact === "serious" || one.impact === "critical")
      .map((one) => `${one.id} (${one.impact}): ${one.nodes.length} × ${one.nodes[0]?.html.slice(0, 160)}`);
  });
  await close();
  assert.deepEqual(found, []);
}

/** No part reaches beyond the right edge. */
export async function fits(page) {
  const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide <= width, `the page is ${wide} wide in a window of ${width}`);
}

export async function picture(page, out, name) {
  await page.screenshot({ path: `${out}${name}.png` });
}
