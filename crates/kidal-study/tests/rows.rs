//! The table of dossiers/kidal-2012/README.md: 57 rows, each with claims that exist and carry the row.

mod common;

use common::{Folder, files};

#[test]
fn the_57_rows_of_kidal_are_there_and_carried_by_their_claims() {
    let folder = Folder::new(files("dossiers/kidal-2012"));
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../dossiers/kidal-2012/README.md"
    );
    let page = std::fs::read_to_string(path).expect("the page is there");
    let mut next = 1;
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let Ok(row) = cells[1].parse::<i64>() else {
            continue;
        };
        assert_eq!(row, next, "rows stand in order, each once");
        next += 1;
        assert_eq!(cells.len(), 8, "row {row} has six cells");
        let claims: Vec<&str> = cells[3].split(',').map(str::trim).collect();
        assert!(!claims[0].is_empty(), "row {row} names claims");
        for id in &claims {
            let claim = folder
                .dossier
                .claim(id)
                .unwrap_or_else(|| panic!("row {row}: no claim is called `{id}`"));
            assert!(
                claim.rows.iter().any(|carried| i64::from(*carried) == row),
                "row {row}: the claim `{id}` does not carry it"
            );
        }
        for claim in &folder.dossier.claims {
            if claim.rows.iter().any(|carried| i64::from(*carried) == row) {
                let id = claim.id.value.as_str();
                assert!(
                    claims.contains(&id),
                    "row {row}: `{id}` carries it and is not named"
                );
            }
        }
    }
    assert_eq!(next - 1, 57);
}
