//! `kidal fmt`: the TOML of a dossier in one form. Comments and the order of tables stay; nothing that a file says changes.
//!
//! In each table the keys stand in the order of the reference and their `=` below each other; statements are written as
//! the program prints them; tables are parted by one blank line.

use std::path::PathBuf;

use kidal_dossier::keys::{EVIDENCE, Form, Shape, shape};
use kidal_dossier::language::parse;
use kidal_scenario::keys::scenario;
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::folder::Folder;
use crate::trouble::Trouble;
use crate::write::write_files;

/// What is asked.
#[derive(Clone, Debug)]
pub struct FormatRequest {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// Whether to say only what would change.
    pub is_check: bool,
}

/// Formats the files of a dossier; gives the names of those that changed, or would.
///
/// # Errors
/// Where the dossier cannot be read, or written.
pub fn format(request: &FormatRequest) -> Result<Vec<String>, Trouble> {
    let opened = Folder::open(&request.dossier)?;
    let Some(path) = opened.folder.path.clone() else {
        return Err(Trouble::usage(
            "the standard input cannot be formatted in place",
            "name the folder of the dossier",
        ));
    };
    let scenario = scenario();
    let mut changed = Vec::new();
    for (name, shapes) in [
        ("evidence.toml", EVIDENCE),
        ("scenario.toml", &scenario[..]),
    ] {
        let Some(text) = opened.folder.files.get(name) else {
            continue;
        };
        let formatted = formatted(text, shapes).map_err(|cause| Trouble::Input {
            action: "format".into(),
            path: path.join(name),
            cause,
            remedy: "`kidal check` says what is wrong with the file".into(),
        })?;
        if formatted != text {
            changed.push((name.to_owned(), formatted.into_bytes()));
        }
    }
    if !request.is_check && !changed.is_empty() {
        write_files(&path, &changed).map_err(Trouble::in_place)?;
    }
    Ok(changed.into_iter().map(|(name, _)| name).collect())
}

/// A file in its form.
///
/// # Errors
/// Where the text is no TOML, or where its form would say something else.
pub fn formatted(text: &str, shapes: &[Shape]) -> Result<String, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|fault: toml_edit::TomlError| fault.message().to_string())?;
    table(document.as_table_mut(), shapes, "");
    let out = tidy(&document.to_string());
    if meaning(&out, shapes)? == meaning(text, shapes)? {
        Ok(out)
    } else {
        Err("its form would say something else: this is a fault of the program".into())
    }
}

/// One table and those in it.
fn table(table: &mut Table, shapes: &[Shape], name: &str) {
    let known = shape(shapes, name);
    let place = |key: &str| {
        known
            .and_then(|shape| shape.keys.iter().position(|one| one.name == key))
            .unwrap_or(usize::MAX)
    };
    // The file's own keys are tables: their order is the analyst's.
    if !name.is_empty() {
        table.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
    }
    let form = |key: &str| {
        known
            .and_then(|shape| shape.keys.iter().find(|one| one.name == key))
            .map(|key| key.form)
    };
    let width = table
        .iter()
        .filter(|(_, item)| item.is_value())
        .map(|(key, _)| key.chars().count())
        .max()
        .unwrap_or(0);
    for (mut key, item) in table.iter_mut() {
        let name = key.get().to_string();
        let form = form(&name);
        match item {
            Item::Value(value) => {
                let missing = width.saturating_sub(name.chars().count());
                key.leaf_decor_mut().set_suffix(" ".repeat(missing + 1));
                spaced(value);
                statements(value, form);
            }
            Item::Table(inner) => match form {
                Some(Form::Named(of)) => {
                    for (_, item) in inner.iter_mut() {
                        if let Item::Table(named) = item {
                            self::table(named, shapes, of);
                        }
                    }
                }
                Some(Form::Table(of) | Form::Tables(of) | Form::Shared(of)) => {
                    self::table(inner, shapes, of);
                }
                _ => {}
            },
            Item::ArrayOfTables(list) => {
                if let Some(Form::Table(of) | Form::Tables(of)) = form {
                    for inner in list.iter_mut() {
                        self::table(inner, shapes, of);
                    }
                }
            }
            Item::None => {}
        }
    }
}

/// One blank before a value, and what stands behind it (a remark) as it is.
fn spaced(value: &mut Value) {
    value.decor_mut().set_prefix(" ");
}

/// Statements as the program prints them, in their own quotation marks.
fn statements(value: &mut Value, form: Option<Form>) {
    match (value, form) {
        (Value::String(text), Some(Form::Statement)) => {
            let Some(printed) = parse(text.value())
                .ok()
                .map(|statement| statement.to_string())
            else {
                return;
            };
            if printed == *text.value() {
                return;
            }
            let mut new = toml_edit::Formatted::new(printed);
            *new.decor_mut() = text.decor().clone();
            *text = new;
        }
        (Value::Array(list), Some(Form::Tables("reading"))) => {
            for inner in list.iter_mut() {
                if let Value::InlineTable(reading) = inner
                    && let Some(says) = reading.get_mut("says")
                {
                    statements(says, Some(Form::Statement));
                }
            }
        }
        _ => {}
    }
}

/// No blanks at line ends, no more than one empty line, and one line end at the end.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    let mut is_inside = false;
    for line in text.split('\n') {
        // A text of several lines says what it says, blanks and all.
        let marks = line.matches("\"\"\"").count() + line.matches("'''").count();
        let line = if is_inside || marks % 2 == 1 {
            line
        } else {
            line.trim_end()
        };
        if marks % 2 == 1 {
            is_inside = !is_inside;
        }
        empty = if line.is_empty() && !is_inside {
            empty + 1
        } else {
            0
        };
        if empty < 2 && !(line.is_empty() && out.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    let end = out.trim_end_matches('\n').len();
    out.truncate(end);
    out.push('\n');
    out
}

/// What a file says, with its statements as they are printed.
fn meaning(text: &str, shapes: &[Shape]) -> Result<String, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|fault: toml_edit::TomlError| fault.message().to_string())?;
    let mut out = String::new();
    plain(document.as_table_mut(), shapes, "", &mut out);
    Ok(out)
}

fn plain(table: &mut Table, shapes: &[Shape], name: &str, out: &mut String) {
    let known = shape(shapes, name);
    table.sort_values();
    for (key, item) in table.iter_mut() {
        let form = known
            .and_then(|shape| shape.keys.iter().find(|one| one.name == key.get()))
            .map(|key| key.form);
        let inner = match form {
            Some(Form::Table(of) | Form::Tables(of) | Form::Shared(of) | Form::Named(of)) => of,
            _ => "",
        };
        out.push_str(&format!("\n{}=", key.get()));
        match item {
            Item::Value(value) => {
                statements(value, form);
                bare(value);
                out.push_str(&value.to_string());
            }
            Item::Table(table) => {
                let is_named = matches!(form, Some(Form::Named(_)));
                if is_named {
                    for (name, item) in table.iter_mut() {
                        out.push_str(&format!("\n{}:", name.get()));
                        if let Item::Table(named) = item {
                            plain(named, shapes, inner, out);
                        }
                    }
                } else {
                    plain(table, shapes, inner, out);
                }
            }
            Item::ArrayOfTables(list) => {
                for table in list.iter_mut() {
                    out.push_str("\n-");
                    plain(table, shapes, inner, out);
                }
            }
            Item::None => {}
        }
    }
}

/// A value without blanks, line ends and remarks in and around it.
fn bare(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.iter_mut().for_each(bare);
            list.set_trailing_comma(false);
            list.fmt();
        }
        Value::InlineTable(table) => {
            table.iter_mut().for_each(|(_, inner)| bare(inner));
            table.fmt();
        }
        _ => {}
    }
    value.decor_mut().clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUGH: &str = "# A remark at the head.\n[dossier]\nabout='x'   \ntitle = \"t\" # a remark\n\n\n\n[[claim]]\nsays = 'strength( g )=5'\n# of whom\nspeaker=\"v\"\nid = \"c\"\n";
    const FINE: &str = "# A remark at the head.\n[dossier]\ntitle = \"t\" # a remark\nabout = 'x'\n\n[[claim]]\nid      = \"c\"\n# of whom\nspeaker = \"v\"\nsays    = \"strength(g) = 5\"\n";

    #[test]
    fn keys_stand_in_order_and_remarks_stay() {
        assert_eq!(formatted(ROUGH, EVIDENCE).expect("it reads"), FINE);
    }

    #[test]
    fn blanks_inside_a_value_say_nothing() {
        let rough = "[[claim]]\nid = \"c\"\nreadings = [ \n  { says = \"strength(g) = 5\", p \n= 0.5 }, # a remark\n]\n";
        let out = formatted(rough, EVIDENCE).expect("it reads, and says the same");
        assert!(out.contains("# a remark") && !out.contains(" \n"), "{out}");
        assert_eq!(formatted(&out, EVIDENCE).expect("it reads again"), out);
        let other = rough.replace("0.5", "0.6");
        let says = |text: &str| meaning(text, EVIDENCE).expect("it reads");
        assert_eq!(says(rough), says(&out));
        assert_ne!(says(rough), says(&other));
    }

    #[test]
    fn what_is_in_form_stays_as_it_is() {
        assert_eq!(formatted(FINE, EVIDENCE).expect("it reads"), FINE);
    }

    #[test]
    fn the_shipped_dossiers_keep_their_meaning_and_settle_at_once() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers");
        for (path, shapes) in [
            ("kidal-2012/evidence.toml", EVIDENCE),
            ("kidal-2012/scenario.toml", &scenario()[..]),
            ("teaching-two-accounts/evidence.toml", EVIDENCE),
        ] {
            let text = std::fs::read_to_string(folder.join(path)).expect("the dossier is there");
            let once = formatted(&text, shapes).expect("it reads");
            assert_eq!(formatted(&once, shapes).expect("it reads"), once, "{path}");
        }
    }
}
