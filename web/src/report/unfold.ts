// A link to something inside a folded part opens that part; paper has everything open.
import { all } from "../dom";

export function unfoldTargets(): void {
  window.addEventListener("hashchange", unfold);
  unfold();
  window.addEventListener("beforeprint", () => {
    for (const fold of all<HTMLDetailsElement>("details")) fold.open = true;
  });
}

function unfold(): void {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (!target) return;
  open(target);
  target.scrollIntoView();
}

export function open(target: Element): void {
  const own = target.querySelector<HTMLDetailsElement>(":scope > details.narrow");
  if (own) own.open = true;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
}
