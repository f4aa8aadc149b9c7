//! How a sale can take something from one that comes after it. Must not know what is paid.

use crate::base::period::{Cycle, Fiscal};
use crate::fact::{FIELDS_OF_SALE, FieldIndex};
use crate::payout::{Cap, CapSpan, Counts, Crossing, Occasion, Payout, Per, Scope};
use crate::semantics::walk;

/// What a sale takes from a later one.
#[derive(Clone, Copy, Debug)]
pub enum Way<'a> {
    /// An award, where there are only so many.
    Award(&'a Cap),
    /// What is left of a limit that closes once it is reached.
    Closing(&'a Cap),
    /// The first place among the sales that have this in common; without a field it is the person.
    First(Option<FieldIndex>),
    /// The room of one limit, of which another would have let less through.
    Crossed,
}

/// Each way of a payout on one of its occasions.
pub fn ways<'a>(fiscal: &Fiscal, payout: &'a Payout, occasion: &Occasion) -> Vec<Way<'a>> {
    let mut ways = Vec::new();
    if let Occasion::Event { per, .. } = occasion {
        ways.extend(first(*per));
        let caps = caps(payout);
        let of_one = caps
            .iter()
            .filter_map(|cap| match (cap.counts, cap.crossing) {
                (Counts::Awards, _) => Some(Way::Award(cap)),
                (Counts::Quantity, Crossing::PaidThenClosed) => Some(Way::Closing(cap)),
                // What is left of a limit that refuses is asked of each award by itself.
                (Counts::Quantity, Crossing::PaidToTheLimit | Crossing::Refused) => None,
            });
        ways.extend(of_one);
        if cross(fiscal, &caps) {
            ways.push(Way::Crossed);
        }
    }
    ways
}

fn first<'a>(per: Per) -> Option<Way<'a>> {
    match per {
        Per::Fact => None,
        Per::Deal => Some(Way::First(Some(FIELDS_OF_SALE.deal))),
        Per::Order => Some(Way::First(Some(FIELDS_OF_SALE.order))),
        Per::Customer => Some(Way::First(Some(FIELDS_OF_SALE.customer))),
        Per::Person => Some(Way::First(None)),
    }
}

/// What sales have in common that a cap counts together.
pub fn in_common(scope: Scope) -> Option<FieldIndex> {
    match scope {
        Scope::Customer | Scope::CustomerAcrossPartners => Some(FIELDS_OF_SALE.customer),
        Scope::Deal => Some(FIELDS_OF_SALE.deal),
        Scope::Program
        | Scope::Partner
        | Scope::Seller
        | Scope::Product
        | Scope::Region
        | Scope::Group => None,
    }
}

/// Whether others than the partner use a cap's room too.
pub fn is_shared(scope: Scope) -> bool {
    match scope {
        Scope::Program | Scope::Region | Scope::Group | Scope::CustomerAcrossPartners => true,
        Scope::Partner | Scope::Seller | Scope::Customer | Scope::Deal | Scope::Product => false,
    }
}

/// The caps that add up more than one award.
fn caps(payout: &Payout) -> Vec<&Cap> {
    let mut caps = Vec::new();
    walk::visit(payout, &mut |part| {
        if let Payout::Cap { cap, .. } = part
            && cap.span != CapSpan::Award
        {
            caps.push(cap);
        }
    });
    caps
}

/// Whether two limits each count awards that the other does not: one award may then use room of both where it would have been
/// left to two others.
fn cross(fiscal: &Fiscal, caps: &[&Cap]) -> bool {
    let mut rest = caps;
    while let [cap, others @ ..] = rest {
        let nested = |other: &&Cap| is_within(fiscal, cap, other) || is_within(fiscal, other, cap);
        if !others.iter().all(nested) {
            return true;
        }
        rest = others;
    }
    false
}

/// Whether all awards that one cap counts together are counted together by another too.
fn is_within(fiscal: &Fiscal, one: &Cap, other: &Cap) -> bool {
    let span = match (&one.span, &other.span) {
        (_, CapSpan::Ever) => true,
        (CapSpan::In(one), CapSpan::In(other)) => one == other || parts(*one, *other),
        (CapSpan::Days(days), CapSpan::In(cycle)) => {
            let of = |day| fiscal.period_at(*cycle, day);
            of(days.first()) == of(days.last())
        }
        (one, other) => one == other,
    };
    let scope = one.scope == other.scope
        || match other.scope {
            Scope::Program => true,
            Scope::Partner => matches!(
                one.scope,
                Scope::Seller | Scope::Customer | Scope::Deal | Scope::Product
            ),
            Scope::Region | Scope::Group => !matches!(
                one.scope,
                Scope::Program | Scope::Region | Scope::Group | Scope::CustomerAcrossPartners
            ),
            Scope::CustomerAcrossPartners => one.scope == Scope::Customer,
            Scope::Seller | Scope::Customer | Scope::Deal | Scope::Product => false,
        };
    span && scope
}

/// Whether each period of a cycle is inside one of another.
fn parts(one: Cycle, other: Cycle) -> bool {
    match (one, other) {
        (Cycle::Day, _) => true,
        (Cycle::Week, _) | (_, Cycle::Day | Cycle::Week) => false,
        (Cycle::Month | Cycle::Quarter | Cycle::Half | Cycle::Year, _) => {
            one.per_year() >= other.per_year()
        }
    }
}
