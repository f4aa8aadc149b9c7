//! What a payout wants of the readings that nothing moves: read off its tests and tables once, and then asked for one
//! reading at a time.

use crate::payout::Payout;
use crate::payout::measure::{Entity, Figure, Measured, Reading, Window};
use crate::payout::test::{Comparison, Test, Threshold};
use crate::semantics::lookup::Lookup;
use crate::semantics::walk;

/// What is wanted of one reading.
#[derive(Default)]
pub struct Wants<'p> {
    /// What tests ask it to reach.
    pub thresholds: Vec<&'p Threshold>,
    /// Whether something is measured against it.
    pub is_base: bool,
}

type Key = (Measured, Window, Entity);

/// What is wanted of every reading that a payout asks for.
pub struct Wanted<'p> {
    /// By what is told apart soonest; further conditions are compared.
    found: Lookup<Key, Vec<(&'p Reading, Wants<'p>)>>,
}

impl<'p> Wanted<'p> {
    /// What a payout wants.
    pub fn of(payout: &'p Payout) -> Wanted<'p> {
        let mut wanted = Wanted {
            found: Lookup::default(),
        };
        walk::visit(payout, &mut |part| {
            if let Payout::When { test, .. } = part {
                wanted.test(test);
            }
            if let Payout::Bands(table) = part
                && let Some(key) = &table.key
            {
                wanted.base(key);
            }
        });
        wanted
    }

    /// What is wanted of a reading; `None` where nothing is.
    pub fn from(&self, reading: &Reading) -> Option<&Wants<'p>> {
        let alike = self.found.get(&key(reading))?;
        let own = alike.iter().find(|(read, _)| *read == reading);
        own.map(|(_, wants)| wants)
    }

    fn test(&mut self, test: &'p Test) {
        match test {
            Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| self.test(part)),
            Test::Compare {
                figure: Figure::Reading(reading),
                comparison: Comparison::AtLeast | Comparison::Above,
                threshold,
            } => self.note(reading, |wants| {
                // Versions of a rate have what stands around them in common.
                if wants.thresholds.last() != Some(&threshold) {
                    wants.thresholds.push(threshold);
                }
            }),
            Test::Compare { figure, .. } => self.base(figure),
            Test::OnDays(asked) => self.test(&asked.test),
            Test::Not(_)
            | Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Holds(..)
            | Test::PersonHolds(..)
            | Test::Specialized(..)
            | Test::Within(..)
            | Test::Partner(_)
            | Test::InYears(_)
            | Test::JoinedBefore(_)
            | Test::Segment(_) => {}
        }
    }

    fn base(&mut self, figure: &'p Figure) {
        match figure {
            Figure::Reading(_)
            | Figure::Density { .. }
            | Figure::Score(_)
            | Figure::Attainment(_) => {}
            Figure::Share { over, .. } | Figure::Growth { over, .. } => {
                self.note(over, |wants| wants.is_base = true);
            }
        }
    }

    fn note(&mut self, reading: &'p Reading, change: impl FnOnce(&mut Wants<'p>)) {
        let alike = self.found.or_insert(key(reading), Vec::new());
        if let Some((_, held)) = alike.iter_mut().find(|(read, _)| *read == reading) {
            change(held);
            return;
        }
        let mut wants = Wants::default();
        change(&mut wants);
        alike.push((reading, wants));
    }
}

const fn key(reading: &Reading) -> Key {
    (reading.measure, reading.window, reading.entity)
}
