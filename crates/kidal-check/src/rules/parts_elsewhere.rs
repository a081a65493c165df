//! A total over several battles against what their own dossiers count.

use kidal_diag::Diagnostic;

use crate::across::{Battle, Loss, show_in, tension};
use crate::amount::show;
use crate::phrase;

const CODE: &str = "parts-elsewhere";

pub(crate) fn find(battles: &[Battle<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for battle in battles {
        for total in &battle.losses {
            if total.over.len() > 1
                && total.least.is_finite()
                && let Some(parts) = parts(battles, battle, total)
            {
                found.extend(above(battle, total, &parts));
            }
        }
    }
    found
}

type Part<'a, 'd> = (&'a Battle<'d>, &'a Loss<'d>);

/// For each place of the total the largest figure that the dossier of that battle has; none where one has none.
fn parts<'a, 'd>(
    battles: &'a [Battle<'d>],
    home: &'a Battle<'d>,
    total: &Loss<'d>,
) -> Option<Vec<Part<'a, 'd>>> {
    total
        .over
        .iter()
        .map(|place| {
            let names = home.names(place);
            battles
                .iter()
                .flat_map(|battle| battle.losses.iter().map(move |loss| (battle, loss)))
                .filter(|(_, loss)| loss.what == total.what && loss.over.is_empty())
                .filter(|(battle, loss)| battle.is_at(loss, &names))
                // The total itself, entered as the figure of one battle, is what `shared-total` finds.
                .filter(|(_, loss)| loss.most.is_finite() && loss.most != total.least)
                .max_by(|a, b| a.1.most.total_cmp(&b.1.most))
        })
        .collect()
}

fn above(home: &Battle<'_>, total: &Loss<'_>, parts: &[Part<'_, '_>]) -> Option<Diagnostic> {
    let most: f64 = parts.iter().map(|(_, loss)| loss.most).sum();
    if total.least <= most {
        return None;
    }
    let message = format!(
        "{} `{}` over {} battles, but their dossiers count at most {}",
        show(total.least),
        total.what,
        parts.len(),
        show(most)
    );
    let speaker =
        |battle: &Battle<'_>, loss: &Loss<'_>| phrase::speaker(battle.case.claim(loss.fact));
    let mut diagnostic = show_in(
        tension(CODE, message),
        home,
        total,
        format!("the total, says {}", speaker(home, total)),
    );
    let mut terms = Vec::new();
    for (battle, loss) in parts {
        let label = format!(
            "at most {} in {}, says {}",
            show(loss.most),
            battle.title(),
            speaker(battle, loss)
        );
        diagnostic = show_in(diagnostic, battle, loss, label);
        terms.push(show(loss.most));
    }
    Some(
        diagnostic
            .sum(format!(
                "{} = {}, less than {}",
                terms.join(" + "),
                show(most),
                show(total.least)
            ))
            .help("both can hold if the total counts others, or the dossiers not everybody: say whom each figure counts"),
    )
}
