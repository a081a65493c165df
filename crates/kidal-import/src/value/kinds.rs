//! Kinds of loss, alone and joined: `killed`, `killed, wounded or captured`, `ships`.

/// The kinds that a joined one holds: `killed, died of disease or wounded` holds three.
pub(super) fn parts_of(kind: &str) -> impl Iterator<Item = &str> {
    kind.split(", ")
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
}

/// Whether a kind of loss is of things, and not of people.
pub(super) fn is_category(kind: &str) -> bool {
    matches!(
        kind,
        "ships"
            | "tanks"
            | "aircraft"
            | "guns"
            | "vehicles"
            | "chariots"
            | "animals"
            | "standards"
            | "weapons"
            | "buildings"
    )
}

/// Kinds and what befell them, as one kind.
pub(super) fn joined(kinds: &[&str], outcomes: &[&str], is_choice: bool) -> String {
    let mut all: Vec<&str> = kinds.to_vec();
    for outcome in outcomes {
        let as_kind = match *outcome {
            "lost" => "casualties",
            other => other,
        };
        if !all.contains(&as_kind) {
            all.push(as_kind);
        }
    }
    if all.len() > 1 {
        all.retain(|kind| *kind != "casualties");
    }
    if all.is_empty() {
        return "casualties".to_string();
    }
    listed(&all, is_choice)
}

/// `killed`, `killed and wounded`, `killed, wounded or captured`.
pub(super) fn listed(words: &[&str], is_choice: bool) -> String {
    let joint = if is_choice { " or " } else { " and " };
    match words {
        [] => String::new(),
        [one] => (*one).to_string(),
        [head @ .., last] => format!("{}{joint}{last}", head.join(", ")),
    }
}
