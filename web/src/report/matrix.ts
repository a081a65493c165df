// The matrix of what holds together: pointing at a field reads it out below, with both claims.
import { all, make } from "../dom";

export function readMatrix(): void {
  const graph = document.querySelector<SVGSVGElement>("svg[aria-labelledby^='draw-together-t']");
  const fields = graph ? all<SVGElement>("[data-pair]", graph) : [];
  if (!graph || !fields.length) return;
  const said = make("p", { class: "reading", "aria-live": "polite" });
  graph.closest("figure")?.querySelector("figcaption")?.before(said);
  const show = (event: Event) => {
    const pair = (event.target as Element).closest<SVGElement>("[data-pair]")?.dataset["pair"];
    if (pair) said.textContent = pair;
  };
  graph.addEventListener("pointerover", show);
}
