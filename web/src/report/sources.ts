// In the graph of sources, pointing at one shows all that it comes from and all that comes from it.
import { all, make } from "../dom";

export function followSources(): void {
  const graph = document.querySelector<SVGSVGElement>("#draw-sources-graph, svg[aria-labelledby^='draw-sources-t']");
  if (!graph) return;
  const links = all<SVGElement>("[data-from]", graph);
  const nodes = all<SVGElement>("[data-source]", graph);
  if (!links.length || !nodes.length) return;
  const said = make("p", { class: "place", "aria-live": "polite" });
  graph.closest("figure")?.appendChild(said);
  const reach = (start: string, from: string, to: string): Set<string> => {
    const found = new Set([start]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const link of links) {
        const next = link.dataset[to] ?? "";
        if (found.has(link.dataset[from] ?? "") && !found.has(next)) {
          found.add(next);
          grew = true;
        }
      }
    }
    return found;
  };
  const show = (id: string | null) => {
    graph.classList.toggle("follows", id !== null);
    const before = id === null ? new Set<string>() : reach(id, "to", "from");
    const after = id === null ? new Set<string>() : reach(id, "from", "to");
    for (const node of nodes) {
      const own = node.dataset["source"] ?? "";
      node.classList.toggle("on", before.has(own) || after.has(own));
    }
    for (const link of links) {
      const [from, to] = [link.dataset["from"] ?? "", link.dataset["to"] ?? ""];
      link.classList.toggle("on", (before.has(from) && before.has(to)) || (after.has(from) && after.has(to)));
    }
    const count = (set: Set<string>) => Math.max(0, set.size - 1);
    said.textContent = id === null ? "" : `${id}: derives from ${count(before)}, ${count(after)} derive from it`;
  };
  for (const node of nodes) {
    const id = node.dataset["source"] ?? "";
    node.addEventListener("pointerenter", () => show(id));
    node.addEventListener("pointerleave", () => show(null));
    node.addEventListener("focusin", () => show(id));
    node.addEventListener("focusout", () => show(null));
  }
}
