// The bars of the report and of the local app, measured and printed: `node bench/web.mjs PAGE [PAGE-200 PAGE-1000]` in a
// checkout where `cargo xtask web` has run, or `node bench/web.mjs --load ADDRESS NAME` on a running `kidal serve`.
// The pages with many bodies of men come from `cargo run -p kidal-report --release --example page -- --large N`.
import { createRequire } from "node:module";
import { statSync } from "node:fs";
import http from "node:http";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../web/", import.meta.url));
const { chromium } = require("playwright-core");
const words = process.argv.slice(2);

const quantile = (list, q) => list.slice().sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))];

async function report(pages) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  for (const [index, file] of pages.entries()) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 800 } });
    await page.goto(pathToFileURL(file).href);
    const painted = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    const paint = await painted.jsonValue();
    console.log(`${file}: ${(statSync(file).size / 1e6).toFixed(2)} MB, first paint ${paint.toFixed(0)} ms`);
    if (index > 0 || pages.length === 1) console.log(`  ${await replay(page)}`);
    await page.close();
  }
  await browser.close();
}

/** Frames a second while a history plays, and the time that drawing one takes. */
async function replay(page) {
  if (!(await page.locator("#player-play").count())) return "no replay";
  const elements = await page.evaluate(() => JSON.parse(document.getElementById("player-data").textContent).histories[0].contingent.length);
  await page.locator("#player").scrollIntoViewIfNeeded();
  await page.locator("#player-speed").selectOption("18");
  // Wall time says little on a machine that is busy otherwise: the processor time of the page's own thread is told too.
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () =>
    (await session.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration")?.value ?? 0;
  const [busyBefore, framesBefore] = [await busy(), await page.evaluate(() => document.getElementById("player").measured.frames)];
  const found = await page.evaluate(async () => {
    const measured = document.getElementById("player").measured;
    document.getElementById("player-play").click();
    await new Promise((later) => setTimeout(later, 500));
    const [frames, drawing, start] = [measured.frames, measured.drawing_ms, performance.now()];
    await new Promise((later) => setTimeout(later, 5000));
    const count = measured.frames - frames;
    return { fps: count / ((performance.now() - start) / 1000), drawing: (measured.drawing_ms - drawing) / Math.max(1, count) };
  });
  const frames = (await page.evaluate(() => document.getElementById("player").measured.frames)) - framesBefore;
  const cpu = ((await busy()) - busyBefore) / Math.max(1, frames);
  return `${elements} bodies of men: ${found.fps.toFixed(0)} frames a second, ${found.drawing.toFixed(2)} ms to draw one; ${(cpu * 1000).toFixed(2)} ms of the page's processor time a frame`;
}

/** Fifty readers, each taking pages one after the other for ten seconds. */
async function load(address, name) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 50 });
  const times = [];
  let failed = 0;
  const take = (path) =>
    new Promise((done) => {
      const start = performance.now();
      http.get(new URL(path, address), { agent }, (response) => {
        response.on("data", () => {});
        response.on("end", () => {
          times.push(performance.now() - start);
          if (response.statusCode !== 200) failed += 1;
          done();
        });
      }).on("error", () => {
        failed += 1;
        done();
      });
    });
  const end = performance.now() + 10_000;
  const paths = ["/", "/app.js", "/app.css", "/api/studies", `/findings/${name}`, "/api/runs"];
  await take(`/findings/${name}`);
  times.length = 0;
  await Promise.all(
    Array.from({ length: 50 }, async (_, reader) => {
      for (let turn = reader; performance.now() < end; turn += 1) {
        await take(paths[turn % paths.length]);
        // A reader reads.
        await new Promise((later) => setTimeout(later, 500));
      }
    }),
  );
  agent.destroy();
  console.log(
    `50 readers, ${times.length} answers, ${failed} failed: median ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`,
  );
}

if (words[0] === "--load") await load(words[1], words[2]);
else if (words.length) await report(words);
else {
  console.log("usage: node bench/web.mjs PAGE [PAGE...] | --load ADDRESS NAME");
  process.exit(64);
}
