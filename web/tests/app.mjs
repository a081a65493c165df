// The app, the whole way: upload, import, check, edit, weigh, stop, go on, what if, compare, download, restart.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit, fits, open, picture, SIZES } from "./page.mjs";

const root = new URL("../../", import.meta.url).pathname;
const PATIENCE = { timeout: 120_000 };

export async function appTests({ browser, out }) {
  const folder = mkdtempSync(join(tmpdir(), "kidal-app-"));
  mkdirSync(join(folder, "dossiers"));
  for (const name of ["teaching-two-accounts", "alamo-1836"]) {
    cpSync(join(root, "dossiers", name), join(folder, "dossiers", name), { recursive: true });
  }
  let server = await serve(folder);
  const view = await open(browser, server.address, { acceptDownloads: true });
  const { page, faults, requests } = view;
  const go = async (hash) => {
    await page.goto(`${server.address}#${hash}`);
    await page.locator("h1").waitFor();
  };
  const done = (state = "done") => page.locator(`.run[data-state="${state}"]`).first().waitFor(PATIENCE);

  const list = [
    ["the app lists what lies in the folder, and asks nobody else", async () => {
      await page.getByRole("link", { name: "alamo-1836" }).waitFor();
      await picture(page, out, "app-home");
      assert.ok(requests.every((url) => url.startsWith(server.address)), requests.join());
      assert.deepEqual(faults, []);
    }],
    ["an uploaded article becomes a draft, and the draft a dossier that checks", async () => {
      await go("/import");
      await page.locator("#articles").setInputFiles(join(root, "crates/kidal-import/tests/articles/kidal-en.txt"));
      await page.locator("#show-draft").click();
      await page.locator("pre.draft").waitFor(PATIENCE);
      assert.match(await page.locator("pre.draft").innerText(), /\[\[claim\]\]/);
      await picture(page, out, "app-import");
      await page.locator("#draft-name").fill("from-article");
      await page.locator("#make-dossier").click();
      await page.locator("#check .summary").waitFor(PATIENCE);
      assert.match(await page.locator("#check .summary").innerText(), /claims? checked/);
      assert.ok(existsSync(join(folder, "dossiers/from-article/evidence.toml")));
    }],
    ["what was uploaded is text, never markup", async () => {
      await go("/import");
      await page.locator("#article-text").fill("<img src=x onerror=\"document.title='owned'\"> Battle of X. <script>document.title='owned'</script>");
      await page.locator("#show-draft").click();
      await page.locator("pre.draft, .trouble").first().waitFor(PATIENCE);
      assert.equal(await page.locator("main img").count(), 0);
      assert.notEqual(await page.title(), "owned");
    }],
    ["an edit is saved, and what check finds changes with it", async () => {
      await go("/dossier/teaching-two-accounts");
      const text = page.locator("#text");
      const before = await text.inputValue();
      await picture(page, out, "app-dossier");
      await text.fill(`${before}\nno toml at all`);
      await page.locator("#save").click();
      await page.locator("#check h3", { hasText: "new" }).waitFor(PATIENCE);
      await page.locator("#check .as-link").first().click();
      assert.equal(await page.evaluate(() => document.activeElement.id), "text");
      await text.fill(before);
      await page.locator("#save").click();
      await page.locator("#check h3", { hasText: "found no more" }).waitFor(PATIENCE);
      assert.equal(readFileSync(join(folder, "dossiers/teaching-two-accounts/evidence.toml"), "utf8"), before);
    }],
    ["a weighing is started, watched, and leads to its report", async () => {
      await page.locator("#weigh-out").fill("two");
      await page.locator("#weigh-work").selectOption("small");
      await page.locator("#weigh-go").click();
      await page.locator(".run").first().waitFor(PATIENCE);
      await done();
      await page.getByRole("link", { name: "report" }).first().click();
      await page.locator("#answers, #claims").first().waitFor(PATIENCE);
      await picture(page, out, "app-report");
      await page.getByRole("link", { name: "All studies" }).click();
      await page.getByRole("link", { name: "two", exact: true }).waitFor(PATIENCE);
    }],
    ["a run is stopped and goes on; a reload loses nothing", async () => {
      await go("/dossier/alamo-1836");
      await page.locator("#weigh-out").fill("alamo");
      await page.locator("#weigh-work").selectOption("usual");
      await page.locator("#weigh-go").click();
      await page.locator('.run[data-state="running"] progress').waitFor(PATIENCE);
      await page.locator(".progress .place", { hasText: /histories/ }).waitFor(PATIENCE);
      await page.reload();
      await page.locator('.run[data-state="running"]').waitFor(PATIENCE);
      await picture(page, out, "app-running");
      await page.getByRole("button", { name: "Stop" }).click();
      await done("stopped");
      await page.getByRole("button", { name: "Go on" }).click();
      await page.locator('.run[data-state="running"]').waitFor(PATIENCE);
    }],
    ["a server that is killed finds its runs again", async () => {
      server.child.kill("SIGKILL");
      await new Promise((ended) => server.child.once("exit", ended));
      server = await serve(folder, server.port);
      await page.reload();
      await page.locator('.run[data-state="running"]').waitFor(PATIENCE);
      await page.getByRole("button", { name: "Stop" }).click();
      await done("stopped");
    }],
    ["a what-if is asked with switches and sliders, and the answer is paired", async () => {
      await page.locator("#weigh-out").fill("alamo-small");
      await page.locator("#weigh-work").selectOption("small");
      await page.locator("#weigh-go").click();
      await done();
      await go("/whatif/alamo-small/alamo-1836");
      await page.locator("#ask").click();
      await page.getByText("Choose at least one change.").waitFor();
      await page.locator("[data-switch]").first().check();
      await page.locator('input[type="range"]').first().press("ArrowRight");
      assert.match(await page.locator("#changes").innerText(), /=/);
      await picture(page, out, "app-whatif");
      await page.locator("#ask").click();
      await page.locator(".answered table tbody tr").first().waitFor(PATIENCE);
      assert.equal(await page.locator(".answered table tbody tr").count(), 3);
    }],
    ["two findings are compared", async () => {
      await go("/compare");
      await page.locator("#left").selectOption("alamo-small");
      await page.locator("#right").selectOption("alamo-small");
      const rows = page.locator("#compared table").nth(1).locator("tbody tr");
      await rows.first().waitFor(PATIENCE);
      assert.ok((await rows.count()) > 0);
      await picture(page, out, "app-compare");
    }],
    ["findings and dossiers are taken away as files", async () => {
      await go("/");
      const row = page.locator("#findings tbody tr", { hasText: "two" }).first();
      const [file] = await Promise.all([page.waitForEvent("download"), row.getByRole("link", { name: "download" }).click()]);
      const bytes = readFileSync(await file.path());
      assert.match(file.suggestedFilename(), /\.tar$/);
      assert.ok(bytes.includes("two/findings.json") && bytes.includes("two/report.html"));
    }],
    ["the app speaks French", async () => {
      await page.locator("#language").selectOption("fr");
      await page.getByRole("heading", { name: "Études" }).waitFor();
      await page.locator("#language").selectOption("en");
    }],
    ...Object.keys(SIZES).map((size) => [`the app fits a ${size}`, async () => {
      for (const [name, hash] of Object.entries({ home: "/", dossier: "/dossier/alamo-1836", whatif: "/whatif/alamo-small/alamo-1836" })) {
        const sized = await open(browser, `${server.address}#${hash}`, { size });
        await sized.page.locator("h1").waitFor(PATIENCE);
        await fits(sized.page);
        await picture(sized.page, out, `app-${size}-${name}`);
        await sized.close();
      }
    }]),
    ...["/", "/dossier/alamo-1836", "/whatif/alamo-small/alamo-1836", "/compare", "/import"].map((hash) => [
      `axe finds nothing serious at ${hash}`,
      () => audit(browser, `${server.address}#${hash}`, { colorScheme: hash === "/" ? "dark" : "light" }, (page) => page.locator("h1").waitFor(PATIENCE)),
    ]),
    ["nothing went wrong on the way", async () => {
      // A server that was killed on purpose leaves one lost connection.
      assert.deepEqual(faults.filter((text) => !/ERR_CONNECTION|ERR_INCOMPLETE|Failed to load resource/.test(text)), []);
    }],
  ];
  const end = async () => {
    await view.close();
    server.child.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  };
  return { list, end };
}

/** Starts the app on a folder, waits for the address that it prints. */
async function serve(folder, port = 0) {
  const child = spawn(process.env.KIDAL_BIN, ["serve", folder, "--port", String(port), "--threads", "1"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((found, failed) => {
    let text = "";
    child.stdout.on("data", (bytes) => {
      text += bytes;
      const line = text.match(/http:\/\/\S+/);
      if (line) found(line[0]);
    });
    child.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
  });
  return { child, address, port: Number(new URL(address).port) };
}
