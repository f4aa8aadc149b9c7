//! An incentive has no largest payout: nothing the program states or assumes limits it.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::Program;
use crate::semantics::bounds::{Gap, Unbounded};

/// The lint.
pub static LINT: Lint = Lint {
    name: "unbounded-payout",
    title: "Unbounded payout",
    level: Level::Warn,
    summary: "Nothing that the program states or assumes limits what an incentive pays in a year.",
    page: include_str!("unbounded_payout.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let Ok(worst) = context.worst_case() else {
        return Vec::new();
    };
    worst
        .unbounded
        .iter()
        .filter_map(|unbounded| found(context, *unbounded))
        .collect()
}

fn found(context: &Context, unbounded: Unbounded) -> Option<Problem> {
    let program = context.program;
    let incentive = program.incentive(unbounded.incentive)?;
    let name = &incentive.declared.name;
    let message = format!(
        "`{name}` has no largest payout: nothing limits {}",
        gap_words(unbounded.gap, program)
    );
    let remedies = unbounded.gap.remedies(program);
    Some(
        LINT.found(context.span(incentive.declared.origin), message)
            .cost("the worst case of the whole program cannot be stated to finance")
            .help(format!("write: {}", remedies.join("; or: "))),
    )
}

/// What is not limited.
pub fn gap_words(gap: Gap, program: &Program) -> String {
    let at = |tier: Option<crate::base::id::TierId>| {
        let tier = tier.and_then(|id| program.tier(id));
        tier.map_or(String::new(), |tier| {
            format!(" at `{}`", tier.declared.name)
        })
    };
    match gap {
        Gap::YearlySales(tier) => format!("what a partner{} sells in a year", at(tier)),
        Gap::EarlierSales => "what was sold before the program began".to_owned(),
        Gap::Partners(tier) => format!("how many partners there are{}", at(tier)),
        Gap::Facts(kind) => format!("how many {}s there are", crate::fact::type_of(kind).word),
        Gap::Price => "how small a sale can be, and so how many there are".to_owned(),
        Gap::Measure(id) => {
            let measure = program.measure(id);
            let name = measure.map_or("", |measure| &*measure.declared.name);
            format!("how large `{name}` can be")
        }
        Gap::Cost => "what an activity costs".to_owned(),
    }
}
