//! `reduce` and `larger`: incentives whose awards depend on what others award on the same sale or in the same
//! period.

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use super::together::incentives;
use crate::base::id::IncentiveId;
use crate::base::name::Name;
use crate::base::span::Span;
use crate::base::unit::Unit;
use crate::diagnostic::Problem;
use crate::fact::FIELDS_OF_SALE;
use crate::kind::paying::against::{is_parted_by_bands, larger, reduced, share_occasions};
use crate::kind::spec::{Given, Named, Value};
use crate::model::{MeasureOf, Program};
use crate::payout::measure::{Measured, Reading};

/// What `reduce` says (whose basis, by whose awards) or `larger` (all that are compared).
fn sides(given: &Given) -> (Vec<IncentiveId>, Vec<IncentiveId>) {
    let by = given.phrase("by").map(Value::names).unwrap_or_default();
    (incentives(given.value.names()), incentives(by))
}

/// The pairs that a line lets meet on a sale, lower id first.
pub(super) fn meetings(given: &Given) -> Vec<(IncentiveId, IncentiveId)> {
    let (ones, by) = sides(given);
    let others = if given.word == "reduce" { &by } else { &ones };
    let pairs = ones.iter().flat_map(|one| {
        let others = others.iter().filter(move |other| *other != one);
        others.map(move |other| (*one.min(other), *one.max(other)))
    });
    pairs.collect()
}

/// Puts what the lines say into the payouts.
pub fn apply(site: &Site, file: &[Given], program: &mut Program, problems: &mut Vec<Problem>) {
    let mut relations = Relations {
        site,
        needs: BTreeMap::new(),
    };
    for given in file.iter().filter(|given| given.word == "larger") {
        let (group, _) = sides(given);
        let before = problems.len();
        relations.compare(&group, given.span, program, problems);
        if problems.len() == before {
            program.larger.push(group);
        }
    }
    for given in file.iter().filter(|given| given.word == "reduce") {
        let (ones, by) = sides(given);
        let before = problems.len();
        relations.reduce(&ones, &by, given.span, program, problems);
        if problems.len() == before {
            let pairs = ones.iter().flat_map(|one| by.iter().map(|by| (*one, *by)));
            program.reduced.extend(pairs);
        }
    }
    program.reduced.sort_unstable();
    program.reduced.dedup();
    problems.extend(relations.circle());
    for (place, incentive) in (0..).map(IncentiveId).zip(&mut program.incentives) {
        for group in program.larger.iter().filter(|group| group.contains(&place)) {
            incentive.payout = larger(incentive.payout.clone(), place, group);
        }
        let by = program.reduced.iter().filter(|(one, _)| *one == place);
        let by: Vec<IncentiveId> = by.map(|(_, by)| *by).collect();
        if !by.is_empty() {
            let is_money = |reading: &Reading| is_money(&program.measures, reading);
            incentive.payout = reduced(incentive.payout.clone(), &by, &is_money);
        }
    }
}

fn is_money(measures: &[MeasureOf], reading: &Reading) -> bool {
    match reading.measure {
        Measured::Measure(id) => measures
            .get(id.index())
            .is_some_and(|measure| matches!(measure.unit, Unit::Money(_))),
        Measured::Field(field) => field == FIELDS_OF_SALE.net_amount,
        Measured::One | Measured::MonthsSince(_) | Measured::DayOf(_) => false,
    }
}

/// Which award needs which other first.
struct Relations<'a, 'b> {
    site: &'a Site<'b>,
    needs: BTreeMap<(IncentiveId, IncentiveId), Span>,
}

impl Relations<'_, '_> {
    fn compare(
        &mut self,
        group: &[IncentiveId],
        span: Span,
        program: &Program,
        problems: &mut Vec<Problem>,
    ) {
        let different: BTreeSet<IncentiveId> = group.iter().copied().collect();
        if different.len() < 2 || different.len() < group.len() {
            let problem = Problem::error(
                "meets-itself",
                "awards of two different incentives are compared",
            );
            problems.push(
                problem
                    .at(span)
                    .help("write: larger welcome, launch_reward"),
            );
            return;
        }
        for (one, other) in meetings_of(group) {
            problems.extend(self.apart(one, other, span, program));
        }
        if program
            .larger
            .iter()
            .flatten()
            .any(|id| different.contains(id))
        {
            let message =
                "an incentive is compared in two lines, and only one award of them all is paid";
            problems.push(
                Problem::error("said-twice", message)
                    .at(span)
                    .help("name all that are compared in one line: larger a, b, c"),
            );
        }
    }

    fn reduce(
        &mut self,
        ones: &[IncentiveId],
        by: &[IncentiveId],
        span: Span,
        program: &Program,
        problems: &mut Vec<Problem>,
    ) {
        for one in ones {
            problems.extend(self.parted(*one, span, program));
            for other in by {
                if one == other {
                    let message = format!("`{}` is reduced by itself", self.name(*one));
                    let problem = Problem::error("meets-itself", message).at(span);
                    problems.push(problem.help("name the incentives whose awards come first"));
                    continue;
                }
                problems.extend(self.apart(*one, *other, span, program));
                self.needs.entry((*one, *other)).or_insert(span);
                // An award that may lose is known when its rivals are.
                for group in program.larger.iter().filter(|group| group.contains(other)) {
                    for rival in group.iter().filter(|rival| *rival != other) {
                        self.needs.entry((*one, *rival)).or_insert(span);
                    }
                }
            }
        }
    }

    fn name(&self, id: IncentiveId) -> Name {
        let found = self.site.name(Named::Incentive(id));
        found.unwrap_or_else(|| Name::new(""))
    }

    /// Bands of the parts of a period, which would each be lessened by what is taken off the whole.
    fn parted(&self, one: IncentiveId, span: Span, program: &Program) -> Option<Problem> {
        is_parted_by_bands(&program.incentive(one)?.payout).then(|| {
            let message = format!(
                "the bands of `{}` change inside a period, and what `reduce` takes off is that of the whole period",
                self.name(one)
            );
            Problem::error("marginal-across-versions", message)
                .at(span)
                .help("begin each version of it on the first day of a period")
        })
    }

    fn apart(
        &self,
        one: IncentiveId,
        other: IncentiveId,
        span: Span,
        program: &Program,
    ) -> Option<Problem> {
        let (left, right) = (program.incentive(one)?, program.incentive(other)?);
        let is_fund = left.fund.is_some() || right.fund.is_some();
        if !is_fund && share_occasions(&left.payout, &right.payout) {
            return None;
        }
        let message = format!(
            "`{}` and `{}` are not earned on the same occasions",
            self.name(one),
            self.name(other)
        );
        Some(
            Problem::error("not-on-one-occasion", message)
                .at(span)
                .help(
                    "name incentives that are both paid for each sale, or both for the same period",
                ),
        )
    }

    /// Awards that wait for each other.
    fn circle(&self) -> Option<Problem> {
        let mut left: BTreeSet<(IncentiveId, IncentiveId)> = self.needs.keys().copied().collect();
        // What needs nothing, and what nothing needs, is on no circle.
        loop {
            let on = |(one, other): &(IncentiveId, IncentiveId)| {
                left.iter().any(|(_, to)| to == one) && left.iter().any(|(from, _)| from == other)
            };
            let kept: BTreeSet<_> = left.iter().copied().filter(on).collect();
            if kept.len() == left.len() {
                break;
            }
            left = kept;
        }
        let (one, other) = *left.first()?;
        let span = self.needs.get(&(one, other)).copied()?;
        let message = format!(
            "the award of `{}` needs that of `{}`, which needs it in turn",
            self.name(one),
            self.name(other)
        );
        let problem = Problem::error("reduced-in-a-circle", message).at(span);
        Some(problem.help("leave out the line of the incentive that should be reckoned first"))
    }
}

fn meetings_of(group: &[IncentiveId]) -> Vec<(IncentiveId, IncentiveId)> {
    let pairs = group.iter().enumerate().flat_map(|(place, one)| {
        let rest = group.iter().skip(place.saturating_add(1));
        rest.map(move |other| (*one, *other))
    });
    pairs.collect()
}
