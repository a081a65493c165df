//! The numbers of docs/reference/densities.md are those of the program. `KIDAL_BLESS=1` writes them anew.

use super::*;
use kidal_witness::form::{SIGMA_ABOUT, SIGMA_COUNTED, SIGMA_ROUND};

/// What a statement does when it is right, and when it is ten times too high (or as wrong as such a form can be).
fn row(form: &str, truth: &str, right: (&str, Form, f64), wrong: (&str, Form)) -> String {
    const RELIABILITY: f64 = 0.8;
    let y = right.2;
    let mass = |form: &Form| {
        let of_truth = form.true_mass(Some(y), 0.0, QUIET);
        RELIABILITY * of_truth + (1.0 - RELIABILITY) * form.false_mass()
    };
    let (good, bad) = (mass(&right.1), mass(&wrong.1));
    let lie = (1.0 - RELIABILITY) * wrong.1.false_mass() / bad;
    format!(
        "| {form} | {truth} | {} | {good:.2e} | {} | {bad:.2e} | {:.0} | {:.3} |\n",
        right.0,
        wrong.0,
        good / bad,
        lie
    )
}

fn table() -> String {
    let mut text = String::from(
        "| form | what is so | said | its mass | said | its mass | times rarer | chance that the second is a false report |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    let mut add = |row: String| text.push_str(&row);
    add(row(
        "count",
        "50",
        ("50", count(50.0, 10.0, SIGMA_ROUND), 50.0),
        ("500", count(500.0, 10.0, SIGMA_ROUND)),
    ));
    add(row(
        "count, to the man",
        "50",
        ("51", count(51.0, 1.0, SIGMA_COUNTED), 50.0),
        ("504", count(504.0, 1.0, SIGMA_COUNTED)),
    ));
    add(row(
        "count, \"about\"",
        "50",
        ("~50", count(50.0, 10.0, SIGMA_ABOUT), 50.0),
        ("~500", count(500.0, 10.0, SIGMA_ABOUT)),
    ));
    add(row(
        "at least",
        "50",
        (">= 50", at_least(50.0, 10.0), 50.0),
        (">= 500", at_least(500.0, 10.0)),
    ));
    add(row(
        "range",
        "50",
        ("25 to 100", range(25.0, 100.0), 50.0),
        ("250 to 1000", range(250.0, 1000.0)),
    ));
    add(row(
        "wording",
        "50",
        ("several dozen", Form::Wording { rung: 3 }, 50.0),
        ("hundreds", Form::Wording { rung: 5 }),
    ));
    add(row(
        "moment",
        "noon of a day",
        ("that day", day(8.0, 9.0), 8.5 * DAY),
        ("the third day after", day(11.0, 12.0)),
    ));
    add(row(
        "bearing",
        "north",
        ("north", side(0.0), 0.0),
        ("south", side(core::f64::consts::PI)),
    ));
    add(row(
        "yes",
        "so",
        ("so", Form::Yes, 1.0),
        ("so, and it is not", Form::Yes),
    ));
    text
}

#[test]
fn the_reference_page_has_the_numbers_of_the_program() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/densities.md"
    );
    let page = std::fs::read_to_string(path).expect("the reference page is there");
    let sigmas = format!(
        "σ: {SIGMA_COUNTED} where g is below one in twenty of c, {SIGMA_ROUND} where it is not, {SIGMA_ABOUT} with `~`"
    );
    assert!(page.contains(&sigmas), "the page says: {sigmas}");
    let (begin, end) = ("<!-- table -->\n", "<!-- end of table -->");
    let from = page.find(begin).expect("the mark before the table") + begin.len();
    let to = page.find(end).expect("the mark after the table");
    // "Yes" is said of something that is not so: its second mass is that of another truth.
    let no = 0.2 * Form::Yes.false_mass();
    let yes = 0.8 + no;
    let made = table().replace(
        table().lines().last().expect("rows"),
        &format!(
            "| yes | so, then not so | so | {yes:.2e} | so | {no:.2e} | {:.0} | 1.000 |",
            yes / no
        ),
    );
    if std::env::var_os("KIDAL_BLESS").is_some() {
        let text = format!("{}{made}{}", &page[..from], &page[to..]);
        std::fs::write(path, text).expect("the page can be written");
        return;
    }
    assert_eq!(
        &page[from..to],
        made,
        "run with KIDAL_BLESS=1 to write the table anew"
    );
}
