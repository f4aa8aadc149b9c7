//! What an incentive is worth, in one figure.

use super::condition::measured;
use super::limit::quantity;
use super::occasion;
use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::measure::Reading;
use crate::payout::table::{Bands, Cell, Set};
use crate::render::speaker::Speaker;
use crate::semantics::walk;

/// What an incentive is worth at a glance to a partner of the tier: the figure, its unit, and when
/// it is paid. Nothing where no single figure says it.
pub fn key(
    speaker: Speaker<'_>,
    incentive: &Incentive,
    tier: TierId,
) -> Option<(String, String, String)> {
    let up_to = |rate: &str| speaker.say("headline.up_to", &[("rate", rate)]);
    let mut figure = None;
    let mut of = None;
    let mut occasion = None;
    walk::visit(&incentive.payout, &mut |payout| match payout {
        Payout::Over { occasion: it, .. } => occasion = occasion.or(Some(it)),
        Payout::Bands(bands) => {
            if let Some(most) = rates(bands, tier).into_iter().flatten().max() {
                figure = figure.take().or(Some(up_to(&speaker.rate(most))));
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
        Payout::Sum(parts) => {
            if let Some((most, basis)) = accelerated(speaker, parts, tier) {
                figure = figure.take().or(Some(up_to(&most)));
                of = of.take().or(basis.map(|it| measured(speaker, it, None).0));
            }
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

/// The rates of a table in the column of a tier, band by band.
fn rates(bands: &Bands, tier: TierId) -> Vec<Option<Ratio>> {
    let column = match bands.across {
        Some(across) if across.set == Set::Tier => bands.columns.get(tier.index()),
        Some(_) | None => bands.columns.first(),
    };
    let cells = column.into_iter().flatten().map(|cell| match cell {
        Cell::Rate(rate) => Some(*rate),
        Cell::Fixed(_) | Cell::Nothing => None,
    });
    cells.collect()
}

/// What a rate or an amount comes to at most, where it is paid once more in part once a target is reached.
fn accelerated<'p>(
    speaker: Speaker<'_>,
    parts: &'p [Payout],
    tier: TierId,
) -> Option<(String, Option<&'p Reading>)> {
    let [base, Payout::When { then: again, .. }] = parts else {
        return None;
    };
    let again = if let Payout::Net { payout, .. } = &**again {
        payout
    } else {
        again
    };
    match (base, &**again) {
        (Payout::Share { rate, of }, Payout::Share { rate: more, .. }) => {
            Some((speaker.rate(rate.plus(*more).ok()?), Some(of)))
        }
        (Payout::Bands(table), Payout::Bands(more)) if table.starts == more.starts => {
            let pairs = rates(table, tier).into_iter().zip(rates(more, tier));
            let sums = pairs.filter_map(|(rate, more)| rate?.plus(more?).ok());
            Some((speaker.rate(sums.max()?), Some(&table.basis)))
        }
        (Payout::PerEvent { each, .. }, Payout::PerEvent { each: more, .. })
            if each.unit == more.unit =>
        {
            let most = each.amount.plus(more.amount).ok()?;
            Some((quantity(speaker, most, each.unit), None))
        }
        _ => None,
    }
}
