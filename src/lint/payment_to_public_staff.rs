//! A reward is paid to the people of partners that are public bodies.

use crate::base::id::TypeId;
use crate::diagnostic::Problem;
use crate::lint::promise::promise;
use crate::lint::spec::{Context, Level, Lint, also};
use crate::model::PartnerType;
use crate::model::incentive::Incentive;
use crate::payout::measure::Condition;
use crate::payout::payment::Payee;
use crate::payout::test::Test;

/// The lint.
pub static LINT: Lint = Lint {
    name: "payment-to-public-staff",
    title: "Payment to people in public service",
    level: Level::Warn,
    summary: "A reward is paid to the people of partners that are public bodies.",
    page: include_str!("payment_to_public_staff.md"),
    check,
};

/// Parts of names and titles that speak of public bodies.
const PUBLIC: [&str; 9] = [
    "public_",
    "public ",
    "government",
    "municip",
    "ministry",
    "school",
    "universit",
    "hospital",
    "state_owned",
];

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    let to_people = context.program.incentives.iter();
    for incentive in to_people.filter(|each| each.payment.payee == Payee::Seller) {
        for (id, sort) in (0..).map(TypeId).zip(&context.program.types) {
            if is_public(sort) && reaches(incentive, id) {
                problems.push(found(context, incentive, sort));
            }
        }
    }
    problems
}

fn is_public(sort: &PartnerType) -> bool {
    let names = [&sort.declared.name, &sort.declared.title];
    let mut names = names.iter().map(|name| format!("{} ", name.to_lowercase()));
    names.any(|name| PUBLIC.iter().any(|part| name.contains(part)))
}

/// Whether partners of a type are paid: every condition on types names this one.
fn reaches(incentive: &Incentive, id: TypeId) -> bool {
    let parts = promise(&incentive.payout);
    let tests = parts.tests.iter().all(|test| allows(test, id));
    let conditions = parts.selectors().flat_map(|selector| &selector.all);
    let only = parts.bases.iter().flat_map(|reading| &reading.only);
    tests
        && conditions.chain(only).all(|condition| match condition {
            Condition::Type(types) => types.contains(&id),
            Condition::Is(..)
            | Condition::IsNot(..)
            | Condition::AtLeast(..)
            | Condition::Product(_)
            | Condition::Certification(_)
            | Condition::Within(_)
            | Condition::Tier(..)
            | Condition::Region(_)
            | Condition::PersonHolds(_)
            | Condition::Specialized(..)
            | Condition::NewCustomer
            | Condition::RegisteredDeal
            | Condition::Lead
            | Condition::SoldWith(..)
            | Condition::PaidWithin(_)
            | Condition::PaidLate(_) => true,
        })
}

fn allows(test: &Test, id: TypeId) -> bool {
    match test {
        Test::All(parts) => parts.iter().all(|part| allows(part, id)),
        Test::Any(parts) => parts.iter().any(|part| allows(part, id)),
        Test::Not(part) => !matches!(&**part, Test::Type(types) if types.contains(&id)),
        Test::Type(types) => types.contains(&id),
        Test::OnDays(asked) => allows(&asked.test, id),
        Test::Compare { .. }
        | Test::Tier(..)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => true,
    }
}

fn found(context: &Context, incentive: &Incentive, sort: &PartnerType) -> Problem {
    let (name, public) = (&incentive.declared.name, &sort.declared.name);
    let message = format!(
        "`{name}` is paid to the sellers of `{public}` partners, who may be in public service"
    );
    let problem = LINT
        .found(context.clause(&incentive.declared, "pay"), message)
        .cost("a reward to somebody in public service can be a bribe by law, whoever pays it")
        .help(format!("pay the partner, or leave `{public}` out of `for`"));
    also(problem, context.span(sort.declared.origin), "the type")
}
