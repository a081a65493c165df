//! The verbs of the vocabulary's templates, and which names take them in the plural.

/// A verb as a template has it, with its other forms.
pub(super) struct Verb {
    /// As the template has it: third person, singular.
    form: &'static str,
    /// The same in the plural.
    pub(super) plural: &'static str,
    /// The bare verb: "he asks that it *be* so".
    pub(super) bare: &'static str,
    /// What leads a "not": "did not fall", "does not want"; empty for "was not".
    pub(super) helper: &'static str,
}

const fn verb(
    form: &'static str,
    plural: &'static str,
    bare: &'static str,
    helper: &'static str,
) -> Verb {
    Verb {
        form,
        plural,
        bare,
        helper,
    }
}

const VERBS: &[Verb] = &[
    verb("was", "were", "be", ""),
    verb("is", "are", "be", ""),
    verb("are", "are", "be", ""),
    verb("has", "have", "have", "does"),
    verb("have", "have", "have", "do"),
    verb("does", "do", "", ""),
    verb("did", "did", "", ""),
    verb("wants", "want", "want", "does"),
    verb("intends", "intend", "intend", "does"),
    verb("leads", "lead", "lead", "does"),
    verb("holds", "hold", "hold", "does"),
    verb("accepts", "accept", "accept", "does"),
    verb("doubts", "doubt", "doubt", "does"),
    verb("fights", "fight", "fight", "does"),
    verb("surrenders", "surrender", "surrender", "does"),
    verb("consists", "consist", "consist", "does"),
    verb("arrived", "arrived", "arrive", "did"),
    verb("called", "called", "call", "did"),
    verb("defected", "defected", "defect", "did"),
    verb("demanded", "demanded", "demand", "did"),
    verb("deserted", "deserted", "desert", "did"),
    verb("ended", "ended", "end", "did"),
    verb("escaped", "escaped", "escape", "did"),
    verb("fell", "fell", "fall", "did"),
    verb("had", "had", "have", "did"),
    verb("happened", "happened", "happen", "did"),
    verb("lasted", "lasted", "last", "did"),
    verb("offered", "offered", "offer", "did"),
    verb("ordered", "ordered", "order", "did"),
    verb("pledged", "pledged", "pledge", "did"),
    verb("promised", "promised", "promise", "did"),
    verb("refused", "refused", "refuse", "did"),
    verb("remained", "remained", "remain", "did"),
    verb("resisted", "resisted", "resist", "did"),
    verb("returned", "returned", "return", "did"),
    verb("said", "said", "say", "did"),
    verb("slept", "slept", "sleep", "did"),
    verb("started", "started", "start", "did"),
    verb("took", "took", "take", "did"),
    verb("went", "went", "go", "did"),
    verb("withdrew", "withdrew", "withdraw", "did"),
    verb("won", "won", "win", "did"),
];

/// The verb that a template writes like this.
pub(super) fn verb_of(word: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.form == word)
}

/// A clause template with "not" in its verb, the first verb that it has; none where it has none.
pub(super) fn denied(template: &str) -> Option<String> {
    let (at, verb) = template
        .split(' ')
        .scan(0, |next, word| {
            let at = *next;
            *next += word.len() + 1;
            Some((at, word))
        })
        .find_map(|(at, word)| {
            // A slot may follow the verb without a space: `fell{keys}`.
            let bare_word = word.split('{').next().unwrap_or_default();
            verb_of(bare_word).map(|verb| (at, verb))
        })?;
    let rest = &template[at + verb.form.len()..];
    let told = if verb.helper.is_empty() {
        format!("{} not", verb.form)
    } else {
        format!("{} not {}", verb.helper, verb.bare)
    };
    Some(format!("{}{told}{rest}", &template[..at]))
}

/// Whether a name takes its verb in the plural, by the look of its head: "the men of Gamou", "those who left".
pub fn looks_plural(name: &str) -> bool {
    // The garrison and its like stay singular, which is right where a plural would also do.
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.first() == Some(&"those") || words.contains(&"and") {
        return true;
    }
    let follows_head = [
        "of", "from", "in", "at", "with", "who", "that", "near", "on", "for", "by", "close", "to",
    ];
    let end = words
        .iter()
        .position(|word| follows_head.contains(word))
        .unwrap_or(words.len());
    let Some(head) = words[..end].last() else {
        return false;
    };
    let is_irregular = matches!(
        *head,
        "men" | "women" | "people" | "children" | "police" | "tamasheq" | "tuareg"
    );
    let ends_plural = head.ends_with('s')
        && !["ss", "us", "is", "'s"]
            .iter()
            .any(|end| head.ends_with(end));
    is_irregular || ends_plural
}
