//! What the renderers write for one collision, and that no text and no span makes them panic.

use kidal_diag::{
    Diagnostic, Files, Severity, render_github, render_json, render_sarif, render_text,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const EVIDENCE: &str = "\
[[claim]]
says = \"strength(garrison) = 504\"

[[claim]]
says = \"strength(garrison) = {tamasheq = 300, south = 194}\"
";

fn files() -> Files {
    [
        ("evidence.toml", EVIDENCE),
        ("scenario.toml", "# é\nmen = 494\n"),
    ]
    .into_iter()
    .collect()
}

fn place(text: &str, part: &str) -> std::ops::Range<usize> {
    let start = text.find(part).expect("the part is in the text");
    start..start + part.len()
}

fn collision() -> Diagnostic {
    Diagnostic::new(
        "count-mismatch",
        Severity::Contradiction,
        "`garrison` has 504 men, but its parts add up to 494",
    )
    .at("evidence.toml", place(EVIDENCE, "504"), "says 504")
    .also(
        "evidence.toml",
        place(EVIDENCE, "{tamasheq = 300, south = 194}"),
        "parts",
    )
    .also("scenario.toml", 11..14, "the analyst's")
    .sum("300 + 194 = 494")
    .help("say whether the parts are exhaustive")
}

#[test]
fn text_shows_all_places_in_all_files_with_arithmetic_and_help() {
    let expected = "\
contradiction[count-mismatch]: `garrison` has 504 men, but its parts add up to 494
 --> evidence.toml:2:30
  |
2 | says = \"strength(garrison) = 504\"
  |                              ^^^ says 504
...
5 | says = \"strength(garrison) = {tamasheq = 300, south = 194}\"
  |                              ----------------------------- parts
  |
 ::: scenario.toml:2:7
  |
2 | men = 494
  |       --- the analyst's
  |
  = note: 300 + 194 = 494
  = help: say whether the parts are exhaustive

";
    assert_eq!(render_text(&[collision()], &files(), false), expected);
}

#[test]
fn colour_adds_escapes_and_nothing_else() {
    let coloured = render_text(&[collision()], &files(), true);
    assert!(coloured.contains('\u{1b}'));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').expect("a colour escape ends in m").1;
    }
    plain.push_str(rest);
    assert_eq!(plain, render_text(&[collision()], &files(), false));
}

#[test]
fn each_severity_has_its_title() {
    for (severity, title) in [
        (Severity::Error, "error[x]: m"),
        (Severity::Contradiction, "contradiction[x]: m"),
        (Severity::Tension, "tension[x]: m"),
        (Severity::Note, "note[x]: m"),
    ] {
        let text = render_text(&[Diagnostic::new("x", severity, "m")], &Files::new(), false);
        assert!(text.starts_with(title), "{text}");
    }
}

#[test]
fn json_counts_lines_and_columns_from_one_in_characters() {
    let found = Diagnostic::new("x", Severity::Tension, "m").at("a", 5..6, "l");
    let files: Files = [("a", "é\nêb")].into_iter().collect();
    let json: serde_json::Value =
        serde_json::from_str(&render_json(&[found], &files)).expect("JSON");
    let expected = serde_json::json!([{
        "code": "x", "severity": "tension", "message": "m",
        "annotations": [{
            "file": "a", "label": "l", "primary": true,
            "start": { "line": 2, "column": 2, "byte": 5 },
            "end": { "line": 2, "column": 3, "byte": 6 },
        }],
        "arithmetic": [], "help": null,
    }]);
    assert_eq!(json, expected);
}

#[test]
fn github_puts_everything_on_one_line() {
    let expected = "::error file=evidence.toml,line=2,endLine=2,col=30,endColumn=33,title=contradiction count-mismatch::\
                    `garrison` has 504 men, but its parts add up to 494%0Aevidence.toml:2:30: says 504%0A\
                    evidence.toml:5:30: parts%0Ascenario.toml:2:7: the analyst's%0A300 + 194 = 494%0A\
                    help: say whether the parts are exhaustive\n";
    assert_eq!(render_github(&[collision()], &files()), expected);
    let odd = Diagnostic::new("x", Severity::Note, "100 %\nsure").at("a,b:c", 0..0, "");
    assert_eq!(
        render_github(&[odd], &Files::new()),
        "::notice file=a%2Cb%3Ac,line=1,endLine=1,col=1,endColumn=1,title=note x::100 %25%0Asure\n"
    );
}

#[test]
fn sarif_has_the_parts_that_its_schema_requires() {
    let found = [
        collision(),
        Diagnostic::new("a rule", Severity::Note, "m").at("über uns.toml", 0..0, ""),
    ];
    let log: serde_json::Value =
        serde_json::from_str(&render_sarif(&found, &files(), "1.2.3")).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "kidal");
    assert_eq!(run["tool"]["driver"]["version"], "1.2.3");
    assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "count-mismatch");
    let result = &run["results"][0];
    assert_eq!(result["ruleIndex"], 1);
    assert_eq!(result["level"], "error");
    assert_eq!(result["properties"]["severity"], "contradiction");
    assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        result["locations"][0]["physicalLocation"]["region"]["startColumn"],
        30
    );
    assert_eq!(result["relatedLocations"].as_array().map(Vec::len), Some(2));
    let uri = &run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "%C3%BCber%20uns.toml");
}

#[test]
fn a_label_cannot_steer_the_terminal_or_break_the_drawing() {
    let found = Diagnostic::new("x", Severity::Error, "a\u{1b}[2Jb").at("f", 0..1, "one\ntwo\r");
    let files: Files = [("f", "\u{1b}[31m\u{0}\u{7}x")].into_iter().collect();
    let text = render_text(&[found], &files, false);
    assert!(
        text.chars().all(|c| c == '\n' || !c.is_control()),
        "{text:?}"
    );
    assert!(text.contains("one two"));
}

#[test]
fn empty_unknown_and_oddly_ended_files_are_shown() {
    let texts = [
        "",
        "\n",
        "\r\n",
        "\r",
        "a\rb\r\n\tc",
        "\u{feff}x",
        "\u{0}",
        "e\u{301}\u{200b}\u{202e}👩‍👩‍👧‍👦漢",
    ];
    for text in texts {
        let files: Files = [("f", text)].into_iter().collect();
        for start in 0..=text.len() + 2 {
            for end in 0..=text.len() + 2 {
                let found = Diagnostic::new("x", Severity::Error, "m")
                    .at("f", start..end, "l")
                    .also("g", 0..9, "");
                all(&found, &files);
            }
        }
    }
}

fn all(found: &Diagnostic, files: &Files) {
    let found = std::slice::from_ref(found);
    for text in [
        render_text(found, files, false),
        render_text(found, files, true),
        render_json(found, files),
        render_github(found, files),
        render_sarif(found, files, "0"),
    ] {
        assert!(!text.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(2012), failure_persistence: None, ..ProptestConfig::with_cases(2000) })]
    #[test]
    fn no_text_and_no_span_makes_a_renderer_panic(
        text in prop_oneof!["\\PC{0,40}", "[a-c\r\n\t\u{0}é漢👩\u{200d}]{0,60}", any::<String>()],
        places in prop::collection::vec((0..80_usize, 0..80_usize, any::<bool>(), "[a-z\n]{0,6}"), 0..6),
    ) {
        let files: Files = [("f", text.as_str()), ("g", "one line")].into_iter().collect();
        let mut found = Diagnostic::new("x", Severity::Tension, text.as_str()).sum(text.as_str()).help(text.as_str());
        for (start, end, primary, label) in places {
            found = if primary { found.at("f", start..end, label) } else { found.also(if start % 2 == 0 { "f" } else { "g" }, start..end, label) };
        }
        all(&found, &files);
    }
}
