"use strict";
// Sorts the tables of claims by a click on a head; opens what is folded before printing. Draws nothing, loads nothing.
(function () {
  function sort(table, column, head) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    if (!table.firstOrder) table.firstOrder = rows.slice();
    const was = head.getAttribute("aria-sort");
    const next = was === "ascending" ? "descending" : was === "descending" ? "none" : "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    let ordered = table.firstOrder.slice();
    if (next !== "none") {
      head.setAttribute("aria-sort", next);
      const isNumber = head.dataset.sort === "number";
      const sign = next === "ascending" ? 1 : -1;
      ordered.sort(function (left, right) {
        const a = left.cells[column].dataset.key, b = right.cells[column].dataset.key;
        return sign * (isNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
      });
    }
    for (const row of ordered) body.appendChild(row);
  }
  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", function () { sort(table, column, head); });
      head.textContent = "";
      head.appendChild(button);
    });
  }
  // A link to something inside a folded part opens that part.
  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  unfold();
  window.addEventListener("beforeprint", function () {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
})();
