//! The protection of a deal can be over before it is decided.

use crate::base::business::BusinessDays;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint, also};

/// The lint.
pub static LINT: Lint = Lint {
    name: "protection-ends-undecided",
    title: "Protection that ends undecided",
    level: Level::Deny,
    summary: "The protection of a registered deal can be over before the vendor has to decide.",
    page: include_str!("protection_ends_undecided.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    found(context).into_iter().collect()
}

fn found(context: &Context) -> Option<Problem> {
    let registration = context.program.registration.as_ref()?;
    let (decide, protects) = (registration.decide_within?, registration.protects_for?);
    let start = context.program.fiscal.start();
    // Weekends only make the decision later.
    let open = BusinessDays::default();
    let (decided, over) = (decide.after(start, &open), protects.after(start, &open));
    if over > decided {
        return None;
    }
    let block = context.all("registration").next()?;
    let clause = |word: &str| block.terms.one(word).map(|given| given.span);
    let message =
        format!("a deal is protected for {protects}, and the vendor may take {decide} to decide");
    let problem = LINT
        .found(clause("protect"), message)
        .cost(format!(
            "a deal registered on {start} may be approved on {decided}, and its protection is over on {over}"
        ))
        .help("protect longer than a decision takes: 90 days is usual");
    Some(also(problem, clause("decide within"), "the time to decide"))
}
