// The local app: a few views, chosen by the part of the address after `#`. All that lasts is on the server: a reload or a
// crashed tab loses nothing but unsaved text, and for that the browser asks first.
import "./app.css";
import { byId, fill, make } from "../dom";
import { compare } from "./compare";
import { dossier } from "./dossier";
import { home } from "./home";
import { importer } from "./import";
import { trouble } from "./parts";
import { runList } from "./runs";
import { watchRuns, type Run } from "./talk";
import { currentLanguage, useLanguage } from "./words";
import { whatif } from "./whatif";

const main = byId("main", HTMLElement);
let runs: Run[] = [];
let place = make("div", { class: "run-place" });
/** Which of the runs the present view shows. */
let wanted: (run: Run) => boolean = () => true;

function drawRuns(): void {
  // A button that has the focus keeps it when the list is drawn anew.
  const focused = document.activeElement;
  const label = focused && place.contains(focused) ? focused.textContent : null;
  const id = focused?.closest("[data-run]")?.getAttribute("data-run");
  fill(place, runList(runs.filter(wanted)));
  if (label && id) {
    const again = Array.from(place.querySelectorAll<HTMLElement>(`[data-run="${id}"] button`));
    again.find((button) => button.textContent === label)?.focus();
  }
}

async function view(): Promise<Node[]> {
  const [kind = "", first = "", second = ""] = decodeURIComponent(location.hash.replace(/^#\/?/, "")).split("/");
  wanted = () => true;
  switch (kind) {
    case "dossier":
      wanted = (run) => "weigh" in run.job && run.job.weigh.dossier === first;
      return dossier(first, place);
    case "whatif":
      wanted = (run) => "whatif" in run.job && run.job.whatif.findings === first;
      return whatif(first, second, place);
    case "compare":
      return compare();
    case "import":
      return importer();
    default:
      return home(place);
  }
}

async function show(): Promise<void> {
  if (!main) return;
  place = make("div", { class: "run-place" });
  try {
    const nodes = await view();
    fill(main, ...nodes);
    document.title = `${main.querySelector("h1")?.textContent ?? ""} · Kidal`;
  } catch (fault) {
    fill(main, make("h1", {}, "Kidal"), trouble(fault), make("p", {}, make("a", { href: "/" }, "Kidal")));
  }
  drawRuns();
  window.scrollTo(0, 0);
}

function bar(): HTMLElement {
  const select = make(
    "select",
    { id: "language", "aria-label": "Language / Langue" },
    make("option", { value: "en", selected: currentLanguage() === "en" }, "English"),
    make("option", { value: "fr", selected: currentLanguage() === "fr" }, "Français"),
  );
  select.addEventListener("change", () => {
    useLanguage(select.value);
    void show();
  });
  return make("header", { class: "bar" }, make("a", { href: "#/", class: "brand" }, "Kidal"), select);
}

useLanguage(currentLanguage());
document.body.prepend(bar());
window.addEventListener("hashchange", () => void show());
let finished = "";
watchRuns((next) => {
  runs = next;
  drawRuns();
  // What has just been finished changes the list of findings.
  const done = next.filter((run) => run.state === "done").map((run) => run.id).join();
  if (finished !== "" && finished !== done && /^#?\/?$/.test(location.hash)) void show();
  finished = done || " ";
});
void show();
