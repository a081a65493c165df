// The few shapes that report and app build their pages from. Text is only ever set as text.

export type Child = Node | string | null | undefined | false;

/** An element with attributes and children; `on…` are listeners, `true` sets an attribute without a value. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number | boolean | ((event: Event) => void) | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

export function append(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (child) parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

/** Empties an element and fills it anew. */
export function fill(parent: Node, ...children: Child[]): void {
  parent.textContent = "";
  append(parent, children);
}

/** The element with this id, if it is of this kind. */
export function byId<T extends Element>(id: string, kind: { new (): T }): T | null {
  const found = document.getElementById(id);
  return found instanceof kind ? found : null;
}

export function all<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return Array.from(root.querySelectorAll<T>(selector));
}

/** A short message for those who do not see the page change. */
export function announce(text: string): void {
  let place = document.getElementById("announcement");
  if (!place) {
    place = make("p", { id: "announcement", class: "for-readers", role: "status", "aria-live": "polite" });
    document.body.appendChild(place);
  }
  place.textContent = text;
}
