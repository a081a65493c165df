//! The caption of a flag that stands before a commander's name: `Azawad Bilal Ag Acherif`, `Spain Juan del Águila`.

use super::matching::{folded, is_known, is_same};
use super::{Belligerent, Commander, Names};

/// A name behind the caption of a flag.
struct Caption {
    row: usize,
    /// Bytes of the caption.
    length: usize,
    /// Whether the article itself names the land.
    is_of_article: bool,
    /// Words of the name without the caption.
    words: usize,
}

/// Takes the captions of flags off the names of commanders, and tells of each. A land may be a forename too (`Israel Putnam`):
/// it goes where two words of a name are left, and where the article names the land or another name of the field carries one.
pub(super) fn without_lands(names: &mut Names<Commander>, lands: &[String]) {
    let found: Vec<Caption> = names
        .names
        .iter()
        .enumerate()
        .filter_map(|(row, commander)| caption(row, &commander.name, lands))
        .collect();
    let has_two = found.iter().filter(|one| one.words > 1).count() > 1;
    let has_own = found.iter().any(|one| one.words > 1 && one.is_of_article);
    for one in found {
        let is_caption = one.words > 1 && (one.is_of_article || has_two || has_own);
        let name = &mut names.names[one.row].name;
        let whole = name.clone();
        let land = whole[..one.length].trim_end().to_string();
        if is_caption {
            *name = whole[one.length..].trim_start().to_string();
            let why =
                format!("`{land}` is taken for the caption of a flag, and no part of the name");
            names.leftovers.push((whole, why));
        } else {
            let why = format!("`{land}` may be the caption of a flag, or part of the name");
            names.leftovers.push((whole, why));
        }
    }
}

/// `Azawad MNLA`: a land before an organisation that the table of names has by its short form.
pub(super) fn before_organisations(names: &mut Names<Belligerent>) {
    for belligerent in &mut names.names {
        let whole = belligerent.name.clone();
        let Some((land, rest)) = whole.rsplit_once(' ') else {
            continue;
        };
        let is_short = rest.chars().all(char::is_uppercase) && rest.chars().count() > 1;
        if is_short && is_known(rest) && is_known(land) && !is_same(land, rest) {
            belligerent.name = rest.to_string();
            let why =
                format!("`{land}` is taken for the caption of a flag, and no part of the name");
            names.leftovers.push((whole, why));
        }
    }
}

/// The longest beginning of a name that is a land, with a name behind it.
fn caption(row: usize, name: &str, lands: &[String]) -> Option<Caption> {
    let ends: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
    ends.iter().rev().find_map(|end| {
        let (land, rest) = (&name[..*end], name[*end..].trim_start());
        // `Azawad Al Bakaye`: an article that matching leaves out is no part of the land.
        let is_whole = folded(land).split(' ').count() == land.split(' ').count();
        let is_of_article = lands.iter().any(|known| {
            known.to_lowercase() == land.to_lowercase() || (is_whole && is_same(known, land))
        });
        // A table of names holds spellings without ranks and articles; a caption has neither.
        let is_plain = land
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase));
        let is_land = is_of_article || (is_plain && is_whole && is_known(land));
        (is_land && starts_name(rest)).then(|| Caption {
            row,
            length: *end,
            is_of_article,
            words: rest.split(' ').count(),
        })
    })
}

/// Whether a text may begin a name: no title's `of`, no joining word.
fn starts_name(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    let is_upper = word.starts_with(char::is_uppercase);
    let is_number = word.chars().all(|c| "IVX".contains(c));
    // `al-Shaykh`, `d'Erlon`
    let has_particle = word
        .split_once(['-', '\'', '’'])
        .is_some_and(|(_, core)| core.starts_with(char::is_uppercase));
    (is_upper && !is_number) || has_particle
}
