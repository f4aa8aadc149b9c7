//! A partner is paid less when it sells more.

use crate::base::id::IncentiveId;
use crate::base::span::Span;
use crate::diagnostic::Problem;
use crate::kind::paying::limit_of;
use crate::lint::edge_words::{amount, money, once_used, shown, side, whom};
use crate::lint::spec::{Context, Level, Lint};
use crate::payout::{Crossing, PoolRule};
use crate::semantics::bounds::case::Stage;
use crate::semantics::bounds::case::still::Still;
use crate::semantics::bounds::edge::Fall;
use crate::semantics::evaluate::Emptied;

/// The lint.
pub static LINT: Lint = Lint {
    name: "payout-falls",
    title: "Payout falls when sales rise",
    level: Level::Deny,
    summary: "A partner is paid less when it sells more.",
    page: include_str!("payout_falls.md"),
    check,
};

/// What to write where the rates themselves fall.
pub const RISING: &str = "let rates and amounts rise with sales, or write `rate marginal`";

fn check(context: &Context) -> Vec<Problem> {
    let Ok(falls) = context.falls() else {
        return Vec::new();
    };
    let count = context.program.incentives.len();
    let ids = (0..count).filter_map(|at| u16::try_from(at).ok());
    ids.map(IncentiveId)
        .filter_map(|id| worst(falls, id))
        .map(|fall| found(context, fall))
        .collect()
}

/// The deepest fall of an incentive that nothing else makes up for. Who finds a limit used by others has nothing to hold back for.
fn worst(falls: &[Fall], id: IncentiveId) -> Option<&Fall> {
    let own = falls.iter().filter(|fall| fall.place.incentive == id);
    let own = own.filter(|fall| !fall.by_others);
    own.filter(|fall| loss(fall) > fall.others_gain)
        .max_by_key(|fall| loss(fall))
}

/// What is lost at the edge.
pub fn loss(fall: &Fall) -> i128 {
    fall.before.paid.saturating_sub(fall.after.paid)
}

fn found(context: &Context, fall: &Fall) -> Problem {
    let program = context.program;
    let place = &fall.place;
    let incentive = program.incentive(place.incentive);
    let name = incentive.map_or("", |incentive| &*incentive.declared.name);
    let limit = refused(context, fall);
    let rate = incentive.and_then(|incentive| {
        let word = ["rate", "amount", "accrue", "on"];
        let mut given = word
            .iter()
            .filter_map(|word| context.given(&incentive.declared.name, word));
        given.next().map(|given| given.span)
    });
    let message = format!(
        "`{name}` pays {} {}, and {} less for more{}",
        whom(program, place),
        side(program, place, &fall.before),
        money(program, loss(fall)),
        once_used(program, fall),
    );
    let recovers = match fall.recovers {
        Some(at) => format!("as much is paid again from {}", amount(program, place, at)),
        None => "as much is never paid again".to_owned(),
    };
    let (span, help) = match limit {
        Some((span, help)) => (span, help),
        None => (rate, RISING),
    };
    let problem = LINT
        .found(span, message)
        .cost(format!("{}; {recovers}", side(program, place, &fall.after)))
        .fact("before", fall.before.paid)
        .fact("after", fall.after.paid)
        .help(help);
    shown(program, problem, fall.confirmed, place, &fall.after)
}

/// Where a limit stands that refuses the award after the edge, and what to write there. Nothing where the rates themselves
/// fall.
pub fn refused(context: &Context, fall: &Fall) -> Option<(Option<Span>, &'static str)> {
    let program = context.program;
    let id = fall.place.incentive;
    let declared = &program.incentive(id)?.declared;
    if !fall.confirmed {
        return None;
    }
    let emptied = Stage::of(&Still::of(program)).emptied(&fall.after.case, id);
    emptied.into_iter().find_map(|by| match by {
        Emptied::Cap(cap) => {
            let help = match fall.after.used {
                0 => "an award over the limit is refused: write `crossing paid to the limit`, or raise the limit above what one award can be",
                _ => "an award over what is left of the limit is refused: write `crossing paid to the limit`, or raise the limit above what all awards can be together",
            };
            let mut caps = context.block(&declared.name)?.terms.all("cap");
            let own = caps.find(|given| limit_of(given).as_ref() == Some(&cap));
            let span = own.map(|given| given.span);
            let span = span.or_else(|| context.clause(declared, "cap"));
            (cap.crossing == Crossing::Refused).then_some((span, help))
        }
        Emptied::Budget(id) => {
            let help = "an award over what is left of the budget is refused: write `crossing paid to the limit` in the budget";
            let rule = program.budget(id)?.pool.rule;
            let span = context.clause(declared, "budget");
            (rule == PoolRule::FirstAccepted(Crossing::Refused)).then_some((span, help))
        }
    })
}
