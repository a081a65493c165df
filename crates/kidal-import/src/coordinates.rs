//! Coordinates: `18°26′28″N 1°24′26″E`, `18.44; 1.41`, `18|26|28|N|1|24|26|E`.

use serde::Serialize;

/// A point on the map, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coordinates {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl Coordinates {
    /// A point, unless it lies on no globe.
    pub(crate) fn checked(lat: f64, lon: f64) -> Option<Coordinates> {
        let fits = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        // Five decimals are a metre: more would be noise of the division.
        let round = |degrees: f64| (degrees * 1e5).round() / 1e5 + 0.0;
        fits.then(|| Coordinates {
            lat: round(lat),
            lon: round(lon),
        })
    }
}

/// Coordinates inside a text, and the text without them.
pub(crate) fn split_coordinates(text: &str) -> (Option<Coordinates>, String) {
    let parts = parts(text);
    for (at, part) in parts.iter().enumerate() {
        if let Some((lat, next)) = angle(&parts, at, "NS")
            && let Some((lon, end)) = angle(&parts, next, "EWO")
            && let Some(found) = Coordinates::checked(lat, lon)
        {
            let last = parts.get(end - 1).map_or(text.len(), |part| part.end);
            return (Some(found), without(text, part.start, last));
        }
    }
    (None, text.to_string())
}

/// A field that holds nothing but coordinates.
pub(crate) fn read_coordinates(text: &str) -> Option<Coordinates> {
    if let (Some(found), _) = split_coordinates(text) {
        return Some(found);
    }
    let numbers: Vec<f64> = parts(text)
        .into_iter()
        .filter_map(|part| part.number)
        .collect();
    let signs = text.chars().filter(|c| c.is_alphabetic()).count();
    match numbers.as_slice() {
        [lat, lon] if signs <= 2 => Coordinates::checked(*lat, *lon),
        _ => None,
    }
}

/// One angle in decimal or in degrees, minutes and seconds, without a hemisphere.
pub(crate) fn read_angle(text: &str) -> Option<f64> {
    let parts = parts(text);
    if let Some((value, _)) = angle(&parts, 0, "NSEWO") {
        return Some(value);
    }
    let numbers: Vec<f64> = parts.iter().filter_map(|part| part.number).collect();
    match numbers.as_slice() {
        [one] => Some(*one),
        [degrees, rest @ ..] if rest.len() <= 2 => Some(
            degrees + rest.first().unwrap_or(&0.0) / 60.0 + rest.get(1).unwrap_or(&0.0) / 3600.0,
        ),
        _ => None,
    }
}

struct Part {
    start: usize,
    end: usize,
    number: Option<f64>,
    letter: Option<char>,
}

/// Numbers and single letters; signs of degrees, minutes and seconds only divide.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let is_minus =
            matches!(letter, '-' | '−' | '–') && next.is_some_and(|c| c.is_ascii_digit());
        if letter.is_ascii_digit() || is_minus {
            let mut end = start + letter.len_utf8();
            while let Some((at, digit)) = letters.peek().copied() {
                let goes_on = digit.is_ascii_digit()
                    || (digit == '.' && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
                if !goes_on {
                    break;
                }
                end = at + digit.len_utf8();
                letters.next();
            }
            let digits = text[start..end].replace(['−', '–'], "-");
            parts.push(Part {
                start,
                end,
                number: digits.parse().ok(),
                letter: None,
            });
        } else if letter.is_alphabetic() {
            let mut end = start + letter.len_utf8();
            while let Some((at, more)) = letters.peek().copied().filter(|(_, c)| c.is_alphabetic())
            {
                end = at + more.len_utf8();
                letters.next();
            }
            let is_single = end == start + letter.len_utf8();
            parts.push(Part {
                start,
                end,
                number: None,
                letter: if is_single {
                    Some(letter.to_ascii_uppercase())
                } else {
                    hemisphere(&text[start..end])
                },
            });
        }
    }
    parts
}

/// A hemisphere written out.
fn hemisphere(word: &str) -> Option<char> {
    match word.to_lowercase().as_str() {
        "north" | "nord" | "norte" => Some('N'),
        "south" | "sud" | "süd" | "sur" | "sul" => Some('S'),
        "east" | "est" | "ost" | "este" | "leste" => Some('E'),
        "west" | "ouest" | "ovest" | "oeste" => Some('W'),
        _ => None,
    }
}

/// Up to three numbers and a hemisphere.
fn angle(parts: &[Part], at: usize, hemispheres: &str) -> Option<(f64, usize)> {
    let mut value = 0.0;
    let mut unit = 1.0;
    for (n, part) in parts.iter().enumerate().skip(at) {
        if let Some(number) = part.number {
            if n - at > 2 || (n > at && !(0.0..60.0).contains(&number)) {
                return None;
            }
            value += number / unit;
            unit *= 60.0;
        } else {
            let letter = part
                .letter
                .filter(|letter| n > at && hemispheres.contains(*letter))?;
            let sign = if matches!(letter, 'S' | 'W' | 'O') {
                -1.0
            } else {
                1.0
            };
            return Some((sign * value, n + 1));
        }
    }
    None
}

fn without(text: &str, from: usize, to: usize) -> String {
    // Mirrors write the same point several times: `… / 18.44°N 1.41°E / 18.44; 1.41`.
    let tail: String = text[to..]
        .split('/')
        .filter(|part| part.chars().any(char::is_alphabetic) && split_coordinates(part).0.is_none())
        .collect::<Vec<_>>()
        .join("/");
    let head = text[..from].trim_end_matches([' ', ',', '/', '(', ';', ':', '\n']);
    let head = head
        .strip_suffix("Coordinates")
        .or_else(|| head.strip_suffix("coordinates"))
        .unwrap_or(head);
    let tail = tail.trim_matches([' ', ',', '/', ')', ';', '″', '"']);
    if tail.is_empty() {
        head.trim_end_matches([' ', ',', '\n']).to_string()
    } else {
        format!("{} {tail}", head.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_minutes_and_seconds_or_decimals() {
        let (found, rest) = split_coordinates(
            "Kidal, Mali 18°26′28″N 1°24′26″E / 18.44111°N 1.40722°E / 18.44111; 1.40722",
        );
        assert_eq!(
            found,
            Some(Coordinates {
                lat: 18.44111,
                lon: 1.40722
            })
        );
        assert_eq!(rest, "Kidal, Mali");
        assert_eq!(
            read_coordinates("50.68°N 4.412°E").map(|c| c.lon),
            Some(4.412)
        );
        assert_eq!(read_coordinates("-33.9; 151.2").map(|c| c.lat), Some(-33.9));
        assert_eq!(read_coordinates("400; 3"), None);
        assert_eq!(split_coordinates("Hill 60, near Ypres").0, None);
    }
}
