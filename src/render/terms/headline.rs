//! What an incentive is worth, in one figure.

use super::condition::measured;
use super::limit::quantity;
use super::occasion;
use crate::base::id::TierId;
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::table::{Cell, Set};
use crate::render::speaker::Speaker;
use crate::semantics::walk;

/// What an incentive is worth at a glance to a partner of the tier: the figure, its unit, and when
/// it is paid. Nothing where no single figure says it.
pub fn key(
    speaker: Speaker<'_>,
    incentive: &Incentive,
    tier: TierId,
) -> Option<(String, String, String)> {
    let mut figure = None;
    let mut of = None;
    let mut occasion = None;
    walk::visit(&incentive.payout, &mut |payout| match payout {
        Payout::Over { occasion: it, .. } => occasion = occasion.or(Some(it)),
        Payout::Bands(bands) => {
            let column = match bands.across {
                Some(across) if across.set == Set::Tier => bands.columns.get(tier.index()),
                Some(_) | None => bands.columns.first(),
            };
            let rates = column.into_iter().flatten().filter_map(|cell| match cell {
                Cell::Rate(rate) => Some(*rate),
                Cell::Fixed(_) | Cell::Nothing => None,
            });
            if let Some(most) = rates.max() {
                let rate = speaker.rate(most);
                figure = figure
                    .take()
                    .or(Some(speaker.say("headline.up_to", &[("rate", &rate)])));
                of = of.take().or(Some(measured(speaker, &bands.basis, None).0));
            }
        }
        Payout::Share { rate, of: basis } => {
            figure = figure.take().or(Some(speaker.rate(*rate)));
            of = of.take().or(Some(measured(speaker, basis, None).0));
        }
        Payout::PerEvent { each, .. } | Payout::Fixed(each) => {
            let each = quantity(speaker, each.amount, each.unit);
            figure = figure.take().or(Some(each));
        }
        Payout::Rank { prizes, .. } => {
            if let Some(first) = prizes.first() {
                let prize = quantity(speaker, first.amount, first.unit);
                figure = figure.take().or(Some(prize));
                of = of.take().or(Some(speaker.say("headline.first_prize", &[])));
            }
        }
        Payout::PerStep { .. }
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Choose { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared(_)
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => {}
    });
    let figure = figure?;
    let (value, unit) = match figure.rsplit_once(' ') {
        Some((amount, currency)) if currency == speaker.program.currency.code() => {
            (amount.to_owned(), currency.to_owned())
        }
        Some(_) | None => (figure, String::new()),
    };
    let occasion = occasion.map_or_else(String::new, |it| occasion::text(speaker, it));
    let note = match of {
        Some(of) => speaker.say("headline.note", &[("of", &of), ("occasion", &occasion)]),
        None => occasion,
    };
    Some((value, unit, note))
}
