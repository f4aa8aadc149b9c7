//! The cases of vectors: facts on both sides of each edge, without what comes of them.

use super::{Edge, VectorFault};
use crate::base::date::Date;
use crate::base::id::{IncentiveId, ProductId, RegionId, TierId};
use crate::base::name::Name;
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::fact::{FIELDS_OF_SALE, Fact, FactKind, Value, type_of};
use crate::model::Program;
use crate::model::standing::Tier;
use crate::payout::measure::{Condition, Figure, Measure, Measured};
use crate::payout::table::Set;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::book::row::places;
use crate::semantics::bounds::case::{Case, Making};
use crate::semantics::bounds::drawn::{Drawn, drawn};
use crate::semantics::bounds::mover::Moves;
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::plan::{Offer, Plan};
use crate::semantics::walk;

/// The edges of one curve that are shown: a small step over a long way has thousands that are alike.
const MOST_PIECES: usize = 32;

type Made = Vec<(Name, Edge, Case)>;

/// Every case, by incentive, then by tier.
pub fn all(plan: &Plan) -> Result<Made, VectorFault> {
    let program = plan.program;
    let curves = drawn(program)?;
    let mut made = Made::new();
    for offer in &plan.offers {
        let name = &offer.incentive.declared.name;
        let own = || {
            let own = curves.iter();
            own.filter(|each| each.place.incentive == offer.id && each.moves == Moves::Sales)
        };
        for each in own() {
            for amount in amounts(&each.curve)? {
                let side = each.side(program, amount)?;
                made.push((name.clone(), Edge::Sold(side.amount), side.case));
            }
        }
        let Some((drawn, amount)) = own().find_map(|each| Some((each, typical(each)?))) else {
            continue;
        };
        for day in days(program, offer) {
            let case = sold(program, drawn, day, amount);
            made.push((name.clone(), Edge::Day(day), case));
        }
        returns(program, offer, drawn, amount, &mut made);
        if !offer.ranks.is_empty() {
            made.push((name.clone(), Edge::Tie, tie(program, drawn, amount)));
        }
    }
    for (id, tier) in (0..).map(TierId).zip(&program.tiers) {
        earned(program, id, tier, &mut made);
    }
    Ok(made)
}

/// The amounts at which a curve is shown: beside, at and past each beginning of a piece, and inside each piece.
fn amounts(curve: &Curve) -> Result<Vec<Ratio>, CurveFault> {
    let pieces = curve.pieces();
    let last = pieces.len().saturating_sub(1);
    let mut amounts = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if at >= MOST_PIECES && at != last {
            continue;
        }
        let floor = Ratio::whole(piece.from.floor());
        for step in [-1_i128, 0, 1] {
            amounts.push(floor.plus(Ratio::whole(step))?);
        }
        let inside = match pieces.get(at.saturating_add(1)) {
            Some(next) => piece.from.plus(next.from)?.over(Ratio::whole(2))?,
            None => piece.from.plus(piece.from)?.plus(Ratio::whole(1_000_00))?,
        };
        amounts.push(Ratio::whole(inside.floor()));
    }
    // What sells nothing has no facts, and shows nothing.
    amounts.retain(|amount| *amount > Ratio::ZERO);
    amounts.sort_unstable();
    amounts.dedup();
    Ok(amounts)
}

/// A whole amount that is paid something, short of the end of the curve.
fn typical(drawn: &Drawn) -> Option<i128> {
    let amounts = amounts(&drawn.curve).ok()?;
    let pays = |amount: &&Ratio| {
        let paid = drawn.curve.value(**amount);
        paid.is_ok_and(|paid| paid >= Ratio::ONE)
    };
    let first = amounts.iter().filter(|amount| **amount > Ratio::ONE);
    first.rev().find(pays).map(|amount| amount.floor())
}

/// A partner as the curve was drawn for.
fn partner<'p>(program: &'p Program, drawn: &Drawn) -> Making<'p> {
    let place = &drawn.place;
    let who = (place.tier, place.region, place.sort);
    Making::of(program, who, &[place.incentive])
}

/// One sale of that partner on a day.
fn sold(program: &Program, drawn: &Drawn, day: Date, amount: i128) -> Case {
    let mut making = partner(program, drawn);
    if let Some(product) = drawn.place.product {
        making.sale(product, day, amount);
    }
    making.done()
}

/// The days beside and at the ends of the year and of each stretch of days that an incentive asks for.
fn days(program: &Program, offer: &Offer) -> Vec<Date> {
    let mut stretches = vec![program.fiscal.year()];
    walk::visit(&offer.incentive.payout, &mut |part| {
        if let Payout::Over { occasion, .. } = part {
            match occasion {
                Occasion::Days(days) => stretches.push(*days),
                Occasion::Event { selector, .. } => within(&selector.all, &mut stretches),
                Occasion::Period(_) => {}
            }
        }
        if let Payout::When {
            test: Test::Within(days, _),
            ..
        } = part
        {
            stretches.push(*days);
        }
        for reading in walk::readings(part) {
            within(&reading.only, &mut stretches);
        }
    });
    let mut days: Vec<Date> = stretches
        .iter()
        .flat_map(|days| {
            let (first, last) = (days.first(), days.last());
            [first.plus_days(-1), first, last, last.plus_days(1)]
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    // What is known after the year is not entered in it.
    days.retain(|day| *day <= program.fiscal.end());
    days
}

fn within(conditions: &[Condition], into: &mut Vec<Days>) {
    for condition in conditions {
        if let Condition::Within(days) = condition {
            into.push(*days);
        }
    }
}

/// Half of a sale given back on the last day on which it counts, and on the day after.
fn returns(program: &Program, offer: &Offer, drawn: &Drawn, amount: i128, made: &mut Made) {
    let limit = offer.undo.and_then(|undo| undo.within);
    let (Some(within), Some(product)) = (limit, drawn.place.product) else {
        return;
    };
    let day = drawn.place.days.first();
    let last = within.after(day, &offer.business);
    for back in [last, last.plus_days(1)] {
        if back > program.fiscal.end() {
            continue;
        }
        let mut making = partner(program, drawn);
        let sale = making.sale(product, day, amount);
        let mut case = making.done();
        case.facts.push(given_back(sale, back, amount));
        let name = offer.incentive.declared.name.clone();
        made.push((name, Edge::Returned(back), case));
    }
}

fn given_back(sale: Name, day: Date, amount: i128) -> Fact {
    let mut values = vec![Value::Absent; type_of(FactKind::Return).fields.len()];
    let half = amount.checked_div(2).unwrap_or(0).max(1);
    for (place, value) in [
        (places::RETURN_SALE, Value::Text(sale)),
        (places::RETURN_AMOUNT, Value::Amount(half)),
    ] {
        if let Some(held) = values.get_mut(usize::from(place.0)) {
            *held = value;
        }
    }
    Fact {
        kind: FactKind::Return,
        id: Name::new("return0001"),
        partner: Name::new(""),
        happened: day,
        known: day,
        accepted: day,
        claim: Name::new(""),
        values: values.into_boxed_slice(),
    }
}

/// Two partners that sell the same on the same day.
fn tie(program: &Program, drawn: &Drawn, amount: i128) -> Case {
    let day = drawn.place.days.last();
    let mut case = sold(program, drawn, day, amount);
    let place = &drawn.place;
    let who = (place.tier, place.region, place.sort);
    let ids: &[IncentiveId] = &[place.incentive];
    let mut other = Making::named(program, "birch", "b-".to_owned(), who, ids);
    if let Some(product) = place.product {
        other.sale(product, day, amount);
    }
    let other = other.done();
    case.partners.extend(other.partners);
    case.facts.extend(other.facts);
    case
}

/// Sales on both sides of each amount that earns a tier, with what else the tier asks for.
fn earned(program: &Program, id: TierId, tier: &Tier, made: &mut Made) {
    let versions = tier.versions.iter();
    let dated = versions.flat_map(|it| it.paths.iter().map(|path| (it.days.first(), path)));
    for (first, path) in dated {
        let tests: Vec<&Test> = path.earn.iter().map(|each| &each.test).collect();
        for test in &tests {
            for (region, amount) in thresholds(program, test) {
                for sold in [amount.saturating_sub(1), amount] {
                    let who = (None, region, None);
                    let mut making = Making::meeting(program, who, &tests);
                    making.sale(ProductId(0), first, sold);
                    let name = program.tier(id).map(|tier| tier.declared.name.clone());
                    let name = name.unwrap_or_else(|| Name::new(""));
                    made.push((name, Edge::Earned(sold), making.done()));
                }
            }
        }
    }
}

/// The amounts of sales that a requirement compares with, and the home for which each is asked.
fn thresholds(program: &Program, test: &Test) -> Vec<(Option<RegionId>, i128)> {
    let Test::Compare {
        figure: Figure::Reading(reading),
        threshold,
        ..
    } = test
    else {
        return Vec::new();
    };
    let Measured::Measure(id) = reading.measure else {
        return Vec::new();
    };
    let sums_sales = program.measure(id).is_some_and(|held| {
        matches!(&held.measure, Measure::Sum { of, field }
            if of.fact == FactKind::Sale && *field == FIELDS_OF_SALE.net_amount)
    });
    if !sums_sales || program.products.is_empty() {
        return Vec::new();
    }
    let by_region = threshold
        .across
        .is_some_and(|across| across.set == Set::Region);
    let amounts = (0..).map(RegionId).zip(&threshold.amounts);
    let mut found: Vec<(Option<RegionId>, i128)> = amounts
        .filter_map(|(region, amount)| {
            Some((by_region.then_some(region), amount.as_ref()?.floor()))
        })
        .filter(|(_, amount)| *amount > 1)
        .collect();
    found.dedup();
    found
}
