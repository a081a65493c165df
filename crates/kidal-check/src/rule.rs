//! What a rule is, and the list of all of them.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Dossier;

use crate::case::Case;
use crate::page::Page;
use crate::rules as all;

/// One kind of collision that is looked for.
pub struct Rule {
    /// Its stable code, printed with each diagnostic and taken by `explain`.
    pub code: &'static str,
    /// Its page: what it finds, why it matters, examples with the expected diagnostics.
    pub page: &'static str,
    pub(crate) find: fn(&Case<'_>) -> Vec<Finding>,
}

impl Rule {
    /// The title of its page.
    pub fn title(&self) -> String {
        Page::parse(self.page).title
    }
}

/// What a rule found: the diagnostic, and the claims that cannot all hold where it proves that.
pub(crate) struct Finding {
    pub diagnostic: Diagnostic,
    /// Sets of claims (by row) of which not all can hold. Filled by contradictions only.
    pub exclusive: Vec<Vec<usize>>,
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        Finding {
            diagnostic,
            exclusive: Vec::new(),
        }
    }
}

impl Finding {
    /// A contradiction between these claims; nothing is recorded where the diagnostic is milder.
    pub(crate) fn between(diagnostic: Diagnostic, exclusive: Vec<Vec<usize>>) -> Self {
        let exclusive = if diagnostic.severity == Severity::Contradiction {
            exclusive
        } else {
            Vec::new()
        };
        Finding {
            diagnostic,
            exclusive,
        }
    }
}

macro_rules! rules {
    ($($module:ident $code:literal,)+) => {
        /// All rules, in the order of the list in the book.
        static RULES: &[Rule] = &[
            $(Rule {
                code: $code,
                page: include_str!(concat!("../rules/", $code, ".md")),
                find: all::$module::find,
            },)+
        ];
    };
}

rules! {
    part_sum "part-sum",
    disjoint_values "disjoint-values",
    side_misattribution "side-misattribution",
    field_unknown "field-unknown",
    field_stronger "field-stronger",
    date_conflict "date-conflict",
    weekday "weekday",
    clock_zone "clock-zone",
    relative_time "relative-time",
    distance_speed "distance-speed",
    part_whole "part-whole",
    held_exceeds_parts "held-exceeds-parts",
    release_over_capture "release-over-capture",
    mass_balance "mass-balance",
    share_bound "share-bound",
    vehicle_load "vehicle-load",
    denial "denial",
    relation_conflict "relation-conflict",
    feigned_or_meant "feigned-or-meant",
    two_places "two-places",
    commander_unsupported "commander-unsupported",
    edition_differs "edition-differs",
    precision_beyond_source "precision-beyond-source",
    dependent_sources "dependent-sources",
    circular_source "circular-source",
    missing_attribution "missing-attribution",
    name_variants "name-variants",
    wording "wording",
    unused_name "unused-name",
}

/// All rules.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// Everything that the rules find in a dossier: worst first, then by place.
pub fn check(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = findings(&Case::new(dossier))
        .into_iter()
        .map(|finding| finding.diagnostic)
        .collect();
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

pub(crate) fn findings(case: &Case<'_>) -> Vec<Finding> {
    RULES.iter().flat_map(|rule| (rule.find)(case)).collect()
}

type Order<'d> = (Severity, &'d str, usize, &'d str);

fn order(diagnostic: &Diagnostic) -> Order<'_> {
    let start = diagnostic
        .first_place()
        .map_or(usize::MAX, |place| place.span.start);
    (
        diagnostic.severity,
        &diagnostic.code,
        start,
        &diagnostic.message,
    )
}

/// The page of a rule as Markdown, for `kidal explain`.
pub fn explain(code: &str) -> Option<String> {
    let rule = RULES.iter().find(|rule| rule.code == code)?;
    Some(rule.page.to_string())
}
