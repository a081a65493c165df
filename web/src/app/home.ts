// The list of all there is: dossiers, findings, runs.
import { make } from "../dom";
import { attempt, button, heading, link, table } from "./parts";
import { get, post, type Studies } from "./talk";
import { t } from "./words";

export async function home(runs: HTMLElement): Promise<Node[]> {
  const all = await get<Studies>("/api/studies");
  const digests = new Map(all.dossiers.map((dossier) => [dossier.name, dossier.digest]));
  return [
    heading(t("Studies")),
    make("section", { id: "dossiers" }, make("h2", {}, t("Dossiers")), dossiers(all), maker()),
    make("section", { id: "findings" }, make("h2", {}, t("Findings")), findings(all, digests)),
    make("section", { id: "runs" }, make("h2", {}, t("Runs")), runs),
  ];
}

function dossiers(all: Studies): HTMLElement {
  if (!all.dossiers.length) return make("p", {}, t("No dossier here yet: import an article, or make one to start from."));
  return table(
    t("Dossiers"),
    [t("dossier"), "", ""],
    all.dossiers.map((dossier) => [
      link(`#/dossier/${dossier.name}`, dossier.name),
      link(`#/dossier/${dossier.name}`, t("open")),
      link(`/api/dossiers/${dossier.name}/archive`, t("download"), { download: "" }),
    ]),
  );
}

function maker(): HTMLElement {
  const name = make("input", { type: "text", id: "new-name", pattern: "[a-z0-9-]+", autocomplete: "off" });
  const said = make("div", {});
  const go = button(t("Make"), () =>
    attempt(
      said,
      async () => {
        await post("/api/dossiers", { name: name.value.trim() });
        location.hash = `#/dossier/${name.value.trim()}`;
      },
      go,
    ),
  );
  return make(
    "div",
    {},
    make("p", { class: "controls" }, link("#/import", t("Import an article"), { class: "button" }), make("label", {}, `${t("New dossier")} `, name), go),
    said,
  );
}

function findings(all: Studies, digests: Map<string, string>): HTMLElement {
  if (!all.findings.length) return make("p", {}, t("No findings yet: open a dossier and weigh it."));
  const rows = all.findings.map((one) => {
    if (one.error) return [one.name, one.error, "", "", "", ""];
    const isWeighed = one.kind === "weigh" && one.dossier !== undefined && digests.has(one.dossier);
    const hasChanged = isWeighed && digests.get(one.dossier ?? "") !== one.digest;
    return [
      link(`/findings/${one.name}`, one.name),
      one.title ?? "",
      (one.histories ?? 0).toLocaleString(),
      one.trustworthy ? t("yes") : t("not yet"),
      hasChanged
        ? make("span", { class: "place" }, t("changed since"))
        : isWeighed
          ? link(`#/whatif/${one.name}/${one.dossier ?? ""}`, t("what if"))
          : null,
      make("span", {}, link(`/api/findings/${one.name}/archive`, t("download"), { download: "" })),
    ];
  });
  const parts: Node[] = [table(t("Findings"), [t("findings"), "", t("histories"), t("trusted"), "", ""], rows)];
  if (all.findings.length > 1) parts.push(make("p", {}, link("#/compare", t("Compare"), { class: "button" })));
  return make("div", {}, ...parts);
}
