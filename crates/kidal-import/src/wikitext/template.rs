//! What a template shows.

use super::Converter;
use super::flag::{country, flag, is_before_name};
use crate::clean::{LARGE, SMALL};
use crate::words::{Class, sense_of};

impl Converter<'_> {
    /// The text that a template shows, from after its `{{` to its `}}`.
    pub(super) fn template(&mut self, from: usize, to: usize, depth: usize) -> String {
        let strangers = self.strangers.len();
        let shown = self.shown_by(from, to, depth);
        if self.tells_dropped && self.strangers.len() == strangers && self.drops(from, to, &shown) {
            let text = self.text[from..to].chars().take(120).collect();
            self.strangers.push(text);
        }
        shown
    }

    /// Whether a template casts doubt, or holds words for the reader that it does not show.
    fn drops(&self, from: usize, to: usize, shown: &str) -> bool {
        let bars = self.pairs.bars(self.text, from, to);
        let name_end = bars.first().copied().unwrap_or(to);
        let name = self.text[from..name_end]
            .trim()
            .to_lowercase()
            .replace('_', " ");
        if is_silent(&name) {
            return DOUBTS.contains(&name.as_str());
        }
        let parts = self.parameters(&bars, to);
        let values: Vec<&str> = parts
            .iter()
            .filter(|part| part.is_positional())
            .map(|part| self.text[part.from..part.to].trim())
            .collect();
        let has_words = |value: &&str| value.chars().any(char::is_alphabetic);
        if shown.trim().is_empty() {
            return parts
                .iter()
                .any(|part| has_words(&&self.text[part.from..part.to]));
        }
        // Wrappers show their first parameter.
        (is_wrapper(&name) || matches!(name.as_str(), "small" | "smaller" | "petit"))
            && values.iter().skip(1).any(has_words)
    }

    fn shown_by(&mut self, from: usize, to: usize, depth: usize) -> String {
        let bars = self.pairs.bars(self.text, from, to);
        let name_end = bars.first().copied().unwrap_or(to);
        let written = self.text[from..name_end].trim();
        let name = written.to_lowercase().replace('_', " ");
        let name = name
            .strip_prefix("template:")
            .unwrap_or(&name)
            .trim()
            .to_string();
        if is_silent(&name) {
            let is_reference = ["refn", "efn", "cit", "sfn", "harvnb"]
                .iter()
                .any(|start| name.starts_with(start));
            if is_reference && name != "citation needed" {
                let inner = self.text[from..to].to_string();
                self.refer(&inner);
            }
            return String::new();
        }
        let parts = self.parameters(&bars, to);
        let mut shown = |n: usize| -> String {
            let found = parts.iter().find(|part| part.key == (n + 1).to_string());
            found.map_or(String::new(), |part| {
                self.convert(part.from, part.to, depth).trim().to_string()
            })
        };
        match name.as_str() {
            "kia" | "killed in action" | "†" | "mort au combat" | "dagger" | "kia2" | "mort" => {
                " †".to_string()
            }
            "pow" | "prisoner of war" | "prisonnier" => " (POW)".to_string(),
            "wia" | "wounded" | "blessé" => " (WIA)".to_string(),
            "mia" | "missing in action" => " (MIA)".to_string(),
            "dow" | "died of wounds" => " (DOW)".to_string(),
            "executed" | "execution" | "exécuté" => " (executed)".to_string(),
            "assassinated" => " (assassinated)".to_string(),
            "surrendered" => " (surrendered)".to_string(),
            "natural causes" => " #".to_string(),
            "snd" | "spnd" | "spaced ndash" | "spaced en dash" | "snds" => " – ".to_string(),
            "ndash" | "en dash" | "–" | "endash" | "mdash" | "dash" => "–".to_string(),
            "nbsp" | "thinsp" | "space" | "sp" | "," | "pad" => " ".to_string(),
            "!" => "|".to_string(),
            "*" | "•" | "·" | "bull" | "bullet" | "dot" | "ubullet" => "* ".to_string(),
            "=" => "=".to_string(),
            "circa" | "c." | "ca" | "ca." => {
                let (first, second) = (shown(0), shown(1));
                if second.is_empty() {
                    format!("c. {first}")
                } else {
                    format!("c. {first}–{second}")
                }
            }
            "start and end dates" | "start and end date" => {
                let all: Vec<String> = (0..6).map(&mut shown).collect();
                // `{{start and end dates|1863|May|18|…}}`: the month may be a word.
                let day = |parts: &[String]| {
                    let parts = parts.iter().filter(|part| !part.is_empty());
                    parts
                        .map(|part| {
                            sense_of(part, &[Class::Month])
                                .map_or(part.as_str(), |month| month.meaning)
                        })
                        .map(|part| format!("{part:0>2}"))
                        .collect::<Vec<_>>()
                        .join("-")
                };
                format!("{}/{}", day(&all[..3]), day(&all[3..]))
                    .trim_end_matches('/')
                    .to_string()
            }
            "flag" | "flagcountry" | "flagu" | "bandera2" | "علم" | "bandiera2" | "flag+link"
            | "army" | "navy" | "flaglink" | "flagg" => {
                let named = parts.iter().find(|part| part.key == "name");
                match named {
                    Some(part) => self.convert(part.from, part.to, depth),
                    None => {
                        let name = shown(0);
                        country(&name, self.is_french).map_or(name, str::to_string)
                    }
                }
            }
            "lang" | "langue" | "transl" | "transliteration" | "lang-x" | "tooltip2" => shown(1),
            "formatnum" | "nombre" | "unité" | "num" | "nb" | "val" | "number" | "convert"
            | "cvt" | "nobr nombre" | "formatnum:" | "nts" => {
                format!("{} {}", shown(0), shown(1)).trim().to_string()
            }
            "start date" | "start-date" | "end date" | "start date and age"
            | "end date and age" | "dts" => {
                let parts: Vec<String> = (0..3)
                    .map(&mut shown)
                    .filter(|part| !part.is_empty())
                    .collect();
                if parts
                    .iter()
                    .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
                {
                    parts
                        .iter()
                        .map(|part| format!("{part:0>2}"))
                        .collect::<Vec<_>>()
                        .join("-")
                } else {
                    parts.join(" ")
                }
            }
            "date" | "date-" | "date républicaine" | "date de naissance" => (0..3)
                .map(&mut shown)
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
            "oldstyledate" | "oldstyledatedy" => {
                format!("{} [O.S. {}] {}", shown(0), shown(2), shown(1))
            }
            "oldstyledatenm" => format!("{} {}", shown(0), shown(1)),
            "coord" | "coor dms" | "coordinates" => {
                let values: Vec<String> = (0..8)
                    .map(&mut shown)
                    .take_while(|part| is_of_angle(part))
                    .collect();
                match values.as_slice() {
                    [lat, lon] => format!("{}; {}", signed(lat, 'N', 'S'), signed(lon, 'E', 'W')),
                    values => values.join(" "),
                }
            }
            "ill" | "interlanguage link" | "lien" | "link" | "illm" | "abbr" | "tooltip"
            | "abréviation" => {
                let lien = parts
                    .iter()
                    .find(|part| part.key == "texte" || part.key == "lt");
                match lien {
                    Some(part) => self.convert(part.from, part.to, depth),
                    None => shown(0),
                }
            }
            _ if is_list(&name) => {
                let mut lines: Vec<String> = Vec::new();
                if let Some(title) = parts
                    .iter()
                    .find(|part| part.key == "title" || part.key == "titre")
                {
                    let title = self.convert(title.from, title.to, depth);
                    let title = title.trim().trim_end_matches(':');
                    if !title.is_empty() {
                        lines.push(format!("{title}:"));
                    }
                }
                for part in parts.iter().filter(|part| part.is_positional()) {
                    lines.push(self.convert(part.from, part.to, depth));
                }
                format!("\n{}\n", lines.join("\n"))
            }
            _ if is_ordinal(&name) && shown(0).is_empty() => name.clone(),
            "small" | "smaller" | "petit" => format!("{SMALL}{}{LARGE}", shown(0)),
            _ if is_wrapper(&name) || name.starts_with("lang-") => {
                let positional: Vec<String> = parts
                    .iter()
                    .filter(|part| part.is_positional())
                    .map(|part| (part.from, part.to))
                    .collect::<Vec<_>>()
                    .into_iter()
                    .take(1)
                    .map(|(from, to)| self.convert(from, to, depth))
                    .collect();
                positional.join(" ")
            }
            // `{{formatnum:120000}}`
            _ if name.starts_with("formatnum:") => written["formatnum:".len()..].to_string(),
            // `{{Mali|#}}`: the flag alone.
            _ if parts.len() == 1 && shown(0) == "#" => String::new(),
            // A fate in any language of the table.
            _ if parts.is_empty() && sense_of(&name, &[Class::Fate]).is_some() => {
                format!(" ({name})")
            }
            _ => {
                let values: Vec<&str> = parts
                    .iter()
                    .map(|part| &self.text[part.from..part.to])
                    .collect();
                if let Some(flag) = flag(written, &values, self.is_french) {
                    // `{{USA}} [[John Pershing]]`: what stands behind the flag has a name of its own.
                    let after = self.text.get(to + 2..).unwrap_or_default();
                    return if flag.is_known && is_before_name(after) {
                        String::new()
                    } else {
                        flag.name
                    };
                }
                const MOST: usize = 200;
                if self.strangers.len() < MOST && !name.is_empty() {
                    self.strangers
                        .push(self.text[from..to].chars().take(120).collect());
                }
                // What it would show is not known: nothing of it is dropped, and nothing grows together with what stands round it.
                let shown: Vec<String> = parts
                    .iter()
                    .filter(|part| part.is_positional())
                    .map(|part| self.convert(part.from, part.to, depth))
                    .collect();
                if shown.is_empty() {
                    String::new()
                } else {
                    format!(" {} ", shown.join("; "))
                }
            }
        }
    }

    /// The parameters of a template: without a key they are counted from 1.
    pub(super) fn parameters(&self, bars: &[usize], to: usize) -> Vec<Parameter> {
        let mut count = 0;
        bars.iter()
            .enumerate()
            .map(|(n, bar)| {
                let (from, end) = (bar + 1, bars.get(n + 1).copied().unwrap_or(to));
                let text = &self.text[from..end];
                let begins_inside = text.trim_start().starts_with(['{', '[']);
                let stop = text
                    .find(['{', '[', '<', '\n'])
                    .filter(|at| !text[..*at].trim().is_empty())
                    .unwrap_or(text.len());
                // `{{ubl|{{flag|X|name=Y}}}}`: the sign is one of a template inside.
                match text[..stop].find('=').filter(|_| !begins_inside) {
                    Some(equals) if text[..equals].trim().chars().count() <= 40 => Parameter {
                        key: text[..equals].trim().to_string(),
                        from: from + equals + 1,
                        to: end,
                    },
                    _ => {
                        count += 1;
                        Parameter {
                            key: count.to_string(),
                            from,
                            to: end,
                        }
                    }
                }
            })
            .collect()
    }
}

/// One parameter of a template.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub(super) key: String,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Parameter {
    fn is_positional(&self) -> bool {
        !self.key.is_empty() && self.key.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Templates that show nothing of use: flags, notes, tags.
fn is_silent(name: &str) -> bool {
    const SILENT: [&str; 73] = [
        "tree list/end",
        "bandiera",
        "bandera",
        "bandeira",
        "simbolo",
        "símbolo",
        "رمز علم",
        "أيقونة علم",
        "icone",
        "bandera icono",
        "ícone",
        "flagicon",
        "flag icon",
        "flagdeco",
        "flagicon image",
        "flag deco",
        "drapeau",
        "drapeau2",
        "icône",
        "sfn",
        "sfnp",
        "sfnm",
        "efn",
        "efn-ua",
        "efn-lr",
        "refn",
        "note",
        "ref",
        "r",
        "rp",
        "harvnb",
        "harv",
        "citation needed",
        "cn",
        "fact",
        "référence nécessaire",
        "better source needed",
        "dubious",
        "who",
        "when",
        "clarify",
        "page needed",
        "verify source",
        "failed verification",
        "unreliable source",
        "unreliable source?",
        "source needed",
        "citation",
        "clear",
        "endplainlist",
        "end plainlist",
        "plainlist end",
        "0",
        "campaignbox",
        "age in years, months and days",
        "age in days",
        "age in months, weeks and days",
        "age in years and days",
        "duration",
        "which",
        "by whom",
        "according to whom",
        "disputed inline",
        "discuss",
        "vague",
        "full citation needed",
        "toc",
        "reflist",
        "anchor",
        "hidden end",
        "refbegin",
        "refend",
        "quand",
    ];
    SILENT.contains(&name)
        || [
            "cite ",
            "sfn",
            "efn",
            "campaignbox",
            "age in",
            "flagicon",
            "main",
            "see also",
            "citation",
            "#tag:ref",
        ]
        .iter()
        .any(|start| name.starts_with(start))
}

/// Silent templates that say that what stands before them is in doubt.
const DOUBTS: [&str; 7] = [
    "dubious",
    "disputed inline",
    "discuss",
    "vague",
    "clarify",
    "which",
    "failed verification",
];

fn is_list(name: &str) -> bool {
    const LISTS: [&str; 24] = [
        "bulletedlist",
        "unbulletedlist",
        "br separated entries",
        "br list",
        "plainlist",
        "plain list",
        "unbulleted list",
        "ubl",
        "ublist",
        "ubli",
        "flatlist",
        "hlist",
        "bulleted list",
        "collapsible list",
        "flowlist",
        "tree list",
        "liste simple",
        "liste éléments",
        "boîte déroulante",
        "indented plainlist",
        "liste à puces",
        "collapsed infobox section",
        "unbulleted",
        "ordered list",
    ];
    LISTS.contains(&name)
}

fn is_wrapper(name: &str) -> bool {
    const WRAPPERS: [&str; 29] = [
        "nowrap",
        "nobold",
        "nobr",
        "big",
        "center",
        "noitalic",
        "nobreak",
        "smallcaps",
        "allow wrap",
        "longitem",
        "resize",
        "larger",
        "refnec",
        "citation nécessaire",
        "native name",
        "nihongo",
        "sc",
        "s-",
        "er",
        "1er",
        "e",
        "sup",
        "sub",
        "fontsize",
        "align",
        "color",
        "font color",
        "nobots",
        "raise",
    ];
    WRAPPERS.contains(&name)
}

/// `2{{e}}`, `{{1er}}`: the end of an ordinal, or one.
fn is_ordinal(name: &str) -> bool {
    let ending = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    matches!(
        ending,
        "e" | "er" | "re" | "ère" | "ème" | "nd" | "nde" | "th" | "st" | "rd"
    )
}

fn is_of_angle(part: &str) -> bool {
    let is_hemisphere = matches!(part, "N" | "S" | "E" | "W" | "O");
    is_hemisphere
        || (!part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-')))
}

fn signed(value: &str, positive: char, negative: char) -> String {
    match value.strip_prefix('-') {
        Some(digits) => format!("{digits}°{negative}"),
        None => format!("{value}°{positive}"),
    }
}
