//! A dossier without a scenario is weighed by its claims alone.

mod common;

use common::{Folder, bytes, files, options, without_scenario};
use kidal_findings::{AnswerValue, Class};
use kidal_study::{Effort, Quiet, WeighOptions, Weighed, weigh};

fn weighed(files: kidal_diag::Files) -> Weighed {
    let folder = Folder::new(files);
    weigh(folder.case(), &options(), None, &mut Quiet).expect("it is weighed")
}

fn findings_clock() -> kidal_dossier::date::Clock {
    Folder::new(teaching()).dossier.about.clock
}

fn teaching() -> kidal_diag::Files {
    files("dossiers/teaching-two-accounts")
}

#[test]
fn the_teaching_dossier_gives_sound_findings() {
    // No soldiers: a large sample takes a moment.
    let folder = Folder::new(teaching());
    let options = WeighOptions {
        effort: Effort {
            chain: 64,
            ..Effort::default()
        },
        threads: 2,
        ..options()
    };
    let findings = weigh(folder.case(), &options, None, &mut Quiet)
        .expect("it is weighed")
        .findings;
    assert!(findings.headline.weighed >= 5, "{:?}", findings.headline);
    assert_eq!(findings.headline.independent, 2);
    let asked: Vec<&str> = findings.questions.iter().map(|q| q.asks.as_str()).collect();
    assert!(
        asked.contains(&"What was the strength of the riflemen?"),
        "{asked:#?}"
    );
    assert!(
        asked.contains(&"When was the assault at dawn?"),
        "{asked:#?}"
    );
    let middle = |id: &str| {
        let question = findings.questions.iter().find(|q| q.id == id);
        match &question.unwrap_or_else(|| panic!("{id} is asked")).answer {
            AnswerValue::Quantity { quantiles, .. } => *quantiles,
            other => panic!("{id}: {other:?}"),
        }
    };
    // 60 said of the whole, 40 and 25 of the parts, by one speaker: the whole is the sum of its parts.
    let [low, whole, _] = middle("strength(mill-guard)");
    assert!((55.0..75.0).contains(&whole) && low > 25.0, "{low} {whole}");
    let [_, rifles, _] = middle("strength(riflemen)");
    let [_, carters, _] = middle("strength(carters)");
    assert!((30.0..55.0).contains(&rifles), "{rifles}");
    assert!((15.0..35.0).contains(&carters), "{carters}");
    // Two speakers date the assault to the 3rd.
    let third = kidal_dossier::date::Date::parse("1901-05-03").expect("a date");
    let third = third.with_clock(findings_clock());
    let [_, dawn, _] = middle("happened(dawn-assault)");
    let (from, to) = (third.earliest().0 as f64, third.latest().0 as f64);
    assert!(dawn > from && dawn < to, "{from} {dawn} {to}");
    // About 200 against about 80: somewhere between or at either.
    let [_, greys, _] = middle("strength(greys)");
    assert!((60.0..260.0).contains(&greys), "{greys}");
    for claim in findings
        .claims
        .iter()
        .filter(|claim| claim.class == Class::Weighed)
    {
        assert!(claim.verdict.is_some(), "{}", claim.id);
    }
}

#[test]
fn a_denial_gives_no_date() {
    let mut files = teaching();
    let evidence = files.get("evidence.toml").expect("evidence").to_string();
    let denial = "\n[[claim]]\nid = \"miller.held\"\nspeaker = \"miller\"\nvia = [\"letter\"]\nsaid = \"1901-05-06\"\nstake = \"neutral\"\nwords = \"They did not hold it.\"\nsays = \"not holds(greys, mill) on 1901-05-03\"\n\n[[claim]]\nid = \"miller.holds\"\nspeaker = \"miller\"\nvia = [\"letter\"]\nsaid = \"1901-05-06\"\nstake = \"neutral\"\nwords = \"They held it.\"\nsays = \"holds(blue, mill) on 1901-05-04\"\n";
    files.insert("evidence.toml", format!("{evidence}{denial}"));
    let findings = weighed(files).findings;
    for question in &findings.questions {
        assert!(!question.id.starts_with("holds"), "{question:?}");
    }
    for id in ["miller.held", "miller.holds"] {
        let claim = findings.claims.iter().find(|claim| claim.id == id);
        assert_ne!(claim.expect("it is listed").class, Class::Weighed);
    }
}

#[test]
fn where_only_a_compilation_speaks_it_counts_as_one_speaker() {
    let mut files = teaching();
    let evidence = files.get("evidence.toml").expect("evidence").to_string();
    let at = evidence.find("[[claim]]").expect("claims");
    let digest = "[[source]]\nid = \"digest\"\ntitle = \"A digest\"\nkind = \"encyclopaedia\"\ndate = \"1902\"\n\n[[claim]]\nid = \"digest.greys\"\nspeaker = \"digest\"\nvia = [\"digest\"]\nstake = \"neutral\"\nwords = \"Some 200.\"\nsays = \"strength(greys) = ~200\"\n";
    files.insert("evidence.toml", format!("{}{digest}", &evidence[..at]));
    let findings = weighed(files).findings;
    assert_eq!(findings.headline.weighed, 1);
    assert_eq!(findings.headline.independent, 1);
}

#[test]
fn kidal_without_its_scenario_is_weighed() {
    let findings = weighed(without_scenario(&files("dossiers/kidal-2012"))).findings;
    assert!(findings.headline.weighed > 20, "{:?}", findings.headline);
    for question in &findings.questions {
        assert!(!question.asks.contains("that that"), "{}", question.asks);
    }
}

/// Findings of a dossier without a scenario had no place on their map, and a plane in the Gulf of Guinea.
#[test]
fn places_with_coordinates_are_on_the_map() {
    let findings = weighed(without_scenario(&files("dossiers/kidal-2012"))).findings;
    assert_eq!(findings.origin, Some([18.441111, 1.407222]));
    let kidal = findings.map.iter().find(|place| place.id == "kidal");
    let kidal = kidal.expect("Kidal has coordinates");
    assert_eq!(
        (kidal.kind.as_str(), &kidal.points_m),
        ("town", &vec![[0.0, 0.0]])
    );
    assert!(kidal.note.ends_with("; within 1.5 km"), "{}", kidal.note);
    assert!(findings.map.iter().all(|place| place.id != "kidal-camp-1"));
    assert!(findings.map.len() > 3, "{:?}", findings.map);
    let nowhere = weighed(teaching()).findings;
    assert_eq!((nowhere.origin, nowhere.map.len()), (None, 0));
}

/// One account of 30,000 men was carried to 25,100 (100 to 37,300) by a prior of about 200, and called strained for its size.
#[test]
fn an_army_is_believed_as_readily_as_a_squad() {
    let mut files = teaching();
    let evidence = files.get("evidence.toml").expect("evidence").to_string();
    let claim = |id: &str, says: &str| {
        format!(
            "\n[[claim]]\nid = \"{id}\"\nspeaker = \"miller\"\nvia = [\"letter\"]\nsaid = \"1901-05-06\"\nstake = \"neutral\"\nwords = \"So many.\"\nsays = \"{says}\"\n"
        )
    };
    let groups = "\n[[group]]\nid = \"host\"\nname = \"the host\"\n\n[[group]]\nid = \"squad\"\nname = \"the squad\"\n";
    let text = format!(
        "{evidence}{groups}{}{}",
        claim("miller.host", "strength(host) = 30000"),
        claim("miller.squad", "strength(squad) = 12"),
    );
    files.insert("evidence.toml", text);
    let folder = Folder::new(files);
    let options = WeighOptions {
        effort: Effort {
            chain: 64,
            ..Effort::default()
        },
        threads: 2,
        ..options()
    };
    let weighed = weigh(folder.case(), &options, None, &mut Quiet).expect("it is weighed");
    let findings = weighed.findings;
    for (id, said) in [("strength(host)", 30_000.0), ("strength(squad)", 12.0)] {
        let question = findings.questions.iter().find(|question| question.id == id);
        let AnswerValue::Quantity { quantiles, .. } = &question.expect("it is asked").answer else {
            panic!("{id} is a number");
        };
        let [low, median, _] = *quantiles;
        assert!(
            (0.85..1.2).contains(&(median / said)),
            "{id}: {quantiles:?}"
        );
        assert!(low > 0.5 * said, "{id}: {quantiles:?}");
    }
    let host = findings
        .claims
        .iter()
        .find(|claim| claim.id == "miller.host");
    let verdict = host
        .and_then(|claim| claim.verdict.as_ref())
        .expect("it is weighed");
    assert_ne!(
        verdict.word,
        kidal_findings::VerdictWord::Strained,
        "{}",
        verdict.reason
    );
}

#[test]
fn the_same_claims_give_the_same_bytes() {
    assert!(bytes(&weighed(teaching())) == bytes(&weighed(teaching())));
}
