// On a narrow screen all sections but the answers are folded under their headings: the whole page is a hundred screens there.
import { all, make } from "../dom";

export function foldSections(): void {
  if (!window.matchMedia("(max-width: 44rem)").matches) return;
  for (const section of all("main section[id]:not(#answers)")) {
    const heading = section.querySelector(":scope > h2");
    if (!heading) continue;
    const fold = make("details", { class: "narrow" });
    fold.append(make("summary", {}, heading), ...Array.from(section.childNodes));
    // What is drawn to the width of its place has none while that is folded.
    fold.addEventListener("toggle", () => window.dispatchEvent(new Event("resize")));
    section.append(fold);
  }
}
