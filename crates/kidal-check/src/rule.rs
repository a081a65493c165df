//! What a rule is, and the list of all of them.

use kidal_diag::{Diagnostic, Severity};
use kidal_dossier::Dossier;

use crate::across::Battle;
use crate::case::Case;
use crate::page::Page;
use crate::rules as all;

/// One kind of collision that is looked for.
pub struct Rule {
    /// Its stable code, printed with each diagnostic and taken by `explain`.
    pub code: &'static str,
    /// Its page: what it finds, why it matters, examples with the expected diagnostics.
    pub page: &'static str,
    pub(crate) find: Find,
}

/// How a rule works: on the claims, on what the other rules found in them, or on several dossiers.
#[derive(Clone, Copy)]
pub(crate) enum Find {
    Claims(fn(&Case<'_>) -> Vec<Finding>),
    Findings(fn(&Case<'_>, &[Finding]) -> Vec<Finding>),
    Dossiers(fn(&[Battle<'_>]) -> Vec<Diagnostic>),
}

impl Rule {
    /// Whether it looks at several dossiers side by side.
    pub fn is_across(&self) -> bool {
        matches!(self.find, Find::Dossiers(_))
    }

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
    ($($kind:ident $module:ident $code:literal,)+) => {
        /// All rules, in the order of the list in the book.
        static RULES: &[Rule] = &[
            $(Rule {
                code: $code,
                page: include_str!(concat!("../rules/", $code, ".md")),
                find: Find::$kind(all::$module::find),
            },)+
        ];
    };
}

rules! {
    Claims part_sum "part-sum",
    Claims disjoint_values "disjoint-values",
    Claims side_misattribution "side-misattribution",
    Claims field_unknown "field-unknown",
    Claims field_stronger "field-stronger",
    Claims date_conflict "date-conflict",
    Claims weekday "weekday",
    Claims clock_zone "clock-zone",
    Claims relative_time "relative-time",
    Claims distance_speed "distance-speed",
    Claims part_whole "part-whole",
    Claims held_exceeds_parts "held-exceeds-parts",
    Claims release_over_capture "release-over-capture",
    Claims mass_balance "mass-balance",
    Claims share_bound "share-bound",
    Claims vehicle_load "vehicle-load",
    Claims denial "denial",
    Claims relation_conflict "relation-conflict",
    Claims feigned_or_meant "feigned-or-meant",
    Claims two_places "two-places",
    Claims commander_unsupported "commander-unsupported",
    Claims edition_differs "edition-differs",
    Claims precision_beyond_source "precision-beyond-source",
    Claims dependent_sources "dependent-sources",
    Claims circular_source "circular-source",
    Claims missing_attribution "missing-attribution",
    Claims name_variants "name-variants",
    Claims wording "wording",
    Claims unused_name "unused-name",
    Findings dates_together "dates-together",
    Findings people_together "people-together",
    Findings jointly_possible "jointly-possible",
    Dossiers shared_total "shared-total",
    Dossiers parts_elsewhere "parts-elsewhere",
}

/// All rules.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// Everything that the rules find in one dossier: worst first, then by place.
pub fn check(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = findings(&Case::new(dossier))
        .into_iter()
        .map(|finding| finding.diagnostic)
        .collect();
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

/// The findings of all rules; a rule that works on findings sees those of the rules above it.
pub(crate) fn findings(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES {
        let more = match rule.find {
            Find::Claims(find) => find(case),
            Find::Findings(find) => find(case, &found),
            Find::Dossiers(_) => Vec::new(),
        };
        found.extend(more);
    }
    found
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
