//! Targets: what is expected of each partner.

use crate::base::duration::DurationUnit;
use crate::base::id::TargetId;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::compile::build::dated::{Uncovered, held_on, stretches, uncovered_between};
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Grid, Terms, Value};
use crate::model::Declaration;
use crate::payout::Quantity;
use crate::payout::measure::{Figure, Window};
use crate::payout::target::{Amount, Expected, Index, New, Target};
use crate::payout::test::Threshold;

/// A target and its unit; `None` when a part of it failed. What is wrong with values alone is reported here.
pub fn target(
    declaration: &Declaration,
    id: TargetId,
    (money, year): (Unit, Days),
    problems: &mut Vec<Problem>,
) -> Option<(Target, Unit)> {
    let terms = &declaration.terms;
    for word in ["least", "most", "new"] {
        let fault = uncovered_between(terms.all(word).collect(), year);
        problems.extend(fault.map(|it| it.problem(NOT_SAID)));
    }
    let mut versions: Vec<Expected> = Vec::new();
    let mut units: Vec<(Unit, &Given)> = Vec::new();
    for days in stretches([terms], year) {
        let held = held_on(terms, days.first());
        let given = way(declaration, &held, days, problems)?;
        let given = terms.clauses.iter().find(|it| it.span == given.span)?;
        let (version, unit) = expected(declaration, id, (money, days), (&held, given), problems)?;
        units.push((unit, given));
        match versions.last_mut().filter(|last| last.says(&version)) {
            Some(last) => last.days = Days::new(last.days.first(), days.last())?,
            None => versions.push(version),
        }
    }
    let (unit, first) = *units.first()?;
    if let Some((_, other)) = units.iter().find(|(other, _)| *other != unit) {
        let message = "the target is in another unit from this day on";
        let problem = Problem::error("mixed-units", message).at(other.span);
        problems.push(
            problem
                .also(first.span, "the unit of before")
                .help("declare another target, and date what reads it"),
        );
        return None;
    }
    let Value::AsOf(fixed) = terms.one("fixed on")?.value else {
        return None;
    };
    let mut index = Vec::new();
    for given in terms.all("index") {
        index.push(indexed(given, problems)?);
    }
    // The order of lines means nothing.
    index.sort();
    let target = Target {
        name: declaration.declared.name.clone(),
        title: declaration.declared.title.clone(),
        versions,
        index,
        fixed,
    };
    Some((target, unit))
}

/// How much is expected on some days: said in one way.
fn way(
    declaration: &Declaration,
    held: &Terms,
    days: Days,
    problems: &mut Vec<Problem>,
) -> Option<Given> {
    let all = |terms: &Terms| {
        let all = ["agreed", "amount", "part"].map(|word| terms.all(word).cloned().collect());
        let all: [Vec<Given>; 3] = all;
        all.concat()
    };
    let mut said = all(held).into_iter();
    let problem = match (said.next(), said.next()) {
        (Some(given), None) => return Some(given),
        (Some(given), Some(other)) if given.force.is_dated() || other.force.is_dated() => {
            Uncovered::Overlap(&other, &given, days).problem(NOT_SAID)
        }
        (Some(_), Some(other)) => fault(
            declaration,
            Some(&other),
            "how much is expected is said in two ways",
        ),
        (None, _) => match beside(all(&declaration.terms), days).as_ref() {
            Some(given) => Uncovered::Gap(given, days).problem(NOT_SAID),
            None => fault(declaration, None, "how much is expected is not said"),
        },
    };
    problems.push(problem);
    None
}

/// The clause that begins after some days, or any.
fn beside(all: Vec<Given>, days: Days) -> Option<Given> {
    let next = Some(days.last().plus_days(1));
    let first = all.first().cloned();
    let begins = all.into_iter().find(|each| each.force.from == next);
    begins.or(first)
}

/// What a gap costs where something is expected.
const NOT_SAID: &str = "what is expected on those days would be said by nobody";

/// What is expected on some days, and in which unit.
fn expected(
    declaration: &Declaration,
    id: TargetId,
    (money, days): (Unit, Days),
    (held, given): (&Terms, &Given),
    problems: &mut Vec<Problem>,
) -> Option<(Expected, Unit)> {
    let (amount, unit) = match given.word {
        "agreed" => (Amount::Agreed(id), money),
        "amount" => amount(given)?,
        _ => part(given, problems)?,
    };
    above(held, problems)?;
    let quantity = |word: &str| held.one(word).and_then(|given| quantity(&given.value));
    let new = match held.one("new") {
        Some(given) => Some(new(given, problems)?),
        None => None,
    };
    let (least, most) = (quantity("least"), quantity("most"));
    let is_money = matches!(unit, Unit::Money(_));
    if !is_money && (least.is_some() || most.is_some() || new.is_some()) {
        problems.push(fault(
            declaration,
            Some(given),
            "the target is a number, and its limits are money",
        ));
        return None;
    }
    let version = Expected {
        days,
        amount,
        least,
        most,
        new,
    };
    Some((version, unit))
}

/// Refuses a least above the most: the agreement would be neither.
fn above(held: &Terms, problems: &mut Vec<Problem>) -> Option<()> {
    let given = |word: &str| {
        let given = held.one(word)?;
        Some((given, quantity(&given.value)?))
    };
    let (Some((low, least)), Some((high, most))) = (given("least"), given("most")) else {
        return Some(());
    };
    if least.unit != most.unit || least.amount <= most.amount {
        return Some(());
    }
    problems.push(
        Problem::error("least-above-most", "the least is more than the most")
            .at(high.span)
            .also(low.span, "never less than this")
            .help("write the smaller amount as `least`, and the larger as `most`"),
    );
    None
}

fn fault(declaration: &Declaration, at: Option<&Given>, message: &str) -> Problem {
    let place = at.or(declaration.terms.clauses.first());
    let name = if at.is_some() {
        "said-twice"
    } else {
        "missing-clause"
    };
    let problem = Problem::error(name, message)
        .help("write one of: agreed, amount 50,000 USD, part 105% of average of bookings over previous 4 quarters");
    match place {
        Some(given) => problem.at(given.span),
        None => problem,
    }
}

fn amount(given: &Given) -> Option<(Amount, Unit)> {
    if let Some(Grid::Across {
        across,
        amounts,
        unit,
    }) = &given.table
    {
        let threshold = Threshold {
            across: Some(*across),
            amounts: amounts.clone(),
            unit: *unit,
        };
        return Some((Amount::Each(threshold), *unit));
    }
    let Quantity { amount, unit } = quantity(&given.value)?;
    let threshold = Threshold {
        across: None,
        amounts: vec![Some(amount)],
        unit,
    };
    Some((Amount::Each(threshold), unit))
}

fn part(given: &Given, problems: &mut Vec<Problem>) -> Option<(Amount, Unit)> {
    let Value::Percent(rate) = given.value else {
        return None;
    };
    let Some(Value::Figure(figure, unit)) = given.phrase("of") else {
        return None;
    };
    let earlier = |window: Window| {
        matches!(
            window,
            Window::OverPrevious(..)
                | Window::OfLastYear(_)
                | Window::Average(..)
                | Window::Peak(..)
        )
    };
    if let Figure::Reading(of) = figure
        && earlier(of.window)
    {
        let of = of.clone();
        return Some((Amount::Part { rate, of }, *unit));
    }
    problems.push(
        Problem::error(
            "baseline-not-earlier",
            "a target is a part of what was reached in whole periods before",
        )
        .at(given.span)
        .help("write: part 105% of average of bookings over previous 4 quarters"),
    );
    None
}

fn indexed(given: &Given, problems: &mut Vec<Problem>) -> Option<Index> {
    let Value::Percent(rate) = given.value else {
        return None;
    };
    let date = |lead: &str| match given.phrase(lead) {
        Some(Value::Date(day)) => Some(*day),
        Some(_) | None => None,
    };
    let (from, until) = (date("from")?, date("until"));
    if rate <= Ratio::ZERO {
        let message = "nothing would be expected at these prices";
        problems.push(
            Problem::error("target-not-above-zero", message)
                .at(given.span)
                .help("write what becomes of the amount: index 108% from 2027-07-01"),
        );
        return None;
    }
    if until.is_some_and(|until| until < from) {
        let message = "the last day stands before the first";
        problems.push(
            Problem::error("ends-before-it-starts", message)
                .at(given.span)
                .help("write: index 108% from 2027-07-01 until 2027-12-31"),
        );
        return None;
    }
    Some(Index { from, until, rate })
}

fn new(given: &Given, problems: &mut Vec<Problem>) -> Option<New> {
    let amount = quantity(&given.value)?;
    let Some(Value::Duration(length)) = given.phrase("with fewer than") else {
        return None;
    };
    let cycle = match length.unit {
        DurationUnit::Month => Some(Cycle::Month),
        DurationUnit::Quarter => Some(Cycle::Quarter),
        DurationUnit::Year => Some(Cycle::Year),
        DurationUnit::Day | DurationUnit::BusinessDay | DurationUnit::Week => None,
    };
    if let (Some(cycle), Ok(fewer_than)) = (cycle, u16::try_from(length.count)) {
        return Some(New {
            amount,
            fewer_than,
            cycle,
        });
    }
    problems.push(
        Problem::error(
            "wrong-unit",
            "history is counted in months, quarters or years",
        )
        .at(given.span)
        .help("write: new 20,000 USD with fewer than 3 quarters"),
    );
    None
}

fn quantity(value: &Value) -> Option<Quantity> {
    if let Value::Money(money) = value {
        return Some(Quantity {
            amount: Ratio::whole(money.minor),
            unit: Unit::Money(money.currency),
        });
    }
    if let Value::Count(count, _) = value {
        return Some(Quantity {
            amount: Ratio::whole(i128::from(*count)),
            unit: Unit::Count,
        });
    }
    None
}
