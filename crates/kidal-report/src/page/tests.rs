use super::*;
use kidal_findings::{AnswerValue, fixture, json};
use serde_json::Value;

fn page() -> String {
    render(&fixture::findings(), Some(&fixture::files()))
}

#[test]
fn every_question_is_answered_with_its_number() {
    let page = page();
    for question in &fixture::findings().questions {
        assert!(page.contains(&escape(&question.asks)), "{}", question.id);
        assert!(
            page.contains(&escape(&question.sentence)),
            "{}",
            question.id
        );
        let expected = match &question.answer {
            AnswerValue::Probability { estimate } => wording::probability(*estimate),
            AnswerValue::Quantity {
                quantiles, error, ..
            } => wording::rounded(quantiles[1], *error),
            AnswerValue::Levels { levels } => wording::probability(levels[0].1),
            AnswerValue::Arithmetic => "decided by arithmetic".to_owned(),
        };
        assert!(
            page.contains(&escape(&expected)),
            "{}: {expected}",
            question.id
        );
    }
    assert!(page.contains("0.742 ± 0.018") || page.contains("0.74 ± 0.02"));
}

/// Puts markup into every text of the findings but the words that the schema fixes.
fn poisoned() -> Findings {
    const FIXED: [&str; 7] = [
        "schema", "kind", "ground", "class", "word", "severity", "file",
    ];
    fn poison(value: &mut Value) {
        match value {
            Value::String(text) => text.push_str("<script>alert('x')</script>\"&'"),
            Value::Array(items) => items.iter_mut().for_each(poison),
            Value::Object(fields) => {
                let names: Vec<String> = fields.keys().cloned().collect();
                for name in names {
                    if !(FIXED.contains(&name.as_str()) && fields[&name].is_string()) {
                        poison(&mut fields[&name]);
                    }
                }
            }
            _ => {}
        }
    }
    let mut value: Value =
        serde_json::from_str(&json::to_json(&fixture::findings()).expect("finite")).expect("JSON");
    let schema = value["schema"].clone();
    poison(&mut value);
    value["schema"] = schema;
    json::from_json(&value.to_string()).expect("only texts were changed")
}

#[test]
fn no_text_of_the_findings_becomes_markup() {
    let page = render(&poisoned(), Some(&fixture::files()));
    assert!(!page.contains("<script>alert"));
    assert_eq!(
        page.matches("<script").count(),
        2,
        "the data and our own script"
    );
    assert_eq!(page.matches("</script").count(), 2);
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)"));
    assert!(page.contains("\\u003cscript>alert"));
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let page = page().to_lowercase();
    for load in [
        "src=",
        "url(",
        "@import",
        "<link",
        "<iframe",
        "<img",
        "href=\"http",
        "fetch(",
        "xmlhttprequest",
        "import(",
    ] {
        assert!(!page.contains(load), "{load}");
    }
    assert!(page.contains("default-src 'none'"));
    // Inline styles would need a looser policy.
    assert!(!page.contains(" style=\"") && !page.contains(" onclick="));
}

#[test]
fn every_drawing_has_a_title_and_a_description() {
    let page = page();
    let drawings = page.matches("<svg ").count();
    assert!(drawings > 20);
    assert_eq!(page.matches("<title id=").count(), drawings);
    assert_eq!(page.matches("<desc id=").count(), drawings);
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let page = page();
    let mut ids: Vec<&str> = page
        .match_indices(" id=\"")
        .map(|(at, _)| page[at + 5..].split('"').next().unwrap_or(""))
        .collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for (at, _) in page.match_indices("href=\"#") {
        let target = page[at + 7..].split('"').next().unwrap_or("");
        assert!(ids.binary_search(&target).is_ok(), "{target}");
    }
}

#[test]
fn headings_do_not_skip_a_level() {
    let page = page();
    let levels: Vec<u8> = page
        .match_indices("<h")
        .filter_map(|(at, _)| {
            let byte = page.as_bytes()[at + 2];
            byte.is_ascii_digit().then(|| byte - b'0')
        })
        .collect();
    assert_eq!(levels[0], 1);
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
}

#[test]
fn no_number_is_printed_that_is_none() {
    let page = page();
    assert!(!page.contains("NaN") && !page.contains(">inf") && !page.contains("Infinity"));
}

#[test]
fn three_long_histories_stay_below_five_megabytes() {
    let page = render(&fixture::large(3, 120, 200), None);
    assert!(page.len() < 5_000_000, "{} bytes", page.len());
}

#[test]
fn findings_that_hold_nothing_make_a_page() {
    let full = fixture::findings();
    let empty = Findings::new(Kind::Replay, full.provenance, full.headline);
    let page = render(&empty, None);
    assert!(page.contains("Where this comes from"));
    assert!(!page.contains("id=\"answers\""));
}

#[test]
fn the_same_findings_give_the_same_page() {
    assert_eq!(page(), page());
}

#[test]
fn the_policy_names_the_digest_in_base_64() {
    assert_eq!(digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
