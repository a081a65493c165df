//! Which crate may import which: the table in ARCHITECTURE.md is law.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::Outcome;
use crate::tree::{read, root};

/// Short crate name → short names of what it imports, or may import.
type Edges = BTreeMap<String, BTreeSet<String>>;

/// Compares the normal and build dependencies between our crates with the table. Dev-dependencies are free.
pub fn check() -> Outcome {
    let table = table(&read(&root().join("ARCHITECTURE.md"))?)?;
    let problems = compare(&table, &real_edges()?);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

/// The rows between the two `layers` markers, in their order.
fn table(text: &str) -> Result<Vec<(String, BTreeSet<String>)>, String> {
    let missing = "ARCHITECTURE.md has no table between `<!-- layers -->` and `<!-- /layers -->`";
    let (_, after) = text.split_once("<!-- layers -->").ok_or(missing)?;
    let (inside, _) = after.split_once("<!-- /layers -->").ok_or(missing)?;
    let rows = inside.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let cells: Vec<&str> = row
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        let [name, may_import] = cells.as_slice() else {
            return Err(format!(
                "a row of the layer table must have two cells: {row}"
            ));
        };
        let names = may_import.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        let names = names
            .filter(|name| !name.is_empty() && *name != "none")
            .map(str::to_owned)
            .collect();
        Ok((name.trim_matches('`').to_owned(), names))
    })
    .collect()
}

fn real_edges() -> Result<Edges, String> {
    let metadata = MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .exec()
        .map_err(|error| format!("failed to read the workspace: {error}"))?;
    let mut edges = Edges::new();
    for package in &metadata.packages {
        let Some(name) = package.name.strip_prefix("kidal-") else {
            continue;
        };
        let imports = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind != DependencyKind::Development);
        let imports = imports
            .filter_map(|dependency| dependency.name.strip_prefix("kidal-"))
            .map(str::to_owned);
        edges.insert(name.to_owned(), imports.collect());
    }
    Ok(edges)
}

fn compare(table: &[(String, BTreeSet<String>)], real: &Edges) -> Vec<String> {
    let mut problems = Vec::new();
    let mut above: BTreeSet<&str> = BTreeSet::new();
    for (name, may_import) in table {
        for other in may_import
            .iter()
            .filter(|other| !above.contains(other.as_str()))
        {
            problems.push(format!(
                "layers: the row of `{name}` names `{other}`, which is in no row above it: data flows one way"
            ));
        }
        above.insert(name);
        let Some(imports) = real.get(name) else {
            problems.push(format!(
                "layers: the table has `{name}`, but there is no crate `kidal-{name}`"
            ));
            continue;
        };
        for other in imports.difference(may_import) {
            problems.push(format!(
                "layers: `kidal-{name}` imports `kidal-{other}`, which the table in ARCHITECTURE.md does not allow; \
                 remove the dependency, or change the table and write why"
            ));
        }
    }
    for name in real.keys().filter(|name| !above.contains(name.as_str())) {
        problems.push(format!(
            "layers: `kidal-{name}` has no row in the table in ARCHITECTURE.md"
        ));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "prose\n<!-- layers -->\n| crate | may import |\n|---|---|\n| `math` | none |\n\
                         | `units` | `math` |\n| `dossier` | `units` `math` |\n<!-- /layers -->\nprose";

    fn edges(list: &[(&str, &[&str])]) -> Edges {
        let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        list.iter()
            .map(|(name, imports)| ((*name).to_owned(), set(imports)))
            .collect()
    }

    #[test]
    fn allowed_edges_pass_and_need_not_be_used() {
        let table = table(TABLE).expect("a good table");
        let real = edges(&[("math", &[]), ("units", &["math"]), ("dossier", &["units"])]);
        assert_eq!(compare(&table, &real), Vec::<String>::new());
    }

    #[test]
    fn an_edge_outside_the_table_a_missing_row_and_a_missing_crate_are_reported() {
        let table = table(TABLE).expect("a good table");
        let problems = compare(
            &table,
            &edges(&[("math", &["units"]), ("units", &[]), ("battle", &[])]),
        );
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].contains("`kidal-math` imports `kidal-units`"));
        assert!(problems[1].contains("there is no crate `kidal-dossier`"));
        assert!(problems[2].contains("`kidal-battle` has no row"));
    }

    #[test]
    fn a_row_that_imports_from_below_is_reported() {
        let circular = "<!-- layers -->\n| crate | may import |\n|---|---|\n| `a` | `b` |\n| `b` | none |\n<!-- /layers -->";
        let table = table(circular).expect("a table");
        assert_eq!(compare(&table, &edges(&[("a", &[]), ("b", &[])])).len(), 1);
    }

    #[test]
    fn a_text_without_markers_is_refused() {
        assert!(table("| crate | may import |").is_err());
    }
}
