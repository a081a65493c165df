// From an article to a draft, and from the draft to a dossier. What is uploaded is shown as text, never as a page.
import { fill, make } from "../dom";
import { attempt, button, field, heading } from "./parts";
import { post } from "./talk";
import { t } from "./words";

interface Draft {
  draft: string;
  remarks: string[];
  made: string | null;
}

export function importer(): Node[] {
  const files = make("input", { type: "file", id: "articles", multiple: true, accept: ".txt,.wiki,.csv,.tsv,text/*" });
  const text = make("textarea", { id: "article-text", rows: 8, spellcheck: "false" });
  const name = make("input", { type: "text", id: "draft-name", autocomplete: "off" });
  const said = make("div", {});
  const place = make("div", { id: "draft" });
  const gather = async () => {
    const list = await Promise.all(
      Array.from(files.files ?? []).map(async (file, index) => ({ name: safe(file.name, index), text: await file.text() })),
    );
    if (text.value.trim()) list.push({ name: "article.txt", text: text.value });
    return list;
  };
  const show = button(
    t("Show the draft"),
    () =>
      attempt(
        said,
        async () => {
          const draft = await post<Draft>("/api/import", { files: await gather() });
          fill(
            place,
            make("h2", {}, t("The draft")),
            make("pre", { class: "draft", tabindex: 0 }, draft.draft),
            draft.remarks.length ? make("h3", {}, t("What was noticed")) : null,
            make("ul", {}, ...draft.remarks.map((remark) => make("li", {}, remark))),
            make("div", { class: "form" }, field(t("Name"), name), make("p", { class: "controls" }, makeIt)),
          );
        },
        show,
      ),
    { id: "show-draft" },
  );
  const makeIt: HTMLButtonElement = button(
    t("Make the dossier"),
    () =>
      attempt(
        said,
        async () => {
          const draft = await post<Draft>("/api/import", { files: await gather(), make: name.value.trim() });
          if (draft.made) location.hash = `#/dossier/${draft.made}`;
        },
        makeIt,
      ),
    { id: "make-dossier" },
  );
  return [
    heading(t("Import an article"), make("p", {}, make("a", { href: "/" }, `← ${t("Studies")}`))),
    make(
      "section",
      {},
      make(
        "div",
        { class: "form" },
        field(t("Articles, as text files; several are editions of one article"), files),
        field(t("or the text itself"), text),
        make("p", { class: "controls" }, show),
      ),
      said,
      place,
    ),
  ];
}

/** A file's name as the server takes it: letters, digits, `-`, `_`, `.`. */
function safe(name: string, index: number): string {
  const plain = name.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[.-]+/, "");
  return plain || `article-${index + 1}.txt`;
}
