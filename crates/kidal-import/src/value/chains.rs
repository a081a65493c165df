//! Figures of which each names its people and that no comma divides: `1,000 FNLA 1,200 Zairians 52 South Africans`.

/// How many figures make a chain. Chosen by us: of two, the second may be the number of a body (`300 Royal Marines 3 Commando`).
const CHAIN: usize = 3;

/// Most words that name those who are counted. Chosen by us: `120 Portuguese Angolans`.
const NAME: usize = 3;

/// Divides the chains of a text, which keeps its length. What was divided is to be told.
pub(super) fn divide(text: &mut String) -> Vec<(String, String)> {
    let mut told = Vec::new();
    let mut cuts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = end_of_item(text, start);
        let found = joints(&text[start..end]);
        if found.len() + 1 >= CHAIN {
            let why = "several figures that nothing divides; each counts those behind it";
            told.push((text[start..end].trim().to_string(), why.to_string()));
            cuts.extend(found.iter().map(|at| start + at));
        }
        start = end + 1;
    }
    for at in cuts {
        text.replace_range(at..=at, ";");
    }
    told
}

/// Where the item that begins here ends: a comma that is followed by no digit, a semicolon or the end of a line.
fn end_of_item(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    (start..bytes.len())
        .find(|at| match bytes[*at] {
            b';' | b'\n' => true,
            b',' => !bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
            _ => false,
        })
        .unwrap_or(bytes.len())
}

/// The spaces before the second figure and those that follow, where an item is a chain and nothing else.
fn joints(item: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut names = None;
    let mut at = 0;
    for word in item.split(' ') {
        let is_number = word.starts_with(|letter: char| letter.is_ascii_digit())
            && word
                .chars()
                .all(|letter| letter.is_ascii_digit() || letter == ',');
        let is_name = word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|letter| letter.is_alphabetic() || letter == '-');
        match names {
            None if word.is_empty() => {}
            None if is_number => names = Some(0),
            Some(1..=NAME) if is_number => {
                found.push(at - 1);
                names = Some(0);
            }
            Some(count @ 0..NAME) if is_name => names = Some(count + 1),
            Some(1..) if word.is_empty() => {}
            _ => return Vec::new(),
        }
        at += word.len() + 1;
    }
    if names == Some(0) { Vec::new() } else { found }
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn a_chain_is_divided_and_told_and_keeps_its_length() {
        let mut text = "1,000 FNLA 1,200 Zairians 52 South Africans, 6 guns".to_string();
        let told = divide(&mut text);
        assert_eq!(text, "1,000 FNLA;1,200 Zairians;52 South Africans, 6 guns");
        assert_eq!(told.len(), 1);
    }

    #[test]
    fn two_figures_and_words_in_small_letters_are_no_chain() {
        for plain in [
            "300 Royal Marines 3 Commando",
            "300 Marines 20 guns 4 Sloops 6 Brigs",
            "1 Rifles 2 Rifles 3",
            "4 MiG-21 2 Su-22 1 Il-76",
        ] {
            let mut text = plain.to_string();
            assert!(divide(&mut text).is_empty(), "{plain}");
            assert_eq!(text, plain);
        }
    }
}
