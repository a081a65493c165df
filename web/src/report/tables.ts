// Sorts tables by a click on a column's head: up, down, and back to the order of the page.
import { all, make, announce } from "../dom";

export function sortTables(): void {
  for (const table of all<HTMLTableElement>("table.sortable")) makeSortable(table);
}

export function makeSortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead?.rows[0]?.cells ?? []);
  if (!body) return;
  const order = Array.from(body.rows);
  heads.forEach((head, column) => {
    const button = make("button", { type: "button" }, head.textContent ?? "");
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const next = was === "ascending" ? "descending" : was === "descending" ? "none" : "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      let rows = order;
      if (next !== "none") {
        head.setAttribute("aria-sort", next);
        rows = sorted(order, column, head.dataset["sort"] === "number", next === "ascending" ? 1 : -1);
      }
      for (const row of rows) body.appendChild(row);
      announce(`${button.textContent}: ${next}`);
    });
    head.replaceChildren(button);
  });
}

function sorted(rows: HTMLTableRowElement[], column: number, isNumber: boolean, sign: number): HTMLTableRowElement[] {
  const key = (row: HTMLTableRowElement) => row.cells[column]?.dataset["key"] ?? "";
  return rows.slice().sort((left, right) => {
    const a = key(left);
    const b = key(right);
    return sign * (isNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
  });
}
