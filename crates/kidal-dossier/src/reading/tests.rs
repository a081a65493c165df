use kidal_diag::{Diagnostic, Files};

use super::{Reading, read};
use crate::span::FileId;

mod faults;
mod whole;

/// A small dossier that reads without a fault; tests add tables to it.
pub(crate) const SMALL: &str = r#"
[dossier]
title = "A small battle"
window = "2012-03-20/2012-04-20"
clock = "+00:00"
battle = "battle"
place = "kidal"

[[source]]
id = "paper"
title = "A paper"
kind = "newspaper"
date = "2012-04-11"

[[source]]
id = "edition"
title = "An edition"
kind = "encyclopaedia"
derives_from = ["paper"]

[[voice]]
id = "soldier"
name = "a soldier"
kind = "eyewitness"
side = "army"

[[person]]
id = "gamou"
name = "El Hadj Ag Gamou"
aliases = ["Alaji Ag Gamou"]
offices = [{ title = "colonel", body = "army", from = "2008" }]

[[actor]]
id = "army"
name = "the army"
kind = "army"

[[group]]
id = "garrison"
name = "the garrison of Kidal"
actor = "army"
partition = ["tamasheq", "southerners"]

[[group]]
id = "tamasheq"
name = "the Tamasheq soldiers"

[[group]]
id = "southerners"
name = "the soldiers from the south"

[[place]]
id = "kidal"
name = "Kidal"
kind = "town"
lat = 18.441
lon = 1.408

[[event]]
id = "battle"
name = "the battle of Kidal"
kind = "battle"
place = "kidal"

[[claim]]
id = "soldier.504"
speaker = "soldier"
via = ["paper", "edition"]
said = "2012-04-06/2012-04-11"
as_of = "[2012-03-23..2012-03-30]"
says = "strength(garrison) = 504"
rows = [16]
"#;

pub(crate) fn read_text(text: &str) -> Reading {
    let mut files = Files::new();
    files.insert(FileId::Evidence.name(), text);
    read(files)
}

/// The small dossier with more tables.
pub(crate) fn read_more(more: &str) -> Reading {
    read_text(&format!("{SMALL}\n{more}"))
}

/// A claim of the soldier that says this.
pub(crate) fn claim(says: &str) -> String {
    format!("[[claim]]\nid = \"c\"\nspeaker = \"soldier\"\nsays = '{says}'\n")
}

pub(crate) fn codes(reading: &Reading) -> Vec<&str> {
    reading
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect()
}

/// The text that the first annotation of a diagnostic points at.
pub(crate) fn pointed_at<'r>(reading: &'r Reading, diagnostic: &Diagnostic) -> &'r str {
    let annotation = &diagnostic.annotations[0];
    let text = reading
        .files
        .get(&annotation.file)
        .expect("the file is there");
    &text[annotation.span.clone()]
}
