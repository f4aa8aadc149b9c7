//! Limits that a partner has used up: nothing more can be earned before they open again.

use super::today;
use crate::base::date::Date;
use crate::base::id::IncentiveId;
use crate::payout::{CapSpan, Counts, Occasion, Payout, Scope};
use crate::semantics::book::PartnerId;
use crate::semantics::evaluate::{RoomKey, Scene, Stretch, Trouble};
use crate::semantics::fold::Fold;
use crate::semantics::plan::Offer;
use crate::semantics::walk;

/// A limit of what a partner is paid that is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The incentive.
    pub incentive: IncentiveId,
    /// The limit, in minor units.
    pub limit: i128,
    /// Whether others fill it too: the partners of a group, a region or the program.
    pub is_shared: bool,
    /// The day on which there is room again; `None` where none comes in the program's year.
    pub opens: Option<Date>,
}

/// The incentives of which a partner can earn nothing more now: what is posted and what `open` says of open periods, in
/// minor units, fill a limit of its own or one that it shares. A limit of nothing is not told: it is not used up, it never was.
pub fn spent(
    fold: &Fold,
    partner: PartnerId,
    open: impl Fn(IncentiveId, Scope) -> i128,
) -> Result<Vec<Spent>, Trouble> {
    let plan = fold.plan();
    let mut found = Vec::new();
    for offer in plan.in_turn() {
        let scene = Scene {
            offer: Some(offer),
            ..Scene::on(fold.view(), partner, awarded(fold, offer))
        };
        let mut caps = Vec::new();
        walk::visit(&offer.incentive.payout, &mut |part| {
            if let Payout::Cap { cap, .. } = part {
                caps.push(cap);
            }
        });
        let own = caps.into_iter().filter(|cap| {
            let of_amounts = cap.counts == Counts::Quantity && cap.span != CapSpan::Award;
            of_amounts && is_told(cap.scope)
        });
        let mut last: Option<Spent> = None;
        for cap in own {
            let Some((rooms, limit)) = scene.rooms(cap)? else {
                continue;
            };
            let of = |room: &RoomKey| fold.state().rooms.get(room).copied().unwrap_or(0);
            let used = rooms.iter().map(of).max().unwrap_or(0);
            if limit > 0 && used.saturating_add(open(offer.id, cap.scope)) >= limit {
                let opens = rooms.first().and_then(|room| opens(fold, room.stretch));
                let later =
                    |held: &Spent| held.opens.is_none() || (opens.is_some() && held.opens >= opens);
                last = last.filter(later).or(Some(Spent {
                    incentive: offer.id,
                    limit,
                    is_shared: cap.scope != Scope::Partner,
                    opens,
                }));
            }
        }
        found.extend(last);
    }
    Ok(found)
}

/// Whether a limit can leave a partner nothing to earn, whatever it sells to whom.
fn is_told(scope: Scope) -> bool {
    match scope {
        Scope::Partner | Scope::Group | Scope::Region | Scope::Program => true,
        Scope::Seller
        | Scope::Customer
        | Scope::CustomerAcrossPartners
        | Scope::Deal
        | Scope::Product => false,
    }
}

/// The day on which what is earned now is awarded: the last one of the period that is open.
fn awarded(fold: &Fold, offer: &Offer) -> Date {
    let today = today(fold);
    let ends = offer.terms.iter().filter_map(|term| match term.occasion {
        Occasion::Period(cycle) => Some(fold.plan().almanac.around(*cycle, today).last()),
        Occasion::Days(days) => days.contains(today).then(|| days.last()),
        Occasion::Event { .. } => None,
    });
    let year = fold.plan().program.fiscal.end();
    ends.min().unwrap_or(today).min(year)
}

/// The day after a stretch, where the program's year goes on.
fn opens(fold: &Fold, stretch: Stretch) -> Option<Date> {
    let plan = fold.plan();
    let Stretch::Period(period) = stretch else {
        return None;
    };
    let next = plan.almanac.days(period).last().plus_days(1);
    (next <= plan.program.fiscal.end()).then_some(next)
}
