// Shapes that several views use.
import { make, fill, type Child } from "../dom";
import { Refusal, type Diagnostic } from "./talk";

/** A table with a caption; the first cell of a row is its head. */
export function table(caption: string, heads: string[], rows: Child[][]): HTMLElement {
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const body = rows.map((cells) =>
    make(
      "tr",
      {},
      ...cells.map((cell, index) =>
        index === 0 ? make("th", { scope: "row" }, cell) : make("td", { "data-label": heads[index] || undefined }, cell),
      ),
    ),
  );
  return make(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    make(
      "table",
      { class: "numbers stack" },
      make("caption", {}, caption),
      make("thead", {}, head),
      make("tbody", {}, ...body),
    ),
  );
}

export function link(to: string, text: string, attributes: Record<string, string> = {}): HTMLAnchorElement {
  return make("a", { href: to, ...attributes }, text);
}

export function button(text: string, act: () => void, attributes: Record<string, string | boolean> = {}): HTMLButtonElement {
  return make("button", { type: "button", onclick: act, ...attributes }, text);
}

export function field(label: string, control: HTMLElement, hint = ""): HTMLElement {
  return make("label", { class: "field" }, make("span", {}, label), control, hint ? make("small", {}, hint) : null);
}

/** What went wrong, what to do, and where. */
export function trouble(fault: unknown): HTMLElement {
  const said = fault instanceof Refusal ? fault.said : { error: String(fault), remedy: "", diagnostics: null };
  return make(
    "div",
    { class: "trouble", role: "alert" },
    make("p", {}, make("b", {}, said.error)),
    said.remedy ? make("p", {}, said.remedy) : null,
    said.diagnostics?.length ? diagnostics(said.diagnostics) : null,
  );
}

const SIGNS: Record<string, string> = { error: "✕", contradiction: "✕", tension: "◐", note: "·" };

/** Diagnostics as a list; a place is a button where there is somewhere to go. */
export function diagnostics(list: Diagnostic[], goTo?: (file: string, line: number) => void): HTMLElement {
  return make(
    "ol",
    { class: "found" },
    ...list.map((one) =>
      make(
        "li",
        { class: `collision ${one.severity}` },
        make("p", {}, make("span", { "aria-hidden": true }, `${SIGNS[one.severity] ?? ""} `), make("b", {}, one.message)),
        make("p", { class: "place" }, `${one.severity} · ${one.code}`),
        make(
          "ul",
          { class: "places" },
          ...one.annotations.map((place) => {
            const where = `${place.file}:${place.start.line}`;
            return make(
              "li",
              {},
              goTo ? button(where, () => goTo(place.file, place.start.line), { class: "as-link" }) : make("code", {}, where),
              ` ${place.label}`,
            );
          }),
        ),
        one.arithmetic.length ? make("pre", { tabindex: 0 }, one.arithmetic.join("\n")) : null,
        one.help ? make("p", { class: "remedy" }, one.help) : null,
      ),
    ),
  );
}

/** Runs something that may be refused; the refusal is shown in a place, and the button waits. */
export function attempt(place: HTMLElement, work: () => Promise<void>, by?: HTMLButtonElement): void {
  if (by) by.disabled = true;
  fill(place);
  work()
    .catch((fault: unknown) => fill(place, trouble(fault)))
    .finally(() => {
      if (by) by.disabled = false;
    });
}

export function heading(text: string, ...more: Child[]): HTMLElement {
  return make("header", { class: "head" }, make("h1", {}, text), ...more);
}
