use super::*;
use crate::html::anchor;
use kidal_findings::{AnswerValue, fixture, json};
use serde_json::Value;

fn page() -> String {
    render(&fixture::findings(), Some(&fixture::files()))
}

/// The page without its script, whose own text is no text of the page.
fn written(page: &str) -> String {
    page.replace(SCRIPT, "")
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
    let page = written(&page());
    let drawings = page.matches("<svg ").count();
    assert!(drawings > 20);
    assert_eq!(page.matches("<title id=").count(), drawings);
    assert_eq!(page.matches("<desc id=").count(), drawings);
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let page = written(&page());
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
    let page = written(&page());
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
    let page = written(&page());
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

/// Findings come from a file, and a file may hold anything that fits the schema.
#[test]
fn odd_numbers_and_missing_items_do_not_panic() {
    const NUMBERS: [f64; 7] = [0.0, -1.0, 1e300, -1e300, 1e-300, 0.5, 7.0];
    let whole: Value =
        serde_json::from_str(&json::to_json(&fixture::large(1, 5, 4)).expect("finite"))
            .expect("JSON");
    let mut state: u64 = 1;
    let mut next = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    fn disturb(value: &mut Value, next: &mut impl FnMut(u64) -> u64) {
        match value {
            Value::Array(items) => {
                if next(6) == 0 {
                    items.pop();
                }
                items.iter_mut().for_each(|item| disturb(item, next));
            }
            Value::Object(fields) => fields.values_mut().for_each(|field| disturb(field, next)),
            Value::Number(number) if next(8) == 0 => {
                *value = match (number.is_f64(), next(3)) {
                    (true, _) => NUMBERS[next(7) as usize].into(),
                    (false, 0) => Value::from(i64::MAX),
                    (false, 1) => Value::from(0),
                    (false, _) => Value::from(i64::MIN),
                };
            }
            Value::String(text) if next(20) == 0 => text.clear(),
            _ => {}
        }
    }
    let mut rendered = 0;
    for _ in 0..150 {
        let mut value = whole.clone();
        let names: Vec<String> = value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect();
        let name = &names[next(names.len() as u64) as usize];
        disturb(&mut value[name], &mut next);
        // What no longer fits the schema is refused when read.
        if let Ok(findings) = json::from_json(&value.to_string()) {
            let page = render(&findings, Some(&fixture::files()));
            assert!(page.ends_with("</html>\n"));
            assert!(!written(&page).contains("NaN"), "{name}");
            rendered += 1;
        }
    }
    assert!(rendered > 50, "{rendered}");
}

/// A table of men or dates once had an empty column "from 0 to 1".
#[test]
fn only_shares_are_drawn_between_nought_and_one() {
    let mut findings = fixture::findings();
    findings.questions.retain(|question| {
        matches!(
            question.answer,
            kidal_findings::AnswerValue::Quantity { .. }
        )
    });
    assert!(!findings.questions.is_empty());
    findings.factors.clear();
    assert!(!written(&render(&findings, None)).contains("from 0 to 1"));
}

/// Every number of a counterfactual stands on the page as the findings have it.
#[test]
fn counterfactuals_show_what_the_findings_hold() {
    let findings = fixture::findings();
    let page = render(&findings, None);
    for record in &findings.counterfactuals {
        let start = page
            .find(&format!("id=\"{}\"", anchor("counterfactual", &record.id)))
            .expect("it is there");
        let end = start + page[start..].find("</article>").expect("it ends");
        for estimate in [
            record.factual,
            record.same_history,
            record.fresh_luck,
            record.fresh_luck_factual,
            record.before_accounts,
            record.before_accounts_factual,
        ] {
            let number = escape(&wording::probability(estimate));
            assert!(page[start..end].contains(&number), "{number}");
        }
        for effect in [
            record.effects.same_history,
            record.effects.fresh_luck,
            record.effects.before_accounts,
        ] {
            let number = escape(&wording::difference(effect));
            assert!(page[start..end].contains(&number), "{number}");
        }
    }
}

/// Every claim with a verdict has its word and its share on its row, with a link to the sources it came through.
#[test]
fn claims_show_what_the_findings_hold() {
    let findings = fixture::findings();
    let page = render(&findings, None);
    for claim in findings
        .claims
        .iter()
        .filter(|claim| claim.verdict.is_some())
    {
        let found = claim.verdict.as_ref().expect("kept above");
        let start = page
            .find(&format!("<tr id=\"{}\"", anchor("claim", &claim.id)))
            .expect("it is there");
        let row = &page[start..start + page[start..].find("</tr>").expect("it ends")];
        assert!(row.contains(wording::verdict(found.word)), "{row}");
        if let Some(holds) = found.holds {
            assert!(row.contains(&escape(&wording::probability(holds))), "{row}");
        }
        assert!(
            row.contains(&format!("{}:{}", claim.file, claim.line)),
            "{row}"
        );
        for id in &claim.via {
            let is_known = findings.sources.iter().any(|source| source.id == *id);
            let link = format!("href=\"#{}\"", anchor("source", id));
            assert_eq!(row.contains(&link), is_known, "{id}");
        }
    }
}

#[test]
fn a_replay_does_not_speak_of_weighed_histories() {
    let mut findings = fixture::findings();
    findings.kind = kidal_findings::Kind::Replay;
    let page = written(&render(&findings, None));
    assert!(page.contains("The line is the number in this one history."));
    assert!(!page.contains("middle of all weighed histories"));
}

#[test]
fn the_answers_without_an_account_are_those_of_the_findings() {
    let findings = fixture::findings();
    let page = page();
    let start = page.find("id=\"without\"").expect("the section is there");
    let section = &page[start..start + page[start..].find("</section>").expect("it ends")];
    let mut moved = 0;
    for origin in &findings.computation.origins {
        for without in &origin.answers {
            let said = match &without.answer {
                AnswerValue::Levels { levels } => wording::probability(levels[0].1),
                answer => wording::answer(answer, None, findings.clock_offset_s),
            };
            assert!(
                section.contains(&escape(&said)),
                "{}: {said}",
                without.question
            );
            moved += usize::from(without.moves);
        }
    }
    assert!(moved > 0);
    assert_eq!(section.matches("data-moves=\"yes\"").count(), moved);
}

#[test]
fn a_claim_quotes_its_lines_where_the_files_are_at_hand() {
    let mut findings = fixture::findings();
    let files = fixture::files();
    findings.claims.truncate(1);
    findings.claims[0].file = "evidence.toml".into();
    findings.claims[0].line = 1;
    let page = render(&findings, Some(&files));
    assert!(page.contains(
        "speaker = &quot;ferryman&quot;\nsays = &quot;strength(watch) = 210&quot;</pre>"
    ));
    assert!(!written(&render(&findings, None)).contains("In the file"));
    findings.claims[0].line = 99_999;
    assert!(!written(&render(&findings, Some(&files))).contains("In the file"));
}

#[test]
fn the_page_in_the_app_leads_back_and_is_else_the_same() {
    let home = "<p class=\"home\"><a href=\"/\">All studies</a></p>";
    let inside = render_in_app(&fixture::findings(), Some(&fixture::files()));
    assert_eq!(inside.matches(home).count(), 1);
    assert_eq!(inside.replace(home, ""), page());
    assert!(inside.contains(&policy()));
}

#[test]
fn the_provenance_names_the_viewer() {
    assert!(VIEWER == "full" || VIEWER == "plain");
    assert!(page().contains(&format!(
        "{VIEWER} <code class=\"digest\">sha256-{}",
        viewer_digest()
    )));
    assert_eq!(app().is_some(), VIEWER == "full");
}
