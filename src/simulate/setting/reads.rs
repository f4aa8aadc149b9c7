//! Which facts a program reads that a forecast draws for its readers alone.

use std::collections::BTreeSet;

use crate::base::id::MeasureId;
use crate::fact::{FIELDS_OF_SALE, FactKind};
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::model::standing::Tier;
use crate::payout::given::Among;
use crate::payout::measure::{Condition, Entity, Measure, Measured, Reading, Selector};
use crate::payout::payment::Payee;
use crate::payout::test::Test;
use crate::payout::{Occasion, Payout, Scope};
use crate::semantics::walk::{figure_readings, figures, readings, reads_groups, visit};
use crate::simulate::engine::plan::{Leads, Reads};
use crate::simulate::setting::Clock;

/// What a program reads, in anything that it declares.
pub(super) fn reads(program: &Program, clock: Clock) -> Reads {
    let mut found = Reads::default();
    let ruled = measured_by_rules(program);
    for (id, each) in (0..).map(MeasureId).zip(&program.measures) {
        let registrations = found.registrations;
        of_measure(&each.measure, &mut found);
        if !ruled.contains(&id) {
            found.counted_registrations |= found.registrations;
            found.registrations = registrations;
        }
    }
    for segment in &program.words.segments {
        of_test(&segment.test, &mut found);
    }
    for incentive in &program.incentives {
        visit(&incentive.payout, &mut |part| of_payout(part, &mut found));
    }
    found.groups = counts_groups(program);
    found.leads = found.leads.and_then(|_| leads(program, clock));
    found
}

/// The measures that decide about money, standing or an audience. Of the others scorecards, aims and trials say at the
/// end what they come to.
fn measured_by_rules(program: &Program) -> BTreeSet<MeasureId> {
    let mut found = BTreeSet::new();
    let mut see = |reading: &Reading| {
        if let Measured::Measure(id) = reading.measure {
            found.insert(id);
        }
    };
    let of_test = |test: &Test, see: &mut dyn FnMut(&Reading)| {
        let all = figures(test).into_iter().flat_map(figure_readings);
        all.for_each(see);
    };
    for incentive in &program.incentives {
        let claims = incentive.fund.iter().map(|fund| &fund.reimbursement);
        for payout in std::iter::once(&incentive.payout).chain(claims) {
            visit(payout, &mut |part| {
                readings(part).into_iter().for_each(&mut see);
                if let Payout::When { test, .. } = part {
                    of_test(test, &mut see);
                }
            });
        }
    }
    let special = program.specializations.iter().map(|it| &it.rules);
    for path in program.tiers.iter().chain(special).flat_map(Tier::paths) {
        let asked = path.earn.iter().chain(&path.keep);
        asked.for_each(|asked| of_test(&asked.test, &mut see));
    }
    for segment in &program.words.segments {
        of_test(&segment.test, &mut see);
    }
    found
}

/// Whether it matters who belongs to which group.
fn counts_groups(program: &Program) -> bool {
    let to_head = |each: &Incentive| each.payment.payee == Payee::Head;
    let of_group = |test: &Test| {
        let mut all = figures(test).into_iter().flat_map(figure_readings);
        all.any(|reading| reading.entity == Entity::Group)
    };
    let in_tier = |tier: &Tier| {
        let asked = tier
            .paths()
            .flat_map(|path| path.earn.iter().chain(&path.keep));
        let of_best = tier.versions.iter().any(|it| it.of_group);
        of_best || asked.into_iter().any(|asked| of_group(&asked.test))
    };
    let limits_group = |each: &Incentive| {
        let mut found = false;
        visit(&each.payout, &mut |part| {
            found |= matches!(part, Payout::Cap { cap, .. } if cap.scope == Scope::Group);
        });
        found
    };
    reads_groups(program)
        || program.incentives.iter().any(to_head)
        || program.incentives.iter().any(limits_group)
        || program.tiers.iter().any(in_tier)
}

/// What the program says about leads.
fn leads(program: &Program, clock: Clock) -> Option<Leads> {
    let rules = program.leads.as_ref()?;
    let business = program.business_days(rules.region);
    Some(Leads {
        answer_days: clock.least_length(rules.accept_within, &business),
        silence_accepts: rules.silence_accepts,
    })
}

fn of_payout(part: &Payout, found: &mut Reads) {
    for reading in readings(part) {
        of_reading(reading, found);
    }
    if let Payout::Over {
        occasion: Occasion::Event { selector, .. },
        ..
    } = part
    {
        of_selector(selector, found);
    }
    if let Payout::When { test, .. } = part {
        of_test(test, found);
    }
    found.payments |= matches!(part, Payout::Hold { .. });
    found.cancellations |=
        matches!(part, Payout::Instalments { instalments, .. } if instalments.while_active);
    found.credits |= matches!(
        part,
        Payout::Shared {
            among: Among::Credited,
            ..
        }
    );
}

fn of_test(test: &Test, found: &mut Reads) {
    for reading in figures(test).into_iter().flat_map(figure_readings) {
        of_reading(reading, found);
    }
}

fn of_reading(reading: &Reading, found: &mut Reads) {
    for condition in &reading.only {
        of_condition(condition, found);
    }
}

fn of_measure(measure: &Measure, found: &mut Reads) {
    match measure {
        Measure::Sum { of, .. }
        | Measure::Count(of)
        | Measure::Distinct { of, .. }
        | Measure::Median { of, .. } => of_selector(of, found),
        Measure::Certified(_) => {}
        Measure::Less(more, less) => {
            of_measure(more, found);
            of_measure(less, found);
        }
    }
}

fn of_selector(selector: &Selector, found: &mut Reads) {
    found.payments |= selector.fact == FactKind::Payment;
    found.credits |= selector.fact == FactKind::Credit;
    found.cancellations |= selector.fact == FactKind::Cancellation;
    found.rotations |= selector.fact == FactKind::Rotation;
    found.protections |= selector.fact == FactKind::Protection;
    found.quotes |= selector.fact == FactKind::Quote;
    found.completions |= selector.fact == FactKind::Completion;
    found.registrations |= selector.fact == FactKind::Registration;
    found.deal_steps |= selector.fact == FactKind::DealStep;
    // What is sent back, or loses its price, was bought before.
    found.purchases |= matches!(
        selector.fact,
        FactKind::Purchase | FactKind::Rotation | FactKind::Protection
    );
    for condition in &selector.all {
        of_condition(condition, found);
    }
}

fn of_condition(condition: &Condition, found: &mut Reads) {
    match condition {
        Condition::PaidWithin(_) | Condition::PaidLate(_) => found.payments = true,
        Condition::Lead => found.leads = Some(Leads::default()),
        // No other fact has so many fields.
        Condition::Is(field, _) | Condition::IsNot(field, _) => {
            found.kinds |= *field == FIELDS_OF_SALE.kind;
        }
        Condition::AtLeast(..)
        | Condition::Product(_)
        | Condition::Certification(_)
        | Condition::Within(_)
        | Condition::Tier(..)
        | Condition::Specialized(..)
        | Condition::Type(_)
        | Condition::Region(_)
        | Condition::PersonHolds(_)
        | Condition::NewCustomer
        | Condition::RegisteredDeal
        | Condition::SoldWith(..) => {}
    }
}
