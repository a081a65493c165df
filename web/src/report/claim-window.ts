// A click on a claim's id, wherever it stands, shows its words, its source and its place in a window, without losing the
// place where one was reading.
import { all, make } from "../dom";
import { open } from "./unfold";

export function showClaims(): void {
  const window_ = make("dialog", { id: "claim-window", "aria-label": "A claim" });
  const content = make("div", { class: "claim-content" });
  const close = make("button", { type: "button", class: "close", onclick: () => window_.close() }, "Close");
  const go = make("button", { type: "button" }, "Show it in the table");
  window_.append(content, make("p", { class: "controls" }, close, go));
  document.body.appendChild(window_);
  let target: Element | null = null;
  go.addEventListener("click", () => {
    window_.close();
    if (!target) return;
    open(target);
    if (location.hash === `#${target.id}`) target.scrollIntoView();
    else location.hash = target.id;
  });
  window_.addEventListener("click", (event) => {
    if (event.target === window_) window_.close();
    // A link inside leads away from the window.
    if (event.target instanceof Element && event.target.closest("a")) window_.close();
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>("a[href^='#claim-']");
    const row = link ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!link || !(row instanceof HTMLTableRowElement) || link.closest("#claim-window")) return;
    event.preventDefault();
    target = row;
    content.replaceChildren(...describe(row));
    window_.showModal();
  });
}

/** The row of a claim as a small page: its head, then each cell with its label. */
function describe(row: HTMLTableRowElement): Node[] {
  const nodes: Node[] = [];
  for (const cell of Array.from(row.cells)) {
    if (cell.classList.contains("none")) continue;
    const copy = make("div", { class: "claim-part" });
    const label = cell.dataset["label"];
    if (label) copy.appendChild(make("p", { class: "place" }, label));
    for (const child of Array.from(cell.childNodes)) copy.appendChild(child.cloneNode(true));
    for (const fold of all<HTMLDetailsElement>("details", copy)) fold.open = true;
    // A name may stand on a page once; a drawing keeps its title as a label.
    for (const drawing of all<SVGElement>("svg", copy as ParentNode)) {
      drawing.setAttribute("aria-label", drawing.querySelector("title")?.textContent ?? "");
      drawing.removeAttribute("aria-labelledby");
    }
    for (const named of all("[id]", copy)) named.removeAttribute("id");
    nodes.push(copy);
  }
  return nodes;
}
