// A dossier: its texts, and beside them what check finds; saving shows what came and what went. Below: weigh it.
import { fill, make, announce } from "../dom";
import { attempt, button, diagnostics, field, heading } from "./parts";
import { get, post, put, type Diagnostic, type Dossier } from "./talk";
import { t } from "./words";

export async function dossier(name: string, runs: HTMLElement): Promise<Node[]> {
  const found = await get<Dossier>(`/api/dossiers/${name}`);
  const editor = new Editor(found);
  return [
    heading(name, make("p", {}, make("a", { href: "/" }, `← ${t("Studies")}`))),
    editor.element,
    make("section", { id: "weigh" }, make("h2", {}, t("Weigh")), weighForm(name)),
    make("section", { id: "runs" }, make("h2", {}, t("Runs")), runs),
  ];
}

class Editor {
  readonly element: HTMLElement;
  private readonly text = make("textarea", { id: "text", spellcheck: "false", wrap: "off", rows: 28 });
  private readonly numbers = make("pre", { class: "line-numbers", "aria-hidden": true });
  private readonly said = make("div", { role: "status" });
  private readonly check = make("div", { id: "check" });
  private readonly tabs = make("div", { class: "controls", role: "group", "aria-label": "Files" });
  private file: string;
  /** Texts that are changed and not saved, by file. */
  private readonly drafts = new Map<string, string>();

  constructor(private dossier: Dossier) {
    this.file = Object.keys(dossier.files).find((name) => name === "evidence.toml") ?? Object.keys(dossier.files)[0] ?? "";
    const save = button(t("Save and check"), () => attempt(this.said, () => this.save(), save), { id: "save" });
    this.text.setAttribute("aria-label", this.file);
    this.text.addEventListener("input", () => {
      this.drafts.set(this.file, this.text.value);
      this.number();
      this.drawTabs();
    });
    this.text.addEventListener("scroll", () => {
      this.numbers.scrollTop = this.text.scrollTop;
    });
    this.text.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        save.click();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.drafts.size && this.element.isConnected) event.preventDefault();
    });
    this.element = make(
      "section",
      { class: "beside", id: "evidence" },
      make("div", {}, this.tabs, make("div", { class: "text" }, this.numbers, this.text), make("p", { class: "controls" }, save), this.said),
      make("div", {}, make("h2", {}, t("What check finds")), this.check),
    );
    this.show(this.file);
    this.showCheck();
  }

  private show(file: string): void {
    this.file = file;
    this.text.value = this.drafts.get(file) ?? this.dossier.files[file]?.text ?? "";
    this.text.setAttribute("aria-label", file);
    this.number();
    this.drawTabs();
  }

  private drawTabs(): void {
    fill(
      this.tabs,
      ...Object.keys(this.dossier.files).sort(byImportance).map((name) =>
        button(this.drafts.has(name) ? `${name} (${t("unsaved")})` : name, () => this.show(name), {
          "aria-pressed": String(name === this.file),
        }),
      ),
    );
  }

  private number(): void {
    const count = this.text.value.split("\n").length;
    this.numbers.textContent = Array.from({ length: count }, (_, index) => index + 1).join("\n");
  }

  private async save(): Promise<void> {
    const before = this.dossier.check.diagnostics;
    const file = this.file;
    const next = await put<Dossier>(`/api/dossiers/${this.dossier.name}/files/${file}`, {
      text: this.text.value,
      was: this.dossier.files[file]?.digest ?? null,
    });
    this.dossier = next;
    this.drafts.delete(file);
    this.drawTabs();
    this.showCheck(before);
    fill(this.said, make("p", { class: "saved" }, t("Saved.")));
    announce(`${t("Saved.")} ${next.check.summary}`);
  }

  private showCheck(before?: Diagnostic[]): void {
    const list = this.dossier.check.diagnostics;
    const goTo = (file: string, line: number) => this.goTo(file, line);
    const key = (one: Diagnostic) => `${one.code} ${one.message}`;
    const parts: Node[] = [make("p", { class: "summary" }, this.dossier.check.summary)];
    if (before) {
      const known = new Set(before.map(key));
      const now = new Set(list.map(key));
      const come = list.filter((one) => !known.has(key(one)));
      const gone = before.filter((one) => !now.has(key(one)));
      if (come.length) parts.push(make("h3", {}, `${t("new")}: ${come.length}`), diagnostics(come, goTo));
      if (gone.length) parts.push(make("h3", {}, `${t("found no more")}: ${gone.length}`), diagnostics(gone));
      if (!come.length && !gone.length) parts.push(make("p", { class: "place" }, t("Nothing changed in what check finds.")));
    }
    parts.push(diagnostics(list, goTo));
    fill(this.check, ...parts);
  }

  private goTo(file: string, line: number): void {
    if (file !== this.file && this.dossier.files[file]) this.show(file);
    const lines = this.text.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    this.text.focus();
    this.text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    const height = this.text.scrollHeight / Math.max(1, lines.length);
    this.text.scrollTop = Math.max(0, (line - 6) * height);
  }
}

/** The evidence first, then the scenario, the map and the learned priors. */
function byImportance(left: string, right: string): number {
  const order = ["evidence.toml", "scenario.toml", "map.geojson", "source-kinds.toml"];
  return order.indexOf(left) - order.indexOf(right);
}

function weighForm(name: string): HTMLElement {
  const out = make("input", { type: "text", id: "weigh-out", value: name, autocomplete: "off" });
  const seed = make("input", { type: "number", id: "weigh-seed", value: 2012, min: 0 });
  const work = make(
    "select",
    { id: "weigh-work" },
    make("option", { value: "usual" }, t("usual")),
    make("option", { value: "small" }, t("small (to see that it runs)")),
    make("option", { value: "full" }, t("full")),
  );
  const budget = make("input", { type: "text", id: "weigh-budget", autocomplete: "off" });
  const without = make("input", { type: "text", id: "weigh-without", autocomplete: "off" });
  const known = make("input", { type: "text", id: "weigh-known", autocomplete: "off", placeholder: "2012-04-01" });
  const fresh = make("input", { type: "checkbox", id: "weigh-fresh" });
  const said = make("div", {});
  const go = button(
    t("Weigh"),
    () =>
      attempt(
        said,
        async () => {
          await post("/api/runs", {
            weigh: {
              dossier: name,
              out: out.value.trim(),
              seed: Number(seed.value),
              work: work.value,
              budget: budget.value.trim() || null,
              without: without.value.split(",").map((speaker) => speaker.trim()).filter((speaker) => speaker),
              as_known_on: known.value.trim() || null,
              fresh: fresh.checked,
            },
          });
        },
        go,
      ),
    { id: "weigh-go" },
  );
  return make(
    "div",
    { class: "form" },
    field(t("Name"), out),
    field(t("Work"), work),
    field(t("Time at most"), budget, t("such as 60s or 5m")),
    field(t("Leave out"), without, t("speakers, with commas")),
    field(t("As known on"), known),
    field(t("Seed"), seed),
    make("label", { class: "field wide" }, fresh, ` ${t("Discard a checkpoint that is in the way")}`),
    make("p", { class: "controls" }, go),
    said,
  );
}
