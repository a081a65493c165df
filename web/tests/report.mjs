// Every view of the report, in a browser, against the findings that it was made from.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { audit, fits, open, picture, SIZES } from "./page.mjs";

export async function reportTests({ browser, out }) {
  const file = process.env.KIDAL_PAGE;
  const findings = JSON.parse(readFileSync(process.env.KIDAL_FINDINGS, "utf8"));
  const address = pathToFileURL(file).href;
  const { page, faults, requests, close } = await open(browser, address);
  const text = (selector) => page.locator(selector).first().innerText();
  const pixels = () => page.evaluate(() => document.getElementById("player-canvas").toDataURL().length + document.getElementById("player-canvas").toDataURL().slice(-4000));

  const list = [
    ["the page is one file that asks for nothing and reports no fault", async () => {
      assert.equal(await page.evaluate(() => document.documentElement.dataset.viewer), "full");
      assert.deepEqual(faults, []);
      assert.deepEqual(requests, [address]);
      assert.ok(statSync(file).size < 5_000_000);
    }],
    ["every probability on the page is that of the findings", async () => {
      let seen = 0;
      for (const question of findings.questions) {
        const estimate = question.answer.estimate;
        if (!estimate) continue;
        const row = page.locator("table.glance tbody tr", { hasText: question.asks });
        agrees(await row.locator("td").first().innerText(), estimate.value, question.id);
        assert.equal(await row.locator("td").nth(1).innerText(), question.sentence);
        seen += 1;
      }
      assert.ok(seen > 0);
    }],
    ["every quantity on the page is that of the findings", async () => {
      let seen = 0;
      for (const question of findings.questions) {
        const { kind, quantiles, unit } = question.answer;
        if (kind !== "quantity" || unit === "date") continue;
        const said = await page.locator("table.glance tbody tr", { hasText: question.asks }).locator("td").first().innerText();
        agrees(said.replace(/^about /, ""), quantiles[1], question.id);
        seen += 1;
      }
      assert.ok(seen > 0);
    }],
    ["counterfactuals and claims show the numbers of the findings", async () => {
      for (const [index, change] of findings.counterfactuals.entries()) {
        const rows = page.locator("article.counterfactual").nth(index).locator("table tbody tr");
        const first = rows.first().locator("td");
        agrees(await first.nth(0).innerText(), change.factual.value, change.id);
        agrees(await first.nth(1).innerText(), change.same_history.value, change.id);
      }
      let seen = 0;
      for (const claim of findings.claims) {
        if (!claim.verdict?.holds) continue;
        const row = page.locator(`[id="claim-${claim.id}"]`);
        agrees(await row.locator('td[data-label="Holds in"]').innerText(), claim.verdict.holds.value, claim.id);
        seen += 1;
      }
      assert.ok(seen > 2);
    }],
    ["claims are sorted by a click on a head, and back", async () => {
      const keys = () => page.evaluate(() => Array.from(document.querySelectorAll("#claims table.sortable")[0].tBodies[0].rows, (row) => Number(row.cells[3].dataset.key)));
      const before = await keys();
      const head = page.locator("#claims thead button", { hasText: "Holds in" }).first();
      await head.click();
      assert.deepEqual(await keys(), before.slice().sort((a, b) => a - b));
      await head.click();
      assert.deepEqual(await keys(), before.slice().sort((a, b) => b - a));
      await head.click();
      assert.deepEqual(await keys(), before);
    }],
    ["a click on a claim shows its words, its source and its place in the file", async () => {
      const link = page.locator("#answers a.claim-id").first();
      const id = await link.innerText();
      await link.focus();
      await page.keyboard.press("Enter");
      const shown = await text("dialog[open]");
      const claim = findings.claims.find((claim) => claim.id === id);
      assert.ok(shown.includes(claim.file + ":" + claim.line), shown);
      assert.ok(shown.includes(claim.words ?? claim.readings[0].sentence), shown);
      assert.ok(shown.includes(findings.speakers.find((one) => one.id === claim.speaker)?.name ?? claim.speaker), shown);
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), id);
    }],
    ["an account is switched off, and the answers that move are those of the findings", async () => {
      const origin = findings.computation.origins.find((one) => one.answers?.length);
      await page.locator("#without-origin").selectOption(origin.id);
      const moved = origin.answers.filter((one) => one.moves).length;
      assert.match(await text("#without .reading"), new RegExp(`${moved} of ${origin.answers.length} answers move`));
      await page.locator("#without-moved").check();
      assert.equal(await page.locator("#without table.without tbody tr:visible").count(), moved);
      const first = origin.answers.find((one) => one.moves && one.answer.estimate);
      agrees(await page.locator("#without table.without tbody tr:visible td").nth(2).innerText(), first.answer.estimate.value, "moved");
    }],
    ["the graph of sources follows who copies whom", async () => {
      const copy = findings.sources.find((source) => source.derives_from.length);
      // A page that scrolls under the pointer points too.
      await page.mouse.move(0, 0);
      await page.locator(`svg [data-source="${copy.id}"] a`).focus();
      assert.ok((await page.locator("svg.follows [data-source].on").count()) >= 2);
      await page.evaluate(() => document.activeElement.blur());
      await page.locator("svg.follows").waitFor({ state: "detached" });
    }],
    ["the matrix reads out two claims", async () => {
      const [first, second] = findings.together.claims;
      await page.locator("#stories [data-pair]").nth(1).hover();
      const share = Math.round(findings.together.both[0][1] * 100);
      assert.equal(await text("#stories .reading"), `${first} and ${second}: ${share} in 100 histories`);
    }],
    ["the replay plays, is scrubbed, zoomed, and told by keys", async () => {
      await page.locator("#player").scrollIntoViewIfNeeded();
      const start = await text("#player-time");
      const blank = await pixels();
      await page.locator("#player-speed").selectOption("60");
      await page.locator("#player-play").click();
      await page.waitForFunction((start) => document.getElementById("player-time").textContent !== start, start);
      if ((await text("#player-play")) === "Pause") await page.locator("#player-play").click();
      await page.locator("#player-scrub").fill("10");
      const middle = await text("#player-time");
      assert.notEqual(await pixels(), blank);
      await page.locator("#player-canvas").focus();
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await text("#player-time"), middle);
      await page.keyboard.press("Home");
      assert.equal(await text("#player-time"), start);
      const before = await pixels();
      await page.getByRole("button", { name: "Nearer" }).click();
      await page.waitForFunction(() => true);
      assert.notEqual(await pixels(), before);
      await page.getByRole("button", { name: "As it was" }).click();
      assert.equal(await pixels(), before);
      await page.locator("#player-events button").last().click();
      assert.ok((await page.locator("#player-events button.now").count()) === 1);
    }],
    ["another history and the density of many are shown", async () => {
      const options = await page.locator("#player-history option").allInnerTexts();
      assert.equal(options.length, findings.histories.length + 1);
      assert.ok(options.at(-1).includes(String(findings.density.histories)));
      await page.locator("#player-history").selectOption("1");
      const one = await pixels();
      await page.locator("#player-history").selectOption("density");
      assert.notEqual(await pixels(), one);
      const max = await page.locator("#player-scrub").getAttribute("max");
      assert.equal(Number(max), findings.density.frames.length - 1);
      await page.locator("#player-history").selectOption("0");
    }],
    ["the interface speaks French, and English again", async () => {
      const english = await text("#answers h2");
      await page.locator("#language").selectOption("fr");
      assert.equal(await text("#answers h2"), "Réponses");
      const left = await page.evaluate(() => {
        const own = "nav a, h2, #claims thead button, .glance thead th, .badge, #player-play, #player label, details.chooser summary, .filter label, .zoom button";
        return Array.from(document.querySelectorAll(own))
          .filter((one) => one.getAttribute("lang") !== "fr")
          .map((one) => (one.firstChild?.textContent ?? "").trim())
          // The same word in both languages.
          .filter((text) => /[a-z]{3}/.test(text) && !["Sources", "question", "source", "date", "Verdict"].includes(text));
      });
      assert.deepEqual(left, []);
      await page.locator("#language").selectOption("en");
      assert.equal(await text("#answers h2"), english);
      assert.deepEqual(faults, []);
    }],
    ["everything is read without JavaScript", async () => {
      const plain = await open(browser, address, { javaScriptEnabled: false });
      for (const question of findings.questions) {
        assert.ok(await plain.page.getByText(question.asks).first().isVisible(), question.id);
      }
      assert.equal(await plain.page.locator("#player").isVisible(), false);
      assert.ok(await plain.page.locator("#replay svg.map").first().count());
      await picture(plain.page, out, "report-plain");
      await plain.close();
    }],
    ["it prints, without what only a screen can do", async () => {
      const printed = await open(browser, address);
      await printed.page.emulateMedia({ media: "print" });
      assert.equal(await printed.page.locator("nav").isVisible(), false);
      assert.equal(await printed.page.locator("#player").isVisible(), false);
      assert.equal(await printed.page.locator(".language").isVisible(), false);
      const pdf = await printed.page.pdf({ format: "A4", path: `${out}report.pdf` });
      assert.ok(pdf.length > 20_000);
      await printed.close();
    }],
    ...Object.keys(SIZES).map((size) => [`it fits a ${size}`, async () => {
      const sized = await open(browser, address, { size });
      await fits(sized.page);
      await picture(sized.page, out, `report-${size}`);
      for (const id of ["claims", "timeline", "replay", "stories"]) {
        await sized.page.evaluate((id) => (location.hash = id), id);
        if (size === "phone") await sized.page.locator(`#${id} > details[open]`).waitFor();
        await picture(sized.page, out, `report-${size}-${id}`);
      }
      assert.deepEqual(sized.faults, []);
      await sized.close();
    }]),
    ["on a phone the sections are folded, and a link opens its own", async () => {
      const phone = await open(browser, address, { size: "phone" });
      const folds = phone.page.locator("main section > details.narrow");
      const count = await phone.page.locator("main section[id]").count();
      assert.equal(await folds.count(), count - 1);
      const high = () => phone.page.evaluate(() => document.documentElement.scrollHeight);
      const folded = await high();
      await phone.page.locator("nav a", { hasText: "The claims" }).click();
      await phone.page.locator("#claims .verdict").first().waitFor();
      assert.ok((await high()) > folded);
      assert.equal(await phone.page.locator("#replay canvas").isVisible(), false);
      await phone.page.locator("#replay summary h2").click();
      // Drawn to the width that it has only now.
      await phone.page.waitForFunction(() => {
        const canvas = document.getElementById("player-canvas");
        return canvas.clientWidth > 0 && canvas.width === Math.round(canvas.clientWidth * window.devicePixelRatio);
      });
      assert.deepEqual(phone.faults, []);
      await phone.close();
    }],
    ["axe finds nothing serious, in the light", () => audit(browser, address, { colorScheme: "light" })],
    ["axe finds nothing serious, in the dark", async () => {
      await audit(browser, address, { colorScheme: "dark" }, (page) => picture(page, out, "report-dark"));
    }],
    ["axe finds nothing serious on a phone, with all open", () =>
      audit(browser, address, { size: "phone" }, (page) =>
        page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true))))],
  ];
  return { list, end: close };
}

/** The number in a text is the value, to the digits that the text has. */
function agrees(text, value, where) {
  const bound = text.match(/([<>]) (0\.\d+)/);
  if (bound && !/\d ± /.test(text)) {
    const limit = Number(bound[2]);
    assert.ok(bound[1] === "<" ? value < limit : value > limit, `${where}: ${text}, but ${value}`);
    return;
  }
  const found = text.match(/\(?(-?[\d,]+(?:\.\d+)?) ± /) ?? text.match(/\((-?[\d,]+(?:\.\d+)?)\)/) ?? text.match(/(-?[\d,]+(?:\.\d+)?)/);
  assert.ok(found, `${where}: no number in ${text}`);
  const digits = found[1].replace(/,/g, "");
  const decimals = digits.split(".")[1]?.length ?? 0;
  // Whole numbers are rounded to their error: 1,250 ± 40 to the nearest ten.
  const zeros = decimals ? 0 : (digits.match(/0+$/)?.[0].length ?? 0);
  const half = 0.5 * 10 ** (decimals ? -decimals : zeros);
  assert.ok(Math.abs(Number(digits) - value) <= half * 1.0001, `${where}: ${text}, but ${value}`);
}
