//! Clauses with dates: a declaration is cut at every first day of a clause into versions, each with the clauses
//! that are in force on its days.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::money::{Currency, Money, Rounding};
use crate::base::period::Days;
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::kind::paying::dated::{Across, Unjoinable, prorated};
use crate::kind::spec::{Given, Terms, Times};
use crate::model::Declaration;
use crate::payout::table::{Bands, Cell, Mode, Start};

/// The versions of a declaration, in order, without a gap; one where no clause has a date. A day without exactly
/// one version of a clause is a problem.
pub fn versions(
    declaration: &Declaration,
    year: Days,
    problems: &mut Vec<Problem>,
) -> Vec<(Days, Terms)> {
    let terms = &declaration.terms;
    for clause in declaration.kind.clauses {
        if matches!(clause.times, Times::Once | Times::Optional) {
            let fault = uncovered(terms.all(clause.word).collect(), year);
            let problem = fault.map(|fault| fault.problem(PAID));
            problems.extend(problem.map(|problem| problem.within([declaration.label()])));
        }
    }
    let held = |days: Days| (days, held_on(terms, days.first()));
    stretches([terms], year).into_iter().map(held).collect()
}

/// The year, cut at every first day of a clause and after every last one.
pub fn stretches<'t>(all: impl IntoIterator<Item = &'t Terms>, year: Days) -> Vec<Days> {
    let mut cuts = BTreeSet::from([year.first()]);
    for given in all.into_iter().flat_map(|terms| &terms.clauses) {
        let ends = given.force.until.map(|until| until.plus_days(1));
        let inside = given.force.from.into_iter().chain(ends);
        cuts.extend(inside.filter(|day| year.contains(*day)));
    }
    let ends = cuts.iter().skip(1).map(|next| next.plus_days(-1));
    let ends = ends.chain([year.last()]);
    let days = cuts.iter().zip(ends);
    days.filter_map(|(first, last)| Days::new(*first, last))
        .collect()
}

/// The clauses that are in force on a day.
pub fn held_on(terms: &Terms, day: Date) -> Terms {
    let held = terms.clauses.iter().filter(|it| it.force.holds_on(day));
    Terms {
        clauses: held.cloned().collect(),
    }
}

/// Days that versions of one clause do not cover once each.
pub enum Uncovered<'g> {
    /// None is in force: the one before or after, and the days.
    Gap(&'g Given, Days),
    /// Two are.
    Overlap(&'g Given, &'g Given, Days),
}

/// The first days of a stretch on which no version of a dated clause holds, or two.
pub fn uncovered(mut given: Vec<&Given>, within: Days) -> Option<Uncovered<'_>> {
    if given.iter().all(|each| !each.force.is_dated()) {
        return None;
    }
    given.sort_by_key(|each| each.force.from);
    let mut free = within.first();
    let mut last: Option<&Given> = None;
    for each in given {
        let from = each.force.from.unwrap_or(within.first());
        if let (true, Some(last)) = (from < free, last) {
            let until = each.force.until.map_or(free, |until| until.plus_days(1));
            let both = Days::new(from, until.min(free).plus_days(-1));
            return Some(Uncovered::Overlap(each, last, both.unwrap_or(within)));
        }
        if from > free && free <= within.last() {
            let none = Days::new(free, from.min(within.last()).plus_days(-1));
            return Some(Uncovered::Gap(each, none.unwrap_or(within)));
        }
        let ends = each.force.until.unwrap_or(within.last());
        free = free.max(ends.plus_days(1));
        last = Some(each);
    }
    let none = Days::new(free, within.last())?;
    Some(Uncovered::Gap(last?, none))
}

/// Days between the first and the last version of a clause on which none holds, or two.
pub fn uncovered_between(same: Vec<&Given>, year: Days) -> Option<Uncovered<'_>> {
    let from = same.iter().map(|each| each.force.from);
    let from = from.min().flatten().unwrap_or(year.first());
    let all_end = same.iter().map(|each| each.force.until);
    let until = all_end.collect::<Option<Vec<Date>>>();
    let until = until.and_then(|all| all.into_iter().max());
    let within = Days::new(from, until.unwrap_or(year.last()))?;
    uncovered(same, within)
}

/// What a gap costs where something is paid.
const PAID: &str = "what is paid on those days would be said by nobody";

impl Uncovered<'_> {
    /// The fault in words; `cost` is that of a gap.
    pub fn problem(&self, cost: &str) -> Problem {
        match self {
            Uncovered::Gap(given, days) => gap(given, *days, cost),
            Uncovered::Overlap(one, two, days) => overlap(one, two, *days),
        }
    }
}

fn gap(given: &Given, days: Days, cost: &str) -> Problem {
    let (word, first, last) = (given.word, days.first(), days.last());
    Problem::error(
        "gap-between-versions",
        format!("no `{word}` is in force from {days}"),
    )
    .at(given.span)
    .cost(cost)
    .help(format!("begin it on {first}, or add a `{word}` for those days: {word} ... from {first} until {last}"))
}

fn overlap(one: &Given, two: &Given, days: Days) -> Problem {
    let message = format!("two `{}` are in force from {days}", one.word);
    let first = days.first();
    Problem::error("overlapping-versions", message)
        .at(one.span)
        .also(two.span, "the other")
        .help(format!(
            "end the earlier one before the later begins: until {}",
            first.plus_days(-1)
        ))
}

/// Why versions make no one payout, in the words of who wrote them.
pub fn unjoinable(fault: Unjoinable, terms: &Terms, currency: Currency) -> Problem {
    let place = |cut: Date, problem: Problem| {
        let starts = |given: &&Given| given.force.from == Some(cut);
        let given = terms.clauses.iter().find(starts);
        match given.or(terms.clauses.first()) {
            Some(given) => problem.at(given.span),
            None => problem,
        }
    };
    match fault {
        Unjoinable::NotSaid(across) => {
            let message = format!(
                "{} lies across {}, and what becomes of its bands is not said",
                across.days, across.cut
            );
            let problem = Problem::error("version-inside-period", message).help(
                "write `continue` (the position in the bands carries over) or `restart` (the bands begin again, starts by days)",
            );
            let problem = match sums(&across) {
                Some((sold, restart, goes_on)) => problem.cost(even(sold, (restart, goes_on), currency)),
                None => problem,
            };
            place(across.cut, problem)
        }
        Unjoinable::KeyBeginsAgain(cut) => place(
            cut,
            Problem::error(
                "marginal-across-versions",
                "bands that are chosen by another figure cannot begin again inside a period",
            )
            .help("write `continue`, or begin the version on the first day of a period"),
        ),
        Unjoinable::Baseline(cut) => place(
            cut,
            Problem::error(
                "marginal-across-versions",
                "what lies above a baseline, or up to a guarantee, cannot be parted inside a period",
            )
            .help("begin the version on the first day of a period"),
        ),
        Unjoinable::KeepsNothing => keeping(
            terms,
            "every sale has the same terms, or what is paid for has no deal",
        )
        .help(format!(
            "pay for each sale, and let what it is paid change on a day: {}",
            match terms.one("rate") {
                Some(_) => "rate 5% until 2027-06-30, and rate 4% from 2027-07-01",
                None => "amount 100 USD per sale until 2027-06-30, and amount 50 USD per sale from 2027-07-01",
            }
        )),
        Unjoinable::KeepsApart(cut) => keeping(
            terms,
            "terms are kept, and what is paid for, a cap or a budget is not the same on all days",
        )
        .help(format!("keep terms whose rates and amounts alone change on {cut}")),
        Unjoinable::Occasions(cut) => place(
            cut,
            Problem::error(
                "cannot-be-dated",
                "the versions differ in when they pay, or in what is paid once",
            )
            .help("declare another incentive for the new way, and end this one with: rate 0% from DATE"),
        ),
    }
}

fn keeping(terms: &Terms, message: &str) -> Problem {
    let problem = Problem::error("keeps-nothing", message);
    match terms.one("keep terms") {
        Some(given) => problem.at(given.span),
        None => problem,
    }
}

fn terse(amount: Ratio, currency: Currency) -> String {
    let minor = Rounding::HalfEven.round(amount);
    Money { minor, currency }.terse()
}

/// What an even sale gives by both readings; one amount where they are the same.
fn even(sold: Ratio, (restart, goes_on): (Ratio, Ratio), currency: Currency) -> String {
    let (restart, goes_on) = (terse(restart, currency), terse(goes_on, currency));
    let get = match restart == goes_on {
        true => format!("{restart} by either"),
        false => format!("{restart} or {goes_on}"),
    };
    let sold = terse(sold, currency);
    format!("a partner who sells {sold} evenly over that period would get {get}")
}

/// An even sale over the period, and what both readings give: the bands begin again, or they go on.
fn sums(across: &Across) -> Option<(Ratio, Ratio, Ratio)> {
    let (before, after) = (column(&across.before)?, column(&across.after)?);
    let sold = across.after.starts.iter().filter_map(|it| it.at).max()?;
    let sold = sold.times(Ratio::whole(2)).ok()?;
    let one = Days::new(across.days.first(), across.cut.plus_days(-1))?;
    let two = Days::new(across.cut, across.days.last())?;
    let share = Ratio::new(i128::from(one.len()), i128::from(across.days.len()))?;
    let first = sold.times(share).ok()?;
    let second = sold.less(first).ok()?;
    let (mode, starts) = (across.after.mode, &across.after.starts);
    let old = &across.before.starts;
    let restart = paid(mode, &prorated(old, one, across.days), before, first)?
        .plus(paid(
            mode,
            &prorated(starts, two, across.days),
            after,
            second,
        )?)
        .ok()?;
    let goes_on = match mode {
        Mode::Marginal => paid(mode, old, before, first)?
            .plus(paid(mode, starts, after, sold)?)
            .ok()?
            .less(paid(mode, starts, after, first)?),
        Mode::Whole => paid(mode, old, before, sold)?.times(share).ok()?.plus(
            paid(mode, starts, after, sold)?
                .times(second.over(sold).ok()?)
                .ok()?,
        ),
    };
    Some((sold, restart, goes_on.ok()?))
}

/// What bands give for an amount.
fn paid(mode: Mode, starts: &[Start], column: &[Cell], amount: Ratio) -> Option<Ratio> {
    let mut sum = Ratio::ZERO;
    for (at, (start, cell)) in starts.iter().zip(column).enumerate() {
        let from = start.at.unwrap_or(Ratio::ZERO);
        let rate = match cell {
            Cell::Rate(rate) => *rate,
            Cell::Nothing => Ratio::ZERO,
            Cell::Fixed(_) => return None,
        };
        if amount < from {
            break;
        }
        let next = starts.get(at.saturating_add(1)).and_then(|start| start.at);
        let upper = next.map_or(amount, |next| next.min(amount));
        sum = match mode {
            Mode::Marginal => sum.plus(upper.less(from).ok()?.times(rate).ok()?).ok()?,
            Mode::Whole => amount.times(rate).ok()?,
        };
    }
    Some(sum)
}

/// The first column that pays something.
fn column(bands: &Bands) -> Option<&[Cell]> {
    let pays = |column: &&Vec<Cell>| column.iter().any(|cell| matches!(cell, Cell::Rate(_)));
    bands.columns.iter().find(pays).map(Vec::as_slice)
}
