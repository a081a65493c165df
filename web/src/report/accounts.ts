// The accounts side by side: choose which are shown; switch one off and see which answers move. The numbers are those of
// the table that the page holds; nothing is computed here.
import { all, make, announce } from "../dom";

export function chooseAccounts(): void {
  chooseShown();
  switchOff();
}

function chooseShown(): void {
  const section = document.getElementById("accounts");
  const cards = section ? all("article.account", section) : [];
  const columns = section?.querySelector(".columns");
  if (!columns || cards.length < 3) return;
  const fieldset = make("fieldset", { class: "choices" }, make("legend", {}, "Accounts shown"));
  cards.forEach((card, index) => {
    const box = make("input", { type: "checkbox", id: `account-${index}`, checked: true });
    box.addEventListener("change", () => {
      card.hidden = !box.checked;
    });
    fieldset.append(make("label", {}, box, " ", card.querySelector("h3")?.textContent ?? ""));
  });
  const set = (value: boolean) => () => {
    for (const box of all<HTMLInputElement>("input", fieldset)) {
      box.checked = value;
      box.dispatchEvent(new Event("change"));
    }
  };
  const buttons = make(
    "p",
    { class: "controls" },
    make("button", { type: "button", onclick: set(true) }, "All"),
    make("button", { type: "button", onclick: set(false) }, "None"),
  );
  fieldset.append(buttons);
  columns.before(make("details", { class: "chooser" }, make("summary", {}, "Choose accounts"), fieldset));
}

function switchOff(): void {
  const table = document.querySelector<HTMLTableElement>("#without table.without");
  const body = table?.tBodies[0];
  if (!table || !body) return;
  const rows = Array.from(body.rows);
  const names = Array.from(new Set(rows.map((row) => row.dataset["origin"] ?? ""))).filter((name) => name);
  const first = names[0];
  if (first === undefined) return;
  const select = make(
    "select",
    { id: "without-origin" },
    ...names.map((name) => {
      const row = rows.find((row) => row.dataset["origin"] === name);
      return make("option", { value: name }, row?.dataset["name"] ?? name);
    }),
  );
  const onlyMoved = make("input", { type: "checkbox", id: "without-moved" });
  const said = make("p", { class: "reading", "aria-live": "polite" });
  const apply = () => {
    let moved = 0;
    for (const row of rows) {
      const isOf = row.dataset["origin"] === select.value;
      if (isOf && row.dataset["moves"] === "yes") moved += 1;
      row.hidden = !isOf || (onlyMoved.checked && row.dataset["moves"] !== "yes");
    }
    const text = `Without ${select.selectedOptions[0]?.textContent ?? ""}: ${moved} of ${
      rows.filter((row) => row.dataset["origin"] === select.value).length
    } answers move`;
    said.textContent = text;
    announce(text);
  };
  select.addEventListener("change", apply);
  onlyMoved.addEventListener("change", apply);
  const fold = table.closest("details");
  if (fold) fold.open = true;
  (table.closest(".scroll") ?? table).before(
    make(
      "p",
      { class: "controls" },
      make("label", {}, "Switch off ", select),
      make("label", {}, onlyMoved, " only answers that move"),
    ),
    said,
  );
  apply();
}
