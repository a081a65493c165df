//! What two editions say otherwise.

use super::align::Alignment;
use super::{Change, Difference};
use crate::amount::Amount;
use crate::article::{Article, DraftClaim, Side};
use crate::names::{Likeness, folded, likeness};

/// Two editions and how their sides belong together.
pub(super) struct Pair<'a> {
    pub(super) articles: &'a [Article],
    pub(super) alignment: &'a Alignment,
    pub(super) first: usize,
    pub(super) second: usize,
}

/// Which figures of a side.
type Figures = (&'static str, fn(&Side) -> &[Amount]);

const FIGURES: [Figures; 2] = [
    ("strength", |side| &side.strength),
    ("casualties", |side| &side.casualties),
];

impl Pair<'_> {
    pub(super) fn one(&self) -> &Article {
        &self.articles[self.first]
    }

    pub(super) fn other(&self) -> &Article {
        &self.articles[self.second]
    }

    /// The sides that both have, with what each calls them.
    fn sides(&self) -> Vec<(&Side, &Side, String)> {
        let rows = self.alignment.sides.iter();
        rows.filter_map(|joint| {
            let (one, other) = (joint.rows[self.first]?, joint.rows[self.second]?);
            let (one, other) = (&self.one().sides[one], &self.other().sides[other]);
            Some((one, other, called(one, other)))
        })
        .collect()
    }

    pub(super) fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        if self.alignment.unaligned.contains(&self.second) || self.sides().is_empty() {
            let text = "no name puts its sides with those of the other; they are kept apart, not matched by position";
            found.push(self.told(Change::Unaligned, "belligerents", text.to_string()));
        }
        super::tell_other_battle(self, &mut found);
        self.scalars(&mut found);
        self.order(&mut found);
        for (one, other, name) in self.sides() {
            self.people(one, other, &name, &mut found);
        }
        self.misattributed(&mut found);
        for (one, other, name) in self.sides() {
            self.figures(one, other, &name, &mut found);
        }
        super::tell_inverted(self, &mut found);
        found
    }

    pub(super) fn told(&self, change: Change, field: &str, text: String) -> Difference {
        Difference {
            change,
            field: field.to_string(),
            edition: self.other().file.clone(),
            against: self.one().file.clone(),
            text,
        }
    }

    fn scalars(&self, found: &mut Vec<Difference>) {
        let (one, other) = (self.one(), self.other());
        let rows = [
            ("date", &one.date, &other.date),
            ("place", &one.place, &other.place),
            ("result", &one.result, &other.result),
            ("part_of", &one.part_of, &other.part_of),
        ];
        for (field, ours, theirs) in rows {
            match (ours, theirs) {
                (Some(ours), Some(theirs))
                    if likeness(ours, theirs) < Likeness::Likely && !is_within(ours, theirs) =>
                {
                    found.push(self.told(
                        Change::Differs,
                        field,
                        format!("“{theirs}” where the other has “{ours}”"),
                    ));
                }
                (None, Some(theirs)) => {
                    found.push(self.told(Change::Added, field, format!("adds “{theirs}”")))
                }
                (Some(ours), None) => {
                    found.push(self.told(Change::Lost, field, format!("lacks “{ours}”")))
                }
                _ => {}
            }
        }
        match (one.coordinates, other.coordinates) {
            (None, Some(_)) => found.push(self.told(
                Change::Added,
                "coordinates",
                "adds the coordinates".to_string(),
            )),
            (Some(_), None) => found.push(self.told(
                Change::Lost,
                "coordinates",
                "lacks the coordinates".to_string(),
            )),
            _ => {}
        }
    }

    /// Whether the sides stand in another order: no error, but the place where errors come from.
    fn order(&self, found: &mut Vec<Difference>) {
        let rows: Vec<(usize, usize)> = self
            .alignment
            .sides
            .iter()
            .filter_map(|joint| Some((joint.rows[self.first]?, joint.rows[self.second]?)))
            .collect();
        let is_other = rows.iter().any(|(one, other)| {
            rows.iter()
                .any(|(b, d)| (one < b) != (other < d) && one != b)
        });
        if is_other {
            let text =
                "lists the sides in another order than the other; they are matched by their names"
                    .to_string();
            found.push(self.told(Change::Swapped, "belligerents", text));
        }
    }

    fn people(&self, one: &Side, other: &Side, name: &str, found: &mut Vec<Difference>) {
        let names = |side: &Side| -> [Vec<String>; 2] {
            let belligerents = side
                .belligerents
                .iter()
                .map(|one| one.name.clone())
                .collect();
            [
                belligerents,
                side.commanders.iter().map(|one| one.name.clone()).collect(),
            ]
        };
        let fields = ["belligerents", "commanders"];
        for (field, (ours, theirs)) in fields
            .iter()
            .zip(names(one).iter().zip(names(other).iter()))
        {
            let is_known = |name: &String, list: &[String]| {
                list.iter()
                    .any(|other| likeness(name, other) >= Likeness::Likely)
            };
            for added in theirs.iter().filter(|name| !is_known(name, ours)) {
                found.push(self.told(
                    Change::Added,
                    field,
                    format!("adds {added} to the side of {name}"),
                ));
            }
            for lost in ours.iter().filter(|name| !is_known(name, theirs)) {
                found.push(self.told(
                    Change::Lost,
                    field,
                    format!("lacks {lost} on the side of {name}"),
                ));
            }
        }
    }

    /// A figure that the two editions give to different sides.
    fn misattributed(&self, found: &mut Vec<Difference>) {
        let sides = self.sides();
        for (field, of) in FIGURES {
            for (at, (one, other, name)) in sides.iter().enumerate() {
                for (across, (one_across, other_across, name_across)) in sides.iter().enumerate() {
                    if at == across {
                        continue;
                    }
                    for figure in of(one).iter().filter(|amount| amount.has_figure()) {
                        let moved = of(other_across)
                            .iter()
                            .find(|amount| is_same_figure(figure, amount));
                        let stays = of(other)
                            .iter()
                            .any(|amount| is_same_figure(figure, amount));
                        let is_there = of(one_across)
                            .iter()
                            .any(|amount| is_same_figure(figure, amount));
                        if let (Some(moved), false, false) = (moved, stays, is_there) {
                            found.push(self.moved(
                                field,
                                figure,
                                moved,
                                (name, name_across),
                                (of(one_across), of(other)),
                            ));
                        }
                    }
                }
            }
        }
    }

    fn moved(
        &self,
        field: &str,
        figure: &Amount,
        moved: &Amount,
        (name, across): (&str, &str),
        (one_across, other_here): (&[Amount], &[Amount]),
    ) -> Difference {
        let (one, other) = (&self.one().file, &self.other().file);
        let unknown = |amounts: &[Amount]| amounts.iter().any(Amount::is_unknown);
        let mut signs = Vec::new();
        if unknown(one_across) {
            signs.push(format!("{one} calls that of {across} unknown"));
        }
        if unknown(other_here) {
            signs.push(format!("{other} calls that of {name} unknown"));
        }
        signs.extend(self.text_signs(figure, (name, across)));
        let kind = moved
            .kind
            .as_deref()
            .map_or(String::new(), |kind| format!(" {kind}"));
        let mut text = format!(
            "{}{kind} stands with {across} here and with {name} in {one}: one of the two has it on the wrong side",
            figure.bounds_text()
        );
        if !signs.is_empty() {
            text.push_str(&format!(" ({})", signs.join("; ")));
        }
        self.told(Change::Misattributed, field, text)
    }

    /// What the texts of the editions count that rounds to the figure, and on whose side.
    fn text_signs(&self, figure: &Amount, (name, across): (&str, &str)) -> Vec<String> {
        let mut signs = Vec::new();
        for (at, here, there) in [(self.first, name, across), (self.second, across, name)] {
            let article = &self.articles[at];
            let Some((claim, near)) = near(article, figure) else {
                continue;
            };
            let joint = claim.side.and_then(|row| self.alignment.joint(at, row));
            let side = joint.and_then(|joint| self.called(joint));
            let (file, line) = (&article.file, claim.line);
            signs.push(match side {
                Some(side) if side == here => format!("the text of {file} counts {near} with {side} too (line {line})"),
                Some(side) => format!("{AGAINST} {file}, which counts {near} with {side} (line {line})"),
                None => format!("the text of {file} counts {near} (line {line}): see whether with {here} or {there}"),
            });
        }
        signs
    }

    fn called(&self, joint: usize) -> Option<String> {
        let rows = &self.alignment.sides.get(joint)?.rows;
        let (one, other) = (rows[self.first]?, rows[self.second]?);
        Some(called(&self.one().sides[one], &self.other().sides[other]))
    }

    fn figures(&self, one: &Side, other: &Side, name: &str, found: &mut Vec<Difference>) {
        for (field, of) in FIGURES {
            let is_moved = |amount: &Amount| {
                found.iter().any(|known| {
                    known.change == Change::Misattributed
                        && known.field == field
                        && known.text.starts_with(&amount.bounds_text())
                })
            };
            let only = |ours: &[Amount], theirs: &[Amount]| -> Vec<String> {
                let unmatched = ours
                    .iter()
                    .filter(|amount| !theirs.iter().any(|other| is_same_figure(amount, other)));
                let known = unmatched.filter(|amount| amount.has_figure() && !is_moved(amount));
                known.map(described).collect()
            };
            let (added, lost) = (only(of(other), of(one)), only(of(one), of(other)));
            if !added.is_empty() && !lost.is_empty() {
                let text = format!(
                    "has {} for {name} where the other has {}",
                    added.join(", "),
                    lost.join(", ")
                );
                found.push(self.told(Change::Differs, field, text));
            } else if !added.is_empty() {
                found.push(self.told(
                    Change::Added,
                    field,
                    format!("adds {} for {name}", added.join(", ")),
                ));
            } else if !lost.is_empty() {
                found.push(self.told(
                    Change::Lost,
                    field,
                    format!("lacks {} for {name}", lost.join(", ")),
                ));
            }
        }
    }
}

fn described(amount: &Amount) -> String {
    let kind = amount.kind.as_deref().or(amount.unit.as_deref());
    kind.map_or_else(
        || amount.bounds_text(),
        |kind| format!("{} {kind}", amount.bounds_text()),
    )
}

/// The same bounds of the same kind.
pub(super) fn is_same_figure(one: &Amount, other: &Amount) -> bool {
    let is_same_kind = one.kind == other.kind;
    is_same_kind && one.has_figure() && (one.min, one.max) == (other.min, other.max)
}

/// How a side is called: by the names that either edition gives it.
pub(super) fn called(one: &Side, other: &Side) -> String {
    for side in [one, other] {
        let names: Vec<&str> = side
            .belligerents
            .iter()
            .take(2)
            .map(|one| one.name.as_str())
            .collect();
        if !names.is_empty() {
            return names.join(" and ");
        }
    }
    let leader = one.commanders.first().or(other.commanders.first());
    leader.map_or_else(
        || "a side without a name".to_string(),
        |leader| leader.name.clone(),
    )
}

/// How a sign begins that the text of an edition speaks against its own field.
pub(super) const AGAINST: &str = "against it speaks the text of";

/// A sentence of an edition that counts what rounds to a figure: within a fiftieth of it.
/// Chosen by us: 504 is told as 500, and 520 is not.
fn near<'a>(article: &'a Article, figure: &Amount) -> Option<(&'a DraftClaim, u64)> {
    let value = figure.single().filter(|value| *value >= 100)?;
    let quantities = article.claims.iter().flat_map(|claim| {
        claim
            .quantities
            .iter()
            .map(move |quantity| (claim, quantity))
    });
    let mut found: Vec<(&DraftClaim, u64)> = quantities
        .filter_map(|(claim, quantity)| Some((claim, quantity.single()?)))
        .filter(|(_, near)| near.abs_diff(value).saturating_mul(50) <= value)
        .collect();
    // A sentence that shows whose men it counts says more than one that does not.
    found.sort_by_key(|(claim, _)| claim.side.is_none());
    found.first().copied()
}

/// Whether one text holds the other: `Kidal` and `Kidal, Mali`.
fn is_within(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    let holds = |long: &str, short: &str| format!(" {long} ").contains(&format!(" {short} "));
    holds(&one, &other) || holds(&other, &one)
}
