//! The own curve of a payout of which nothing is open: it reads one thing only, and everything else that it
//! asks about the partner is certain.

use super::Known;
use super::bands::may_restart;
use super::ground::{Ground, Reach};
use crate::base::id::SegmentId;
use crate::base::money::Rounding;
use crate::base::ratio::Ratio;
use crate::payout::given::{Among, Worth};
use crate::payout::measure::{Reading, Selector};
use crate::payout::table::Across;
use crate::payout::test::Test;
use crate::payout::{Blocks, Cap, Occasion, Payout, Quantity};
use crate::semantics::curve::of::{Line, Situation, curve};
use crate::semantics::curve::{Curve, CurveFault};
use crate::semantics::walk;

/// A partner of whom everything that the payout asks is certain and who has sold nothing yet.
struct Certain<'a> {
    ground: &'a Ground<'a>,
    reading: &'a Reading,
    slope: Ratio,
}

impl Situation for Certain<'_> {
    fn line(&self, reading: &Reading) -> Result<Line, CurveFault> {
        if reading == self.reading {
            return Ok(Line {
                at: Ratio::ZERO,
                slope: self.slope,
            });
        }
        Err(CurveFault::NotStraight)
    }

    fn member(&self, across: Across) -> Option<usize> {
        match self.ground.member(across) {
            Known::Is(place) => place,
            Known::Any => None,
        }
    }

    fn holds(&self, test: &Test) -> bool {
        self.ground.holds(test) == Some(true)
    }

    fn segment(&self, id: SegmentId) -> Option<&Test> {
        let segment = self.ground.program.words.segments.get(id.index());
        segment.map(|segment| &segment.test)
    }

    fn occurs(&self, _occasion: &Occasion) -> bool {
        true
    }

    fn used(&self, _cap: &Cap) -> i128 {
        0
    }

    fn exchanged(&self, quantity: Quantity) -> Result<Ratio, CurveFault> {
        super::price::exchanged(self.ground.program, quantity)
    }

    fn worth(&self, worth: Worth) -> Result<Ratio, CurveFault> {
        super::price::worth(self.ground.program, worth)
    }

    fn rounding(&self) -> Rounding {
        self.ground.program.rounding
    }

    fn way(&self) -> Ratio {
        self.ground.yearly_sales().unwrap_or(Ratio::ZERO)
    }
}

/// The payout's own curve, where nothing about it is open.
pub fn exact(ground: &Ground, payout: &Payout, event: Option<&Selector>) -> Option<Curve> {
    let mut readings: Vec<&Reading> = Vec::new();
    let mut certain = true;
    walk::visit(payout, &mut |part| {
        readings.extend(walk::readings(part));
        certain &= is_certain(ground, part, &mut readings);
    });
    let first = *readings.first()?;
    if !certain || readings.iter().any(|reading| *reading != first) {
        return None;
    }
    let Ok(Reach::PerAmount(slope)) = ground.reach(first, event) else {
        return None;
    };
    let situation = Certain {
        ground,
        reading: first,
        slope,
    };
    curve(payout, &situation).ok()
}

/// Whether a shape asks nothing that is open. Collects what its tests read.
fn is_certain<'p>(ground: &Ground, part: &'p Payout, readings: &mut Vec<&'p Reading>) -> bool {
    let column =
        |across: Option<Across>| across.is_none_or(|across| ground.member(across) != Known::Any);
    match part {
        Payout::Bands(table) => column(table.across) && !may_restart(ground, table),
        Payout::Choose { across, .. } => column(Some(*across)),
        Payout::When { test, .. } => is_decided(ground, test, readings),
        // A count of sales moves in steps, and a place depends on others.
        Payout::PerStep {
            blocks: Blocks::Whole,
            ..
        }
        | Payout::PerEvent { .. }
        | Payout::Spread(_)
        | Payout::Rank { .. }
        | Payout::Net { .. }
        | Payout::Larger { .. }
        | Payout::Cap { .. }
        | Payout::Draw { .. }
        // Who sells is paid nothing of it, and another partner is.
        | Payout::Shared {
            among: Among::SecondRegistrant,
            ..
        } => false,
        Payout::Fixed(_)
        | Payout::Share { .. }
        | Payout::PerStep {
            blocks: Blocks::InProportion,
            ..
        }
        | Payout::Sum(_)
        | Payout::Least(_)
        | Payout::Greatest(_)
        | Payout::Over { .. }
        | Payout::Split { .. }
        | Payout::Guarantee { .. }
        | Payout::Valued { .. }
        | Payout::Hold { .. }
        | Payout::Instalments { .. }
        | Payout::Shared {
            among: Among::Credited,
            ..
        }
        | Payout::Undo { .. }
        | Payout::TrueUp(_) => true,
    }
}

fn is_decided<'p>(ground: &Ground, test: &'p Test, readings: &mut Vec<&'p Reading>) -> bool {
    match test {
        Test::All(parts) | Test::Any(parts) => {
            parts.iter().all(|part| is_decided(ground, part, readings))
        }
        Test::Not(part) => is_decided(ground, part, readings),
        Test::Compare {
            figure, threshold, ..
        } => {
            readings.extend(walk::figure_readings(figure));
            threshold
                .across
                .is_none_or(|across| ground.member(across) != Known::Any)
        }
        Test::Tier(..)
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_)
        | Test::OnDays(_) => ground.holds(test).is_some(),
    }
}
