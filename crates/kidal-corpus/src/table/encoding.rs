//! Bytes to text: UTF-8, or where a line is not, the more plausible of Mac Roman and Windows-1252.

/// A line as text.
pub(super) struct Decoded {
    pub(super) text: String,
    /// The bytes that were not UTF-8.
    pub(super) foreign: Vec<Foreign>,
}

/// A byte that was not UTF-8.
pub(super) struct Foreign {
    /// In characters, from 1.
    pub(super) column: u64,
    pub(super) byte: u8,
    pub(super) letter: char,
    pub(super) encoding: &'static str,
}

const MAC_ROMAN: &str = "Mac Roman";
const WINDOWS_1252: &str = "Windows-1252";

/// What Mac Roman has at 0x80 to 0xFF.
const MAC_ROMAN_HIGH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
/// What Windows-1252 has at 0x80 to 0x9F; the five places that it leaves empty are marked.
const WINDOWS_1252_HIGH: &str =
    "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";
/// Letters of Western European names, the common ones; the rest is a sign that the encoding is guessed wrong.
const COMMON: &str = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒßàáâãäåæçèéêëìíîïñòóôõöøùúûüœ–—‘’“”";

/// Decodes a line, or says why it cannot.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.contains(&0) {
        return Err("the bytes look like UTF-16 or a binary file".into());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded {
            text: text.to_owned(),
            foreign: Vec::new(),
        });
    }
    let mac = with_table(bytes, mac_roman, MAC_ROMAN);
    let windows = with_table(bytes, windows_1252, WINDOWS_1252);
    let (best, score) = if mac.1 >= windows.1 { mac } else { windows };
    if score <= 0 {
        return Err("bytes are neither UTF-8 nor names in Mac Roman or Windows-1252".into());
    }
    Ok(best)
}

/// Decodes with UTF-8 where that is valid and `letter` elsewhere. The score counts plausible letters.
fn with_table(bytes: &[u8], letter: fn(u8) -> char, encoding: &'static str) -> (Decoded, i32) {
    let mut text = String::new();
    let mut foreign = Vec::new();
    let mut column = 1;
    let mut score = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        column += chunk.valid().chars().count() as u64;
        for &byte in chunk.invalid() {
            let found = letter(byte);
            let before = text.chars().next_back();
            score += plausible(found, before);
            foreign.push(Foreign {
                column,
                byte,
                letter: found,
                encoding,
            });
            text.push(found);
            column += 1;
        }
    }
    (Decoded { text, foreign }, score)
}

/// 1 for a common letter in a fitting case, less for anything else.
fn plausible(letter: char, before: Option<char>) -> i32 {
    if !COMMON.contains(letter) {
        return -1;
    }
    let follows_small = before.is_some_and(char::is_lowercase);
    // A capital inside a word of small letters.
    if letter.is_uppercase() && follows_small {
        -1
    } else {
        1
    }
}

fn mac_roman(byte: u8) -> char {
    high(byte, MAC_ROMAN_HIGH)
}

fn windows_1252(byte: u8) -> char {
    if byte >= 0xA0 {
        char::from(byte)
    } else {
        high(byte, WINDOWS_1252_HIGH)
    }
}

fn high(byte: u8, table: &str) -> char {
    table
        .chars()
        .nth(usize::from(byte.wrapping_sub(0x80)))
        .unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(MAC_ROMAN_HIGH.chars().count(), 128);
        assert_eq!(WINDOWS_1252_HIGH.chars().count(), 32);
    }

    #[test]
    fn names_in_mac_roman_and_windows_are_told_apart() {
        let fayolle = decode(b"\x83mile_Fayolle").expect("a name");
        assert_eq!(fayolle.text, "Émile_Fayolle");
        assert_eq!(fayolle.foreign[0].encoding, MAC_ROMAN);
        assert_eq!(decode(b"B\x9Flow").expect("a name").text, "Bülow");
        let windows = decode(b"B\xFClow").expect("a name");
        assert_eq!(windows.text, "Bülow");
        assert_eq!(windows.foreign[0].encoding, WINDOWS_1252);
        assert_eq!(windows.foreign[0].column, 2);
        assert_eq!(decode(b"\xC9mile").expect("a name").text, "Émile");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(decode(b"\xFF\xFEa\0").is_err());
        assert!(decode(b"a \xA9\xB1\x81 b").is_err());
    }
}
