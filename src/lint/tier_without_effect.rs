//! Nothing depends on a tier: no rate, budget, benefit, audience or condition.

use crate::base::id::TierId;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Grid, Named, Value};
use crate::lint::spec::{Context, Level, Lint};
use crate::model::Declaration;
use crate::payout::table::{Cell, Set};
use crate::payout::test::Test;

/// The lint.
pub static LINT: Lint = Lint {
    name: "tier-without-effect",
    title: "Tier without effect",
    level: Level::Warn,
    summary: "Nothing depends on a tier: no incentive, table, benefit, audience or condition \
        names it.",
    page: include_str!("tier_without_effect.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let tiers = context.program.tiers.iter().enumerate();
    tiers
        .filter_map(|(at, tier)| {
            let id = TierId(u16::try_from(at).ok()?);
            let mut blocks = context.program.declarations.iter();
            let brings = tier.versions.iter().any(|it| !it.benefits.is_empty());
            if brings || blocks.any(|block| uses(block, id)) {
                return None;
            }
            let name = &tier.declared.name;
            let place = context.span(tier.declared.origin);
            let problem = LINT
                .found(place, format!("nothing depends on the tier `{name}`"))
                .cost(format!(
                    "a partner who earns `{name}` gets what it had before"
                ))
                .help(format!(
                    "name it in an incentive: for {name} as of sale date; or give it a benefit"
                ));
            Some(problem)
        })
        .collect()
}

/// Whether a declaration other than the program's own assumptions and examples gives the tier an
/// effect.
fn uses(block: &Declaration, tier: TierId) -> bool {
    if ["program", "example"].contains(&block.kind.word) {
        return false;
    }
    block
        .terms
        .clauses
        .iter()
        .any(|given| given_uses(given, tier))
        || block.children.iter().any(|child| uses(child, tier))
}

fn given_uses(given: &Given, tier: TierId) -> bool {
    let phrases = given.phrases.iter().map(|(_, value, _)| value);
    let mut values = std::iter::once(&given.value).chain(phrases);
    let table = match &given.table {
        Some(Grid::Bands {
            across, columns, ..
        }) => {
            let column = columns.get(tier.index());
            across.is_some_and(|across| across.set == Set::Tier)
                && column.is_some_and(|cells| cells.iter().any(|cell| *cell != Cell::Nothing))
        }
        Some(Grid::Across {
            across, amounts, ..
        }) => across.set == Set::Tier && amounts.get(tier.index()).is_some_and(Option::is_some),
        Some(Grid::Rows(rows)) => {
            let mut cells = rows.iter().flatten().flatten();
            cells.any(|value| value_names(value, tier))
        }
        Some(Grid::Facts(_)) | None => false,
    };
    table || values.any(|value| value_names(value, tier))
}

fn value_names(value: &Value, tier: TierId) -> bool {
    if let Value::Test(test) = value {
        return tests(test, tier);
    }
    value.names().contains(&Named::Tier(tier))
}

fn tests(test: &Test, tier: TierId) -> bool {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().any(|part| tests(part, tier)),
        Test::Not(part) => tests(part, tier),
        Test::OnDays(asked) => tests(&asked.test, tier),
        Test::Tier(tiers, _) => tiers.contains(&tier),
        Test::Compare { .. }
        | Test::Type(_)
        | Test::Region(_)
        | Test::Holds(..)
        | Test::PersonHolds(..)
        | Test::Specialized(..)
        | Test::Within(..)
        | Test::Partner(_)
        | Test::InYears(_)
        | Test::JoinedBefore(_)
        | Test::Segment(_) => false,
    }
}
