// A bar above the claims: words, speaker, verdict. What does not fit is hidden, and how much is said.
import { all, announce, make } from "../dom";

export function filterClaims(): void {
  const table = document.querySelector<HTMLTableElement>("#claims table.claims.sortable");
  const body = table?.tBodies[0];
  if (!table || !body || body.rows.length < 8) return;
  const rows = Array.from(body.rows);
  const speaker = choice("speaker", rows, (row) => row.cells[1]?.dataset["key"] ?? "", "Any speaker");
  const verdict = choice("verdict", rows, (row) => verdictOf(row), "Any verdict");
  const words = make("input", { type: "search", id: "claims-words", autocomplete: "off", spellcheck: "false" });
  const count = make("p", { class: "place", id: "claims-count" });
  const bar = make(
    "div",
    { class: "controls filter", role: "search", "aria-label": "Choose claims" },
    make("label", {}, "Words ", words),
    make("label", {}, "Speaker ", speaker),
    make("label", {}, "Verdict ", verdict),
  );
  const apply = () => {
    const wanted = words.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!wanted || (row.textContent ?? "").toLowerCase().includes(wanted)) &&
        (!speaker.value || row.cells[1]?.dataset["key"] === speaker.value) &&
        (!verdict.value || verdictOf(row) === verdict.value);
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} claims shown`;
    announce(`${shown} of ${rows.length} claims shown`);
  };
  for (const control of [words, speaker, verdict]) control.addEventListener("input", apply);
  // A link to a claim that is hidden now shows it again.
  window.addEventListener("hashchange", () => {
    const row = rows.find((row) => row.id === decodeURIComponent(location.hash.slice(1)));
    if (!row?.hidden) return;
    words.value = speaker.value = verdict.value = "";
    apply();
    row.scrollIntoView();
  });
  table.before(bar, count);
}

function verdictOf(row: HTMLTableRowElement): string {
  return all("span.verdict", row)[0]?.lastChild?.textContent?.trim() ?? "";
}

function choice(
  name: string,
  rows: HTMLTableRowElement[],
  of: (row: HTMLTableRowElement) => string,
  any: string,
): HTMLSelectElement {
  const values = Array.from(new Set(rows.map(of))).filter((value) => value).sort((a, b) => a.localeCompare(b));
  return make(
    "select",
    { id: `claims-${name}` },
    make("option", { value: "" }, any),
    ...values.map((value) => make("option", { value }, value)),
  );
}
