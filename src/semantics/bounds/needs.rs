//! What the sales and people of a case must have for incentives to pay: read off their conditions and tests.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::{CertificationId, IncentiveId, ProductId, SpecializationId};
use crate::base::name::Name;
use crate::fact::{FactKind, FieldIndex};
use crate::model::Program;
use crate::payout::measure::{Condition, Figure, Measure, Measured, Selector, Together};
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout};
use crate::semantics::audience::named::{Among, both};
use crate::semantics::walk;

/// What sales and people must have for some incentives to pay.
#[derive(Default)]
pub struct Needs {
    /// The only partners that are meant, where they are named.
    pub partner: Among,
    /// Certifications that somebody holds.
    pub held: BTreeSet<CertificationId>,
    /// How many people hold each.
    pub certified: BTreeMap<CertificationId, i128>,
    /// Specializations that the partner holds.
    pub specialized: BTreeSet<SpecializationId>,
    /// Texts that sales carry.
    pub words: BTreeMap<FieldIndex, Name>,
    /// Whether deals are registered.
    pub registered: bool,
    /// Whether deals are leads.
    pub led: bool,
    /// What is sold together with a sale.
    pub beside: Option<(ProductId, Together)>,
    /// Whether customers pay at once.
    pub paid: bool,
}

/// The partners that incentives name, if they name any: nobody else is paid by all of them.
pub fn named(program: &Program, incentives: &[IncentiveId]) -> Option<BTreeSet<Name>> {
    let mut needs = Needs::default();
    for incentive in incentives.iter().filter_map(|id| program.incentive(*id)) {
        needs.payout(program, &incentive.payout);
    }
    needs.partner
}

impl Needs {
    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Is(field, texts) => {
                if let Some(text) = texts.first() {
                    self.words.insert(*field, text.clone());
                }
            }
            Condition::PersonHolds(id) => _ = self.held.insert(*id),
            Condition::Specialized(ids, _) => self.specialized.extend(ids.first()),
            Condition::RegisteredDeal => self.registered = true,
            Condition::Lead => self.led = true,
            Condition::SoldWith(products, together) => {
                self.beside = products.first().map(|product| (*product, *together));
            }
            Condition::PaidWithin(_) => self.paid = true,
            Condition::IsNot(..)
            | Condition::AtLeast(..)
            | Condition::Product(_)
            | Condition::Certification(_)
            | Condition::Within(_)
            | Condition::Tier(..)
            | Condition::Type(_)
            | Condition::Region(_)
            | Condition::NewCustomer
            | Condition::PaidLate(_) => {}
        }
    }

    fn selector(&mut self, selector: &Selector) {
        if selector.fact == FactKind::Sale {
            selector.all.iter().for_each(|each| self.condition(each));
        }
    }

    /// Adds what a test asks for.
    pub fn test(&mut self, program: &Program, test: &Test) {
        match test {
            Test::All(parts) => parts.iter().for_each(|part| self.test(program, part)),
            Test::Any(parts) => parts
                .iter()
                .take(1)
                .for_each(|part| self.test(program, part)),
            Test::Compare {
                figure: Figure::Reading(reading),
                threshold,
                ..
            } => {
                let Measured::Measure(id) = reading.measure else {
                    return;
                };
                let measure = program.measure(id).map(|held| &held.measure);
                if let Some(Measure::Certified(ids)) = measure {
                    let most = threshold.amounts.iter().flatten().max();
                    let count = most.map_or(0, |most| most.floor());
                    if let Some(id) = ids.first() {
                        let held = self.certified.entry(*id).or_default();
                        *held = count.max(*held);
                    }
                }
            }
            Test::Holds(id, _) | Test::PersonHolds(id, _) => _ = self.held.insert(*id),
            Test::Specialized(ids, _) => self.specialized.extend(ids.first()),
            Test::Partner(names) => {
                self.partner = both(self.partner.take(), Some(names.clone()));
            }
            Test::OnDays(asked) => self.test(program, &asked.test),
            Test::Segment(id) => {
                if let Some(segment) = program.words.segments.get(id.index()) {
                    self.test(program, &segment.test);
                }
            }
            Test::Compare { .. }
            | Test::Not(_)
            | Test::Tier(..)
            | Test::Type(_)
            | Test::Region(_)
            | Test::Within(..)
            | Test::InYears(_)
            | Test::JoinedBefore(_) => {}
        }
    }

    /// Adds what a payout asks for.
    pub fn payout(&mut self, program: &Program, payout: &Payout) {
        walk::visit(payout, &mut |part| {
            for reading in walk::readings(part) {
                reading.only.iter().for_each(|each| self.condition(each));
                if let Measured::Measure(id) = reading.measure
                    && let Some(measure) = program.measure(id)
                {
                    self.measure(&measure.measure);
                }
            }
            if let Payout::Hold { .. } = part {
                self.paid = true;
            }
            if let Payout::When { test, .. } = part {
                self.test(program, test);
            }
            if let Payout::Over {
                occasion: Occasion::Event { selector, .. },
                ..
            } = part
            {
                self.selector(selector);
            }
        });
    }

    fn measure(&mut self, measure: &Measure) {
        match measure {
            Measure::Sum { of, .. }
            | Measure::Count(of)
            | Measure::Distinct { of, .. }
            | Measure::Median { of, .. } => {
                self.selector(of);
            }
            Measure::Certified(_) => {}
            Measure::Less(left, _) => self.measure(left),
        }
    }
}
