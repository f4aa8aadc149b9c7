//! Where the vendor bears a lower price: what is paid for a claim on one, and to whom. Prices for customers
//! that the program names are left out, since no drawn customer has a name.

use std::collections::BTreeSet;

use crate::base::id::{IncentiveId, RegionId, TierId, TypeId};
use crate::fact::{FactKind, type_of};
use crate::model::Program;
use crate::payout::measure::{Condition, Selector};
use crate::payout::payment::Payee;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::walk::visit;
use crate::simulate::engine::plan::{Audience, SpecialPrice};
use crate::simulate::setting::Clock;
use crate::simulate::setting::offer::live_days;

/// The special price that an incentive bears; `None` where it bears none that a forecast can draw.
pub(super) fn special_price(
    program: &Program,
    id: IncentiveId,
    clock: Clock,
) -> Option<SpecialPrice> {
    let incentive = program.incentive(id)?;
    // A claim names no person who could be paid.
    if incentive.payment.payee == Payee::Seller {
        return None;
    }
    let payout = &incentive.payout;
    let mut claims = None;
    let mut audience = Audience::default();
    visit(payout, &mut |part| {
        if let Payout::Over {
            occasion: Occasion::Event { selector, .. },
            ..
        } = part
            && selector.fact == FactKind::Debit
        {
            claims = Some(selector);
        }
        if let Payout::When { test, .. } = part {
            narrow(&mut audience, test);
        }
    });
    let claims = claims.filter(|selector| !names_customers(selector))?;
    let live = live_days(payout, program.fiscal.year())?;
    let mut products = Vec::new();
    for condition in &claims.all {
        if let Condition::Product(among) = condition {
            products.extend(among.iter().map(|id| id.0));
        }
    }
    Some(SpecialPrice {
        days: (clock.day(live.first()), clock.day(live.last())),
        products,
        audience,
    })
}

/// Whether claims are paid for some customers alone.
fn names_customers(selector: &Selector) -> bool {
    let customer = type_of(FactKind::Debit).field("customer_id");
    let customer = customer.map(|(place, _)| place);
    let mut conditions = selector.all.iter();
    conditions.any(|each| matches!(each, Condition::Is(field, _) if Some(*field) == customer))
}

/// Whom a test lets through, as far as it names tiers, types and regions.
pub(super) fn narrow(audience: &mut Audience, test: &Test) {
    if let Test::All(parts) = test {
        parts.iter().for_each(|part| narrow(audience, part));
    } else if let Test::Tier(among, _) = test {
        audience.tiers = places(among, |id: &TierId| id.0);
    } else if let Test::Type(among) = test {
        audience.types = places(among, |id: &TypeId| id.0);
    } else if let Test::Region(among) = test {
        audience.regions = places(among, |id: &RegionId| id.0);
    }
}

fn places<T>(among: &BTreeSet<T>, place: fn(&T) -> u16) -> Vec<u16> {
    among.iter().map(place).collect()
}
