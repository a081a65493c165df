// Interface texts in English or French. What comes from the dossier and from the findings stays in its own language.
import { all, make } from "../dom";
import { PATTERNS, WORDS } from "./french";

/** Where interface texts stand; everything else on the page is content. */
const PLACES = [
  ".over", ".home a", ".skip", "nav a", "h2", ".lead p", ".lead em", "aside.warnings > p b", "thead th", "thead th button", "caption",
  "summary", "label", "legend", "option", "button", ".badge", ".verdict", ".place", "figcaption", "#player h3",
  "#stories h3", ".leaves-out b", "#origin main > p", "#origin > p", "tbody th", ".three td", ".small", ".pair",
  "p > b", ".bears", ".counts", ".big", ".reading", ".tally li",
].join(",");

const KEY = "kidal-language";

export function offerLanguages(): void {
  const select = make(
    "select",
    { id: "language", "aria-label": "Language of the interface" },
    make("option", { value: "en", lang: "en" }, "English"),
    make("option", { value: "fr", lang: "fr" }, "Français"),
  );
  const bar = make("p", { class: "language" }, select);
  document.querySelector(".top .inner")?.prepend(bar);
  select.addEventListener("change", () => {
    use(select.value);
    remember(select.value);
  });
  const wanted = remembered() ?? (navigator.language.startsWith("fr") ? "fr" : "en");
  select.value = wanted;
  if (wanted !== "en") use(wanted);
  // What a part of the viewer writes later is put into the same words.
  new MutationObserver((changes) => {
    if (select.value !== "fr") return;
    for (const change of changes) {
      for (const node of [change.target, ...Array.from(change.addedNodes)]) translate(node, true);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

/** English of what was translated, so that it can be put back. */
const english = new WeakMap<Text, string>();

function use(language: string): void {
  for (const place of all(PLACES)) translate(place, language === "fr");
}

function translate(node: Node, toFrench: boolean): void {
  const element = node instanceof Element ? node : node.parentElement;
  if (!element || !element.matches(PLACES)) {
    if (node instanceof Element) for (const place of all(PLACES, node)) translate(place, toFrench);
    return;
  }
  for (const child of Array.from(element.childNodes)) {
    if (!(child instanceof Text)) continue;
    const was = english.get(child);
    if (!toFrench) {
      if (was !== undefined && child.data !== was) child.data = was;
      continue;
    }
    const said = french(child.data);
    if (said === null || said === child.data) continue;
    english.set(child, child.data);
    child.data = said;
    element.setAttribute("lang", "fr");
  }
  if (!toFrench) element.removeAttribute("lang");
}

/** The text in French, or null where it is not of the interface. */
export function french(text: string): string | null {
  const core = text.trim();
  if (!core) return null;
  const whole = WORDS[core];
  if (whole !== undefined) return text.replace(core, whole);
  for (const [pattern, said] of PATTERNS) {
    if (pattern.test(core)) return text.replace(core, core.replace(pattern, said));
  }
  return null;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A page opened from a file may keep nothing.
  }
}
