// The app's own texts, in English or French. What comes from the server stays as it is.
const FRENCH: Record<string, string> = {
  "Studies": "Études",
  "Dossiers": "Dossiers",
  "Findings": "Résultats",
  "Runs": "Calculs",
  "Import an article": "Importer un article",
  "New dossier": "Nouveau dossier",
  "Compare": "Comparer",
  "What if": "Et si",
  "open": "ouvrir",
  "report": "page",
  "download": "télécharger",
  "what if": "et si",
  "Name": "Nom",
  "Make": "Créer",
  "No dossier here yet: import an article, or make one to start from.": "Aucun dossier ici : importez un article, ou créez-en un.",
  "No findings yet: open a dossier and weigh it.": "Aucun résultat : ouvrez un dossier et pesez-le.",
  "Nothing runs, and nothing waits.": "Rien ne tourne, rien n’attend.",
  "dossier": "dossier",
  "findings": "résultats",
  "of": "de",
  "histories": "histoires",
  "trusted": "fiable",
  "yes": "oui",
  "no": "non",
  "not yet": "pas encore",
  "changed since": "changé depuis",
  "queued": "en attente",
  "running": "en cours",
  "stopped": "arrêté",
  "done": "fini",
  "failed": "échoué",
  "Stop": "Arrêter",
  "Go on": "Reprendre",
  "Remove": "Retirer",
  "went on from a checkpoint": "repris d’un point de reprise",
  "Do not trust these numbers yet": "Ne vous fiez pas encore à ces nombres",
  "Save and check": "Enregistrer et vérifier",
  "Saved.": "Enregistré.",
  "What check finds": "Ce que trouve la vérification",
  "new": "nouveau",
  "found no more": "n’est plus trouvé",
  "Nothing changed in what check finds.": "Rien de changé dans ce que trouve la vérification.",
  "Weigh": "Peser",
  "Seed": "Graine",
  "Work": "Effort",
  "small (to see that it runs)": "petit (pour voir que cela tourne)",
  "usual": "habituel",
  "full": "complet",
  "Time at most": "Temps au plus",
  "such as 60s or 5m": "par exemple 60s ou 5m",
  "Leave out": "Écarter",
  "speakers, with commas": "voix, séparées par des virgules",
  "As known on": "Connu au",
  "Discard a checkpoint that is in the way": "Jeter un point de reprise qui gêne",
  "Question": "Question",
  "Changes": "Changements",
  "Numbers": "Nombres",
  "Levels": "Niveaux",
  "Orders": "Ordres",
  "as it is": "tel quel",
  "never": "jamais",
  "always": "toujours",
  "Ask": "Demander",
  "Choose at least one change.": "Choisissez au moins un changement.",
  "Answers so far": "Réponses jusqu’ici",
  "without the change": "sans le changement",
  "with the change": "avec le changement",
  "difference": "différence",
  "the same histories": "les mêmes histoires",
  "the same forces, fresh luck": "les mêmes forces, autre hasard",
  "before any account": "avant tout récit",
  "Left": "À gauche",
  "Right": "À droite",
  "question": "question",
  "parts": "divergent",
  "Verdicts that differ": "Verdicts qui diffèrent",
  "No verdict differs.": "Aucun verdict ne diffère.",
  "claim": "affirmation",
  "Articles, as text files; several are editions of one article": "Articles, en fichiers texte ; plusieurs sont des éditions d’un même article",
  "or the text itself": "ou le texte lui-même",
  "Show the draft": "Montrer le brouillon",
  "The draft": "Le brouillon",
  "Make the dossier": "Créer le dossier",
  "What was noticed": "Ce qui a été remarqué",
  "unsaved": "non enregistré",
};

let language = remembered();

export function t(english: string): string {
  return language === "fr" ? (FRENCH[english] ?? english) : english;
}

export function currentLanguage(): string {
  return language;
}

export function useLanguage(next: string): void {
  language = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem("kidal-language", next);
  } catch {
    // Then it is asked anew next time.
  }
}

function remembered(): string {
  try {
    const kept = localStorage.getItem("kidal-language");
    if (kept) return kept;
  } catch {
    // As above.
  }
  return navigator.language.startsWith("fr") ? "fr" : "en";
}
