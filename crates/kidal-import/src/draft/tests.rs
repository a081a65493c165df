//! Drafts.

use kidal_diag::Files;

/// A result of more letters than a line of the draft shows was cut behind its opening quotation mark: the draft that the
/// program had written could not be read. So for every text that becomes a wording.
#[test]
fn a_very_long_field_leaves_a_draft_whose_quotations_are_closed() {
    let long = "several dozen \"men\\".repeat(100);
    let text = format!(
        "= Battle of the ford =\n\nInfobox\n- Date: 3 May 1901\n- Place: {long}\n- Result: {long}\n\
         - Combatant1: {long}\n- Combatant2: Blue League\n- Commander1: {long} (fled to {long})\n\
         - Strength1: {long}\n- Casualties1: {long} (according to {long})\n- Casualties3: {long}\n\n\
         According to {long}, 500 men {long} came.\n"
    );
    let draft = crate::import(&[("ford.txt".to_string(), text)]).draft();
    let mut files = Files::new();
    files.insert("evidence.toml", draft.as_str());
    let reading = kidal_dossier::read(files);
    assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
    let result = draft.lines().find(|line| line.contains("result(battle)"));
    assert!(
        result.is_some_and(|line| line.ends_with("…\\\"\"")),
        "{result:?}"
    );
}
