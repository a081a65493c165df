// The browser tests: `node tests/run.mjs [report|app]...`, all without a name. They need
//   KIDAL_PAGE      a page of the made-up findings,  KIDAL_FINDINGS  the same findings as JSON,
//   KIDAL_BIN       the program, built with its app,  CHROMIUM        the browser (default /usr/bin/chromium).
// `cargo xtask browser` sets all of them. A picture of each view at three sizes is left in tests/out.
import { chromium } from "playwright-core";
import { mkdirSync } from "node:fs";

import { reportTests } from "./report.mjs";
import { appTests } from "./app.mjs";

const out = new URL("./out/", import.meta.url).pathname;
mkdirSync(out, { recursive: true });
const wanted = process.argv.slice(2);
const groups = { report: reportTests, app: appTests };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
let passed = 0;
const failures = [];
for (const [group, tests] of Object.entries(groups)) {
  if (wanted.length && !wanted.includes(group)) continue;
  const { list, end } = await tests({ browser, out });
  for (const [name, test] of list) {
    const started = Date.now();
    try {
      await test();
      passed += 1;
      console.log(`ok ${name} (${Date.now() - started} ms)`);
    } catch (fault) {
      failures.push(name);
      console.log(`FAILED ${name}\n${fault.stack ?? fault}`);
    }
  }
  await end();
}
await browser.close();
console.log(`browser tests: ${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
