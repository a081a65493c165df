//! Titles that stand behind names: whose they are.

pub(super) fn starts_with_title(name: &str) -> bool {
    TITLES.iter().any(|title| name.starts_with(title))
}

/// `Duke of Norfolk`, `Comte de Conflans`.
pub(super) fn is_title_of_a_land(part: &str) -> bool {
    TITLES.iter().any(|title| {
        part.strip_prefix(title).is_some_and(|rest| {
            ["of ", "de ", "du ", "d'", "von ", "zu ", "di "]
                .iter()
                .any(|of| rest.trim_start().starts_with(of))
        })
    })
}

/// `Earl of Surrey`, `Duke of Alba`, `Viscount Wellington`: behind a name of several words such a title is most often that of its
/// bearer.
pub(super) fn is_english_title(part: &str) -> bool {
    [
        "Earl of ",
        "Marquess of ",
        "Bishop of ",
        "Archbishop of ",
        "Count of ",
        "Margrave of ",
        "Landgrave of ",
    ]
    .iter()
    .any(|title| part.starts_with(title))
        || is_rare_title(part)
}

/// `Duke of Alba`, `Viscount Wellington`: titles whose bearers are named by them alone too.
pub(super) fn is_rare_title(part: &str) -> bool {
    // By these more often than not: `Gebhard von Blücher, Prince of Orange` are two.
    const ALONE: [&str; 5] = [
        "Duke of Wellington",
        "Prince of Orange",
        "Duke of Marlborough",
        "Duke of Cumberland",
        "Duke of Brunswick",
    ];
    let name = part.split(['(', '†']).next().unwrap_or_default().trim();
    let is_one = |title: &str| {
        // `Baron Dahlberg`; with a forename it is somebody else.
        name.strip_prefix(title)
            .is_some_and(|rest| rest.starts_with("of ") || !rest.contains(' '))
    };
    !ALONE.contains(&name)
        && (["Duke of ", "Prince of "]
            .iter()
            .any(|title| name.starts_with(title))
            || ["Viscount ", "Baron ", "Marquess ", "Marquis "]
                .into_iter()
                .any(is_one))
}

/// `Prince William`: a prince by his forename alone, behind whom a dukedom is most often his own; an earldom is somebody else's.
pub(super) fn is_bare_prince(name: &str) -> bool {
    let mut words = name.split(' ');
    matches!(words.next(), Some("Prince" | "Princess"))
        && words.next().is_some()
        && words.next().is_none()
}

/// `vicomte Lisle`, `comte Friant`: a title in small letters before a name.
pub(super) fn is_small_title(part: &str) -> bool {
    part.split_once(' ').is_some_and(|(title, name)| {
        SMALL_TITLES.contains(&title) && name.starts_with(char::is_uppercase)
    })
}

/// `roi Dinuzulu`: whoever is named with such a title takes no second one that follows.
pub(super) fn begins_with_small_title(name: &str) -> bool {
    is_small_title(name)
        || name.split_once(' ').is_some_and(|(title, rest)| {
            ["roi", "reine", "rey", "re", "rei", "chef", "king"].contains(&title)
                && rest.starts_with(char::is_uppercase)
        })
}

/// Titles that stand in small letters before names.
const SMALL_TITLES: [&str; 10] = [
    "comte", "vicomte", "duc", "baron", "marquis", "prince", "earl", "viscount", "conde", "conte",
];

/// `dit Danican`, `known as Blackbeard`: another name of the one before it.
pub(super) fn is_byname(part: &str) -> bool {
    [
        "dit ",
        "dite ",
        "called ",
        "known as ",
        "also known as ",
        "alias ",
        "detto ",
        "genannt ",
    ]
    .iter()
    .any(|word| part.starts_with(word))
}

/// `Authenticity and Development Front`: what an abstract noun and another body of that name stand for is one.
pub(super) fn is_one_body(first: &str, second: &str) -> bool {
    const BODIES: [&str; 9] = [
        "Front", "Party", "Movement", "Army", "Brigade", "Brigades", "Union", "Council", "Company",
    ];
    const ABSTRACT: [&str; 10] = [
        "ity", "tion", "sion", "ment", "ism", "dom", "ness", "ship", "ance", "ence",
    ];
    let is_abstract =
        first == "Justice" || first.len() > 6 && ABSTRACT.iter().any(|end| first.ends_with(end));
    let is_body = second
        .rsplit_once(' ')
        .is_some_and(|(_, noun)| BODIES.contains(&noun));
    is_abstract && !first.contains(' ') && is_body
}

/// Words that titles begin with.
pub(super) const TITLES: [&str; 29] = [
    "Duke",
    "Earl",
    "Count",
    "Prince",
    "Baron",
    "Marquess",
    "Marquis",
    "Viscount",
    "Lord",
    "King",
    "Queen",
    "Emperor",
    "Elector",
    "Landgrave",
    "Margrave",
    "Grand Duke",
    "Archduke",
    "Bishop",
    "Archbishop",
    "Duc",
    "Comte",
    "Roi",
    "Princess",
    "Sultan",
    "Graf",
    "Herzog",
    "Baronet",
    "Voivode",
    "Bastard",
];
