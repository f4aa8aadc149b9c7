//! Whether the curves of a payout say all of how it rises with sales. Each grows by the sales of one product while all else is what opens the
//! payout, so that what closes with other sales, and what is compared with earlier ones, stays hidden. Must not say so of a
//! payout of which something is hidden.

use crate::model::Program;
use crate::payout::measure::{Condition, Figure, Measure, Measured, Reading};
use crate::payout::table::{Bands, Cell, Mode};
use crate::payout::test::{Comparison, Test};
use crate::payout::{Counts, Crossing, Deduction, Payout, PoolRule, Source};
use crate::semantics::walk;

/// Whether nothing of how a payout rises or falls is hidden.
pub fn is_followed(program: &Program, payout: &Payout) -> bool {
    let mut bases: Vec<&Reading> = Vec::new();
    let (mut only_rises, mut tables_rise, mut is_dated) = (true, true, false);
    walk::visit(payout, &mut |part| {
        bases.extend(walk::bases(part));
        only_rises &= rises(program, part);
        if let Payout::Bands(bands) = part {
            tables_rise &= bands.columns.iter().all(|cells| no_band_falls(cells));
        }
        is_dated |= matches!(part, Payout::When { test, .. } if is_of_days(test));
    });
    let view = View {
        program,
        bases,
        only_rises,
    };
    let mut followed = tables_rise || !is_dated;
    walk::visit(payout, &mut |part| followed &= view.part(part));
    followed
}

/// Whether a shape gives no less where what it is paid on rises, as far as it stands by itself.
fn rises(program: &Program, part: &Payout) -> bool {
    match part {
        Payout::Cap { cap, .. } => {
            cap.counts == Counts::Awards || cap.crossing == Crossing::PaidToTheLimit
        }
        Payout::Draw {
            from: Source::Budget(id),
            ..
        } => {
            let rule = program.budget(*id).map(|budget| budget.pool.rule);
            !matches!(
                rule,
                Some(PoolRule::FirstAccepted(
                    Crossing::Refused | Crossing::PaidThenClosed
                ))
            )
        }
        Payout::Bands(bands) => bands.columns.iter().all(|cells| cells_rise(bands, cells)),
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerEvent { .. }
        | Payout::PerStep { .. }
        | Payout::Spread(_)
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::When { .. }
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Choose { .. }
        | Payout::Over { .. }
        | Payout::Draw { .. }
        | Payout::Guarantee { .. }
        | Payout::Shared { .. }
        | Payout::Valued { .. }
        | Payout::Rank { .. }
        | Payout::Split { .. }
        | Payout::Undo { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::TrueUp(_) => true,
    }
}

/// Whether a table pays no less for more by itself: rates on parts of their own never do.
fn cells_rise(bands: &Bands, cells: &[Cell]) -> bool {
    (bands.mode == Mode::Marginal && bands.after.is_none()) || no_band_falls(cells)
}

/// Whether no band pays less than the one before it.
fn no_band_falls(cells: &[Cell]) -> bool {
    let worth = |cell: &Cell| match cell {
        Cell::Rate(rate) => Some((0_u8, *rate)),
        Cell::Fixed(quantity) => Some((1, quantity.amount)),
        Cell::Nothing => None,
    };
    let mut pairs = cells.windows(2);
    pairs.all(|pair| match pair {
        [low, high] => match (worth(low), worth(high)) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(low), Some(high)) => low.0 == high.0 && low.1 <= high.1,
        },
        _ => true,
    })
}

fn is_of_days(test: &Test) -> bool {
    match test {
        Test::Within(..) => true,
        Test::All(parts) | Test::Any(parts) => parts.iter().any(is_of_days),
        Test::Not(part) => is_of_days(part),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::InYears(_)
        | Test::Partner(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => false,
    }
}

/// A payout as its tests see it.
struct View<'a> {
    program: &'a Program,
    /// What it is paid on.
    bases: Vec<&'a Reading>,
    /// Whether every shape in it rises by itself: what opens it can then hide no fall.
    only_rises: bool,
}

impl View<'_> {
    fn part(&self, part: &Payout) -> bool {
        let is_plain = walk::bases(part)
            .into_iter()
            .all(|basis| self.is_plain(basis));
        let own = match part {
            Payout::When { test, .. } => self.test(test),
            Payout::Bands(bands) => bands.key.as_ref().is_none_or(|key| match key {
                Figure::Reading(reading) if self.is_basis(reading) => true,
                Figure::Reading(_)
                | Figure::Share { .. }
                | Figure::Growth { .. }
                | Figure::Density { .. }
                | Figure::Score(_)
                | Figure::Attainment(_) => self.only_rises && self.figure_rises(key),
            }),
            Payout::Net { less, .. } => match less {
                Deduction::Baseline { .. } => self.only_rises,
                // What one incentive takes from another is no part of the promise.
                Deduction::Target { .. } | Deduction::Awards(_) => true,
            },
            Payout::Fixed(_)
            | Payout::Share { .. }
            | Payout::PerEvent { .. }
            | Payout::PerStep { .. }
            | Payout::Spread(_)
            | Payout::Sum(_)
            | Payout::Least(_)
            | Payout::Greatest(_)
            | Payout::Larger { .. }
            | Payout::Choose { .. }
            | Payout::Over { .. }
            | Payout::Cap { .. }
            | Payout::Draw { .. }
            | Payout::Guarantee { .. }
            | Payout::Shared { .. }
            | Payout::Valued { .. }
            | Payout::Rank { .. }
            | Payout::Split { .. }
            | Payout::Undo { .. }
            | Payout::Hold { .. }
            | Payout::Instalments { .. }
            | Payout::TrueUp(_) => true,
        };
        is_plain && own
    }

    fn test(&self, test: &Test) -> bool {
        match test {
            Test::All(parts) | Test::Any(parts) => parts.iter().all(|part| self.test(part)),
            Test::Not(part) => walk::figures(part).is_empty() && !names_segment(part),
            Test::OnDays(asked) => self.test(&asked.test),
            Test::Segment(id) => {
                let segments = &self.program.words.segments;
                let segment = segments.get(id.index());
                // Curves follow no reading in there.
                segment.is_some_and(|segment| self.rising(&segment.test))
            }
            Test::Compare {
                figure, comparison, ..
            } => match (figure, comparison) {
                (Figure::Reading(reading), _) if self.is_basis(reading) => self.is_plain(reading),
                (Figure::Reading(reading), _) if is_of_the_fact(reading) => true,
                (Figure::Reading(_), Comparison::AtLeast | Comparison::Above) => {
                    self.figure_rises(figure)
                }
                (_, Comparison::AtLeast | Comparison::Above) => {
                    self.only_rises && self.figure_rises(figure)
                }
                (_, Comparison::AtMost | Comparison::Below) => false,
            },
            Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::InYears(_)
            | Test::Partner(_)
            | Test::JoinedBefore(_) => true,
        }
    }

    /// The same where nothing may close with more sales.
    fn rising(&self, test: &Test) -> bool {
        let inner = View {
            program: self.program,
            bases: Vec::new(),
            only_rises: self.only_rises,
        };
        inner.test(test)
    }

    /// Whether a figure only rises as more is sold in the period.
    fn figure_rises(&self, figure: &Figure) -> bool {
        match figure {
            Figure::Reading(reading) => self.is_plain(reading),
            Figure::Growth { of, over, .. } => self.is_plain(of) && self.is_plain(over),
            Figure::Attainment(attained) => self.is_plain(&attained.of),
            // The rest has a part that rises too.
            Figure::Share { .. } | Figure::Density { .. } | Figure::Score(_) => false,
        }
    }

    /// Whether a reading is what the payout is paid on, over whichever time.
    fn is_basis(&self, reading: &Reading) -> bool {
        let mut bases = self.bases.iter();
        bases.any(|basis| basis.measure == reading.measure && basis.only == reading.only)
    }

    /// Whether a reading never falls as more is sold.
    fn is_plain(&self, reading: &Reading) -> bool {
        let Measured::Measure(id) = reading.measure else {
            return true;
        };
        let late = |all: &[Condition]| {
            let mut all = all.iter();
            all.any(|each| matches!(each, Condition::PaidLate(_)))
        };
        let measure = self.program.measure(id).map(|held| &held.measure);
        !late(&reading.only)
            && match measure {
                Some(
                    Measure::Sum { of, .. } | Measure::Count(of) | Measure::Distinct { of, .. },
                ) => !late(&of.all),
                Some(Measure::Certified(_)) => true,
                Some(Measure::Median { .. } | Measure::Less(..)) | None => false,
            }
    }
}

/// Whether a reading is of the fact itself that is paid for: how long ago something began does not change with what is sold.
fn is_of_the_fact(reading: &Reading) -> bool {
    matches!(
        reading.measure,
        Measured::MonthsSince(_) | Measured::DayOf(_)
    )
}

fn names_segment(test: &Test) -> bool {
    match test {
        Test::Segment(_) => true,
        Test::All(parts) | Test::Any(parts) => parts.iter().any(names_segment),
        Test::Not(part) => names_segment(part),
        Test::OnDays(asked) => names_segment(&asked.test),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::InYears(_)
        | Test::Partner(_)
        | Test::JoinedBefore(_) => false,
    }
}
