//! Requirements of tiers compared: which test another implies, and how a figure reads. Must not
//! know which lint asks.

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::model::Program;
use crate::model::standing::{Path, Requirement, Tier, Version};
use crate::payout::measure::{Figure, Measured, Reading, Window};
use crate::payout::score::Read;
use crate::payout::table::{AsOf, Set};
use crate::payout::test::{Comparison, Test, Threshold};

/// A comparison of a figure, taken out of its test.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// What is measured.
    pub figure: &'a Figure,
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub threshold: &'a Threshold,
}

/// The comparison of a requirement, if it is one.
pub fn compared(requirement: &Requirement) -> Option<Compared<'_>> {
    if let Test::Compare {
        figure,
        comparison,
        threshold,
    } = &requirement.test
    {
        Some(Compared {
            figure,
            comparison: *comparison,
            threshold,
        })
    } else {
        None
    }
}

/// The requirement of a list that compares the same figure in the same direction.
pub fn counterpart<'a>(
    list: &'a [Requirement],
    wanted: &Requirement,
) -> Option<(&'a Requirement, Compared<'a>)> {
    let wanted = compared(wanted)?;
    list.iter().find_map(|each| {
        let found = compared(each)?;
        let alike = found.figure == wanted.figure
            && rises(found.comparison) == rises(wanted.comparison)
            && found.threshold.unit == wanted.threshold.unit;
        alike.then_some((each, found))
    })
}

/// Whether the comparison asks for much rather than little.
pub fn rises(comparison: Comparison) -> bool {
    match comparison {
        Comparison::AtLeast | Comparison::Above => true,
        Comparison::AtMost | Comparison::Below => false,
    }
}

/// A place where two thresholds are laid side by side: the member of their set, if there is one,
/// and both amounts; `None` is a way that is closed there.
pub type Sides = (Option<(Set, usize)>, Option<Ratio>, Option<Ratio>);

/// Two thresholds side by side, member by member.
pub fn sides(one: &Threshold, two: &Threshold) -> Vec<Sides> {
    let across = one.across.or(two.across);
    let count = one.amounts.len().max(two.amounts.len());
    let amount = |threshold: &Threshold, at: usize| {
        let at = if threshold.across.is_none() { 0 } else { at };
        threshold.amounts.get(at).copied().flatten()
    };
    (0..count)
        .map(|at| {
            let member = across.map(|across| (across.set, at));
            (member, amount(one, at), amount(two, at))
        })
        .collect()
}

/// Whether whoever meets the first comparison meets the second, which is of the same figure. A way
/// that the first closes is met by nobody.
fn implies(one: Compared, two: Compared) -> bool {
    sides(one.threshold, two.threshold)
        .into_iter()
        .all(|(_, one_at, two_at)| match (one_at, two_at) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(left), Some(right)) if left == right => {
                !strict(two.comparison) || strict(one.comparison)
            }
            (Some(left), Some(right)) if rises(one.comparison) => left > right,
            (Some(left), Some(right)) => left < right,
        })
}

fn strict(comparison: Comparison) -> bool {
    match comparison {
        Comparison::Above | Comparison::Below => true,
        Comparison::AtLeast | Comparison::AtMost => false,
    }
}

/// The first requirement that somebody who meets all of `met` can still miss.
pub fn first_missed<'a>(met: &[Requirement], asked: &'a [Requirement]) -> Option<&'a Requirement> {
    asked.iter().find(|asked| !follows(met, asked))
}

/// Whether meeting all of a list means meeting one more.
fn follows(met: &[Requirement], asked: &Requirement) -> bool {
    let same = met.iter().any(|each| each.test == asked.test);
    let implied = match (counterpart(met, asked), compared(asked)) {
        (Some((_, one)), Some(two)) => implies(one, two),
        _ => false,
    };
    let today = asked_today(asked);
    same || implied || today.is_some_and(|today| follows(met, &today))
}

/// What is enough for a requirement that may be met on any day of a window: meeting it today, where today is one of them.
fn asked_today(asked: &Requirement) -> Option<Requirement> {
    let Test::OnDays(on) = &asked.test else {
        return None;
    };
    let holds_today = match on.window {
        Window::In(_) | Window::OverLast(..) => !on.every,
        Window::Occasion
        | Window::First(..)
        | Window::OverPrevious(..)
        | Window::OfLastYear(_)
        | Window::Average(..)
        | Window::Peak(..)
        | Window::Days(_)
        | Window::AsOf(_) => false,
    };
    holds_today.then(|| Requirement {
        test: on.test.clone(),
        ..asked.clone()
    })
}

/// What two tiers ask for on the same days, side by side.
pub fn on_the_same_days<'a>(
    one: &'a Tier,
    two: &'a Tier,
) -> impl Iterator<Item = (&'a Version, &'a Version)> {
    one.versions.iter().flat_map(|left| {
        let others = two.versions.iter();
        let meets = |right: &&Version| left.days.overlap(&right.days).is_some();
        others.filter(meets).map(move |right| (left, right))
    })
}

/// Whether whoever earns by a path earns by some path of a list.
pub fn earns_some(path: &Path, among: &[Path]) -> bool {
    among.is_empty()
        || among
            .iter()
            .any(|other| first_missed(&path.earn, &other.earn).is_none())
}

/// An amount as a program writes it.
pub fn amount_words(amount: Ratio, unit: Unit) -> String {
    match unit {
        Unit::Money(currency) => Money {
            minor: amount.floor(),
            currency,
        }
        .terse(),
        Unit::Percent => percent(amount),
        Unit::Count | Unit::Points | Unit::Units | Unit::Text | Unit::Flag => amount.to_string(),
        Unit::Months => format!("{amount} months"),
        Unit::Date => Date::of_number(amount.floor()).to_string(),
    }
}

/// "4.5%".
pub fn percent(rate: Ratio) -> String {
    match rate.times(Ratio::whole(100)) {
        Ok(percent) => format!("{percent}%"),
        Err(_) => rate.to_string(),
    }
}

/// "bookings over last 4 quarters".
pub fn figure_words(figure: &Figure, program: &Program) -> String {
    match figure {
        Figure::Reading(reading) => reading_words(reading, program),
        Figure::Share { of, over, .. } => format!(
            "share of {} among {}",
            reading_words(of, program),
            reading_words(over, program)
        ),
        Figure::Growth { of, over, .. } => format!(
            "growth of {} over {}",
            reading_words(of, program),
            reading_words(over, program)
        ),
        Figure::Score(it) => {
            let read = match it.read {
                Read::Total => String::new(),
                Read::Passed => " passed".to_owned(),
                Read::Category(at) => {
                    let category = it.score.categories.get(at);
                    category.map_or_else(String::new, |category| format!(".{}", category.name))
                }
            };
            format!("{}{read} as of {}", it.score.name, as_of_words(it.as_of))
        }
        Figure::Density {
            of,
            over,
            step,
            blocks,
        } => {
            let unit = match over.measure {
                Measured::Measure(id) => program.measure(id).map(|measure| measure.unit),
                Measured::Field(_)
                | Measured::One
                | Measured::MonthsSince(_)
                | Measured::DayOf(_) => None,
            };
            format!(
                "{} {} {} of {}",
                reading_words(of, program),
                blocks.words(),
                amount_words(*step, unit.unwrap_or(Unit::Count)),
                reading_words(over, program),
            )
        }
        Figure::Attainment(it) => format!(
            "attainment of {} against {}",
            reading_words(&it.of, program),
            it.target.name
        ),
    }
}

fn reading_words(reading: &Reading, program: &Program) -> String {
    let measure = match reading.measure {
        Measured::Measure(id) => program
            .measure(id)
            .map_or("", |measure| &*measure.declared.name),
        Measured::Field(_) => "the amount of the sale",
        Measured::One => "events",
        Measured::MonthsSince(beginning) => return format!("months since {}", beginning.words()),
        Measured::DayOf(beginning) => return format!("day of {}", beginning.words()),
    };
    match reading.window {
        Window::Occasion => measure.to_owned(),
        Window::In(cycle) => format!("{measure} in {cycle}"),
        Window::First(count, cycle) => format!("{measure} in first {count} days of {cycle}"),
        Window::OverLast(count, cycle) => format!("{measure} over last {count} {cycle}s"),
        Window::OverPrevious(count, cycle) => format!("{measure} over previous {count} {cycle}s"),
        Window::Average(count, cycle) => {
            format!("average of {measure} over previous {count} {cycle}s")
        }
        Window::Peak(count, cycle) => format!("peak of {measure} over previous {count} {cycle}s"),
        Window::OfLastYear(cycle) => format!("{measure} in same {cycle} of previous year"),
        Window::Days(days) => format!("{measure} in {days}"),
        Window::AsOf(as_of) => format!("{measure} as of {}", as_of_words(as_of)),
    }
}

/// The day whose status counts, as programs say it.
pub fn as_of_words(as_of: AsOf) -> String {
    match as_of {
        AsOf::SaleDate => "sale date".to_owned(),
        AsOf::Start(cycle) => format!("{cycle} start"),
        AsOf::End(cycle) => format!("{cycle} end"),
        AsOf::Occasion => "review".to_owned(),
        AsOf::PaymentDate => "payment date".to_owned(),
    }
}

/// Whether whoever earns by a path keeps by some path.
pub fn kept(path: &Path, version: &Version) -> bool {
    let mut ways = version.paths.iter();
    ways.any(|way| first_missed(&path.earn, &way.keep).is_none())
}

/// The first pair of amounts of which the second is harder to meet, in words.
pub fn harder(from: Compared, to: Compared) -> (String, String) {
    let unit = to.threshold.unit;
    let words = |amount: Option<Ratio>| match amount {
        Some(amount) => amount_words(amount, unit),
        None => "none".to_owned(),
    };
    let found = sides(from.threshold, to.threshold)
        .into_iter()
        .find(|(_, earn, keep)| match (earn, keep) {
            (Some(earn), Some(keep)) => earn != keep,
            (Some(_), None) => true,
            (None, _) => false,
        });
    let first = sides(from.threshold, to.threshold).into_iter().next();
    match found.or(first) {
        Some((_, earn, keep)) => (words(earn), words(keep)),
        None => (String::new(), String::new()),
    }
}
