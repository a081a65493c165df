// The list of runs, alive: what waits, how far the running one has come, what came out.
import { fill, make } from "../dom";
import { button, link, table, trouble } from "./parts";
import { post, Refusal, type Run } from "./talk";
import { t } from "./words";

export function runList(runs: Run[]): HTMLElement {
  if (!runs.length) return make("p", { class: "place" }, t("Nothing runs, and nothing waits."));
  return make("ol", { class: "runs" }, ...runs.map(card));
}

function card(run: Run): HTMLElement {
  const isWeigh = "weigh" in run.job;
  const name = "weigh" in run.job ? `${run.job.weigh.dossier} → ${run.job.weigh.out}` : run.job.whatif.change.join(", ");
  const said = make("div", {});
  const act = (what: string) => () => {
    post(`/api/runs/${run.id}/${what}`).catch((fault: unknown) => fill(said, trouble(fault)));
  };
  const isOpen = run.state === "queued" || run.state === "running";
  return make(
    "li",
    { class: `run ${run.state}`, "data-run": run.id, "data-state": run.state },
    make(
      "p",
      { class: "run-head" },
      make("b", {}, isWeigh ? t("Weigh") : t("What if"), " ", name),
      make("span", { class: "badge" }, t(run.state)),
    ),
    run.state === "running" || (run.state === "stopped" && run.stand.done > 0) ? progress(run) : null,
    run.is_resumed ? make("p", { class: "place" }, t("went on from a checkpoint")) : null,
    run.refusal ? trouble(new Refusal(run.refusal)) : null,
    run.trustworthy === false ? make("p", { class: "fails" }, t("Do not trust these numbers yet")) : null,
    run.answer ? answer(run) : null,
    make(
      "p",
      { class: "controls" },
      run.state === "done" && "weigh" in run.job ? link(`/findings/${run.job.weigh.out}`, t("report")) : null,
      isOpen && (isWeigh || run.state === "queued") ? button(t("Stop"), act("stop")) : null,
      run.state === "stopped" || run.state === "failed" ? button(t("Go on"), act("resume")) : null,
      isOpen ? null : button(t("Remove"), act("remove")),
    ),
    said,
  );
}

function progress(run: Run): HTMLElement {
  const { stage, done, of, note } = run.stand;
  const bar = make("progress", { "aria-label": stage || t("running") });
  if (of > 0) {
    bar.max = Math.max(of, done);
    bar.value = done;
  }
  const count = of > 0 ? `${done.toLocaleString()} ${t("of")} ${of.toLocaleString()}` : done.toLocaleString();
  return make("div", { class: "progress" }, bar, make("p", { class: "place" }, `${stage} · ${count} ${t("histories")} · ${note}`));
}

function answer(run: Run): HTMLElement {
  const found = run.answer;
  if (!found) return make("div", {});
  return make(
    "div",
    { class: "answered" },
    make("p", {}, make("b", {}, found.record.asks), " ", found.record.change),
    make("p", { class: "sentence" }, found.record.sentence),
    table("", ["", t("without the change"), t("with the change"), t("difference")], found.modes.map(([name, ...values]) => [t(name), ...values])),
  );
}
