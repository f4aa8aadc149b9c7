//! What an incentive is worth, in one figure.

use super::condition::measured;
use super::limit::quantity;
use super::{occasion, version};
use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::model::incentive::Incentive;
use crate::payout::measure::Reading;
use crate::payout::table::{Bands, Cell, Set};
use crate::payout::{Occasion, Payout, Quantity};
use crate::render::speaker::Speaker;
use crate::semantics::walk;

/// The most that is given at once.
#[derive(Clone, Copy)]
struct Most<'p> {
    amount: Quantity,
    /// What a rate is paid on.
    of: Option<&'p Reading>,
    /// Whether less can be given.
    varies: bool,
    /// Whether it is the prize of the first place.
    is_prize: bool,
}

/// What an incentive is worth at a glance to a partner of the tier: the figure, its unit, and when
/// it is paid. Nothing where no single figure says it.
pub fn key(
    speaker: Speaker<'_>,
    incentive: &Incentive,
    tier: TierId,
) -> Option<(String, String, String)> {
    // All of an amount that somebody grants is no figure.
    let says_something = |most: &Most| most.of.is_none() || most.amount.amount != Ratio::ONE;
    let most = most(&incentive.payout, tier).filter(says_something)?;
    let mut figure = quantity(speaker, most.amount.amount, most.amount.unit);
    if most.varies {
        figure = speaker.say("headline.up_to", &[("rate", &figure)]);
    }
    let (value, unit) = match figure.rsplit_once(' ') {
        Some((amount, currency)) if currency == speaker.program.currency.code() => {
            (amount.to_owned(), currency.to_owned())
        }
        Some(_) | None => (figure, String::new()),
    };
    let occasions = incentive.payout.occasions();
    let occasion = occasions.first();
    let fact = occasion.and_then(|(it, _)| match it {
        Occasion::Event { selector, .. } => Some(selector.fact),
        Occasion::Period(_) | Occasion::Days(_) => None,
    });
    let occasion = occasion.map_or_else(String::new, |(it, _)| occasion::text(speaker, it));
    let note = match (most.is_prize, most.of) {
        (true, _) => speaker.say("headline.first_prize", &[("occasion", &occasion)]),
        (false, Some(of)) => {
            let (of, _) = measured(speaker, of, fact);
            speaker.say("headline.note", &[("of", &of), ("occasion", &occasion)])
        }
        (false, None) => occasion,
    };
    Some((value, unit, note))
}

fn most(payout: &Payout, tier: TierId) -> Option<Most<'_>> {
    if let Payout::Sum(parts) = payout {
        of_sum(parts, tier)
    } else if let Payout::Greatest(parts) = payout
        && version::are_apart(parts)
    {
        of_sum(parts, tier)
    } else if let Payout::Bands(bands) = payout {
        of_bands(bands, tier)
    } else if let Payout::Share { rate, of } = payout {
        Some(of_rate(*rate, of, false))
    } else if let Payout::PerEvent { each, .. } | Payout::Fixed(each) = payout {
        Some(of_amount(*each, false))
    } else if let Payout::Rank { prizes, .. } = payout {
        Some(of_amount(*prizes.first()?, true))
    } else if let Payout::Choose { across, arms } = payout
        && across.set == Set::Tier
    {
        most(arms.get(tier.index())?.as_ref()?, tier)
    } else {
        let parts = walk::children(payout);
        parts.into_iter().find_map(|part| most(part, tier))
    }
}

fn of_amount<'p>(amount: Quantity, is_prize: bool) -> Most<'p> {
    Most {
        amount,
        of: None,
        varies: false,
        is_prize,
    }
}

fn of_rate(rate: Ratio, of: &Reading, varies: bool) -> Most<'_> {
    let amount = Quantity {
        amount: rate,
        unit: Unit::Percent,
    };
    Most {
        amount,
        of: Some(of),
        varies,
        is_prize: false,
    }
}

/// The highest rate of the tier.
fn of_bands(bands: &Bands, tier: TierId) -> Option<Most<'_>> {
    let column = match bands.across {
        Some(across) if across.set == Set::Tier => bands.columns.get(tier.index()),
        Some(_) | None => bands.columns.first(),
    };
    let rates = column?.iter().filter_map(|cell| match cell {
        Cell::Rate(rate) => Some(*rate),
        Cell::Fixed(_) | Cell::Nothing => None,
    });
    Some(of_rate(rates.max()?, &bands.basis, true))
}

/// The most of parts. Those for days of their own are never paid together; others of one kind add up.
fn of_sum(parts: &[Payout], tier: TierId) -> Option<Most<'_>> {
    let mut each = parts.iter().filter_map(|part| most(part, tier));
    let first = each.next()?;
    let is_apart = version::are_apart(parts);
    Some(each.fold(first, |sum, part| {
        let (one, other) = (sum.amount, part.amount);
        let measures = (sum.of.map(|of| of.measure), part.of.map(|of| of.measure));
        if measures.0 != measures.1 || one.unit != other.unit {
            return sum;
        }
        let amount = match is_apart {
            true => one.amount.max(other.amount),
            false => one.amount.plus(other.amount).unwrap_or(one.amount),
        };
        let unit = one.unit;
        Most {
            amount: Quantity { amount, unit },
            varies: !is_apart || sum.varies || part.varies || one != other,
            ..sum
        }
    }))
}
