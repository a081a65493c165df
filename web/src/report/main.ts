// The viewer of the report. The page is complete without it; each part below adds one thing, and one that fails leaves
// the page as it was.
import "./report.css";
import { sortTables } from "./tables";
import { foldSections } from "./narrow";
import { unfoldTargets } from "./unfold";
import { filterClaims } from "./claims";
import { showClaims } from "./claim-window";
import { followSources } from "./sources";
import { chooseAccounts } from "./accounts";
import { readMatrix } from "./matrix";
import { startReplay } from "./replay/player";
import { offerLanguages } from "./language";

const parts: [string, () => void][] = [
  ["tables", sortTables],
  ["narrow screens", foldSections],
  ["links", unfoldTargets],
  ["claims", filterClaims],
  ["claim window", showClaims],
  ["sources", followSources],
  ["accounts", chooseAccounts],
  ["matrix", readMatrix],
  ["replay", startReplay],
  ["language", offerLanguages],
];

for (const [name, start] of parts) {
  try {
    start();
  } catch (fault) {
    console.error(`the part "${name}" of the viewer did not start`, fault);
  }
}
document.documentElement.dataset["viewer"] = "full";
