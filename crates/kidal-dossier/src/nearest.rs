//! The known words nearest to an unknown one, for remedies.

/// Up to three of the known words that look most like `word`, best first; none if nothing is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Chosen by us because 0.6 still finds `garison` and swapped letters, and no longer unrelated short words.
    const NEAR: f64 = 0.6;
    let wanted = word.to_lowercase();
    let mut found: Vec<(f64, &str)> = Vec::new();
    for candidate in known {
        let longer = candidate.len().max(wanted.len());
        let shorter = candidate.len().min(wanted.len());
        // A length that differs by more than this can never be near; skipping it keeps large dossiers quick.
        if longer - shorter > longer / 2 {
            continue;
        }
        let likeness = strsim::normalized_damerau_levenshtein(&wanted, candidate);
        if likeness >= NEAR && !found.iter().any(|(_, other)| *other == candidate) {
            found.push((likeness, candidate));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    found
        .into_iter()
        .take(3)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// "did you mean `a`, `b` or `c`?", or nothing where nothing is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = nearest(word, known);
    let quoted: Vec<String> = near
        .iter()
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    match quoted.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [head @ .., last] => Some(format!("did you mean {} or {last}?", head.join(", "))),
    }
}
