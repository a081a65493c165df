// What if: sliders for numbers, switches for levels and orders; the answer is paired with the same histories unchanged.
import { fill, make } from "../dom";
import { attempt, button, field, heading } from "./parts";
import { get, post, type Changeable, type Entry } from "./talk";
import { t } from "./words";

export async function whatif(findings: string, dossier: string, runs: HTMLElement): Promise<Node[]> {
  const list = await get<Changeable>(`/api/dossiers/${dossier}/changeable`);
  const changes = new Map<string, string>();
  const shown = make("p", { class: "place", id: "changes", "aria-live": "polite" });
  const set = (id: string, change: string | null) => {
    if (change === null) changes.delete(id);
    else changes.set(id, change);
    shown.textContent = Array.from(changes.values()).join(", ");
  };
  const outcome = make(
    "select",
    { id: "outcome" },
    ...list.outcomes.map((entry) => make("option", { value: entry.id }, entry.about || entry.id)),
  );
  const said = make("div", {});
  const ask = button(
    t("Ask"),
    () =>
      attempt(
        said,
        async () => {
          if (!changes.size) {
            fill(said, make("p", { class: "fails" }, t("Choose at least one change.")));
            return;
          }
          await post("/api/runs", {
            whatif: { dossier, findings, change: Array.from(changes.values()), outcome: outcome.value || null },
          });
        },
        ask,
      ),
    { id: "ask" },
  );
  const group = (title: string, entries: Entry[], control: (entry: Entry) => HTMLElement) =>
    entries.length ? make("fieldset", { class: "group" }, make("legend", {}, title), ...entries.map(control)) : null;
  return [
    heading(`${t("What if")}: ${findings}`, make("p", {}, make("a", { href: "/" }, `← ${t("Studies")}`))),
    make(
      "section",
      { id: "whatif" },
      field(t("Question"), outcome),
      group(t("Changes"), list.interventions, (entry) => flag(entry, set)),
      group(t("Numbers"), list.numbers, (entry) => slider(entry, set)),
      group(t("Levels"), list.levels, (entry) => choice(entry, (level) => `${entry.id}=${level}`, entry.levels ?? [], set)),
      group(t("Orders"), list.orders, (entry) => choice(entry, (value) => `order:${entry.id}=${value}`, ["never", "always"], set)),
      make("p", { class: "controls" }, ask),
      shown,
      said,
    ),
    make("section", { id: "runs" }, make("h2", {}, t("Answers so far")), runs),
  ];
}

type Set = (id: string, change: string | null) => void;

function flag(entry: Entry, set: Set): HTMLElement {
  const box = make("input", { type: "checkbox", "data-change": entry.id });
  box.addEventListener("change", () => set(entry.id, box.checked ? entry.id : null));
  return make("label", { class: "field wide" }, box, ` ${entry.about || entry.id}`);
}

function slider(entry: Entry, set: Set): HTMLElement {
  const [low, high] = entry.bounds ?? [0, 1];
  const isWhole = high - low > 20;
  const range = make("input", {
    type: "range",
    "data-change": entry.id,
    min: low,
    max: high,
    step: isWhole ? Math.max(1, Math.round((high - low) / 200)) : (high - low) / 200,
    value: (low + high) / 2,
    disabled: true,
  });
  const value = make("output", {}, t("as it is"));
  const box = make("input", { type: "checkbox", "aria-label": entry.about, "data-switch": entry.id });
  const apply = () => {
    range.disabled = !box.checked;
    const number = isWhole ? Math.round(Number(range.value)) : Number(Number(range.value).toPrecision(3));
    value.textContent = box.checked ? `${number.toLocaleString()} ${entry.unit ?? ""}` : t("as it is");
    set(entry.id, box.checked ? `${entry.id}=${number}` : null);
  };
  range.setAttribute("aria-label", entry.about);
  box.addEventListener("change", apply);
  range.addEventListener("input", apply);
  return make("div", { class: "slider" }, make("label", {}, box, ` ${entry.about}`), range, value);
}

function choice(entry: Entry, change: (value: string) => string, values: string[], set: Set): HTMLElement {
  const select = make(
    "select",
    { "data-change": entry.id },
    make("option", { value: "" }, t("as it is")),
    ...values.map((value) => make("option", { value }, t(value))),
  );
  select.addEventListener("change", () => set(entry.id, select.value ? change(select.value) : null));
  return field(entry.about, select);
}
