//! Which braces and brackets belong together, found in one pass.

use std::collections::BTreeMap;

/// Opening marks with the place of the mark that closes them.
pub(super) struct Pairs {
    closes: BTreeMap<usize, usize>,
}

impl Pairs {
    /// Pairs `{{` with `}}` and `[[` with `]]`. A mark that closes nothing, or that nothing closes, has no pair.
    pub(super) fn of(text: &str) -> Pairs {
        let bytes = text.as_bytes();
        let mut closes = BTreeMap::new();
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut at = 0;
        while at + 1 < bytes.len() {
            match (bytes[at], bytes[at + 1]) {
                (b'{', b'{') => {
                    open.push((b'{', at));
                    at += 2;
                }
                (b'[', b'[') => {
                    open.push((b'[', at));
                    at += 2;
                }
                (b'}', b'}') => {
                    close(&mut open, &mut closes, b'{', at);
                    at += 2;
                }
                (b']', b']') => {
                    close(&mut open, &mut closes, b'[', at);
                    at += 2;
                }
                _ => at += 1,
            }
        }
        Pairs { closes }
    }

    /// Where the mark that opens at `at` closes.
    pub(super) fn close(&self, at: usize) -> Option<usize> {
        self.closes.get(&at).copied()
    }

    /// The bars between `from` and `to` that stand in no pair inside.
    pub(super) fn bars(&self, text: &str, from: usize, to: usize) -> Vec<usize> {
        let bytes = text.as_bytes();
        let mut bars = Vec::new();
        let mut at = from;
        while at < to {
            if let Some(close) = self.close(at).filter(|close| *close < to) {
                at = close + 2;
                continue;
            }
            if bytes[at] == b'|' {
                bars.push(at);
            }
            at += 1;
        }
        bars
    }

    /// All pairs, by the place where they open.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.closes.iter().map(|(open, close)| (*open, *close))
    }
}

/// How far back an opening mark of the other sort may be passed over. Chosen by us: a stray mark or two inside a link.
const PASSED_OVER: usize = 8;

fn close(open: &mut Vec<(u8, usize)>, closes: &mut BTreeMap<usize, usize>, sort: u8, at: usize) {
    let found = open
        .iter()
        .rev()
        .take(PASSED_OVER)
        .position(|(found, _)| *found == sort);
    if let Some(back) = found {
        let row = open.len() - 1 - back;
        closes.insert(open[row].1, at);
        open.truncate(row);
    }
}
