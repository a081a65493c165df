// Two findings side by side.
import { fill, make } from "../dom";
import { attempt, field, heading, table } from "./parts";
import { get, type Compared, type Studies } from "./talk";
import { t } from "./words";

export async function compare(): Promise<Node[]> {
  const all = await get<Studies>("/api/studies");
  const names = all.findings.filter((one) => !one.error).map((one) => one.name);
  const choice = (id: string, at: number) =>
    make("select", { id }, ...names.map((name, index) => make("option", { value: name, selected: index === at }, name)));
  const left = choice("left", 0);
  const right = choice("right", Math.min(1, names.length - 1));
  const place = make("div", { id: "compared" });
  let asked = 0;
  const show = () =>
    attempt(place, async () => {
      const mine = ++asked;
      const two = await fetched(left.value, right.value);
      // An answer that comes after a later question is of no use any more.
      if (mine === asked) fill(place, ...shown(two));
    });
  left.addEventListener("change", show);
  right.addEventListener("change", show);
  if (names.length) show();
  return [
    heading(t("Compare"), make("p", {}, make("a", { href: "/" }, `← ${t("Studies")}`))),
    make("section", {}, make("div", { class: "form" }, field(t("Left"), left), field(t("Right"), right)), place),
  ];
}

const fetched = (left: string, right: string): Promise<Compared> =>
  get<Compared>(`/api/compare?left=${encodeURIComponent(left)}&right=${encodeURIComponent(right)}`);

function shown(two: Compared): Node[] {
  const about = (one: Compared["left"]) =>
    `${one.title} · ${one.histories} ${t("histories")} · ${t("Seed").toLowerCase()} ${one.seed}`;
  return [
    table("", ["", t("Left"), t("Right")], [
      [t("Studies"), about(two.left), about(two.right)],
      ["", make("code", {}, two.left.command), make("code", {}, two.right.command)],
      [t("trusted"), two.left.trustworthy ? t("yes") : t("not yet"), two.right.trustworthy ? t("yes") : t("not yet")],
    ]),
    table(
      t("Question"),
      [t("question"), t("Left"), t("Right"), t("parts")],
      two.questions.map((one) => [one.asks, one.left, one.right, one.parts ? make("b", {}, t("yes")) : t("no")]),
    ),
    two.verdicts.length
      ? table(
          t("Verdicts that differ"),
          [t("claim"), t("Left"), t("Right")],
          two.verdicts.map((one) => [
            make("span", {}, one.words ?? one.id, make("span", { class: "place" }, one.id)),
            one.left,
            one.right,
          ]),
        )
      : make("p", {}, t("No verdict differs.")),
    ...[...two.only_left, ...two.only_right].map((asks) => make("p", { class: "place" }, asks)),
  ];
}
