//! Guardrails that a forecast judged, as findings at their lines, and the exit code that follows.

use crate::decide::guardrail::{Judged, Verdict};
use crate::decide::verdicts::Verdicts;
use crate::diagnostic::Problem;
use crate::model::Program;
use crate::render::forecast_file::{amounts, counted};
use crate::shell::exit::Exit;
use crate::simulate::run::forecast::Forecast;

/// Every guardrail that does not hold: an error where it is broken, a warning where so few runs cannot tell.
pub fn problems(program: &Program, judged: &[Judged]) -> Vec<Problem> {
    let each = judged.iter().filter_map(|each| problem(program, each));
    each.collect()
}

fn problem(program: &Program, judged: &Judged) -> Option<Problem> {
    let (found, most) = amounts(judged, program.currency.code());
    let (name, scenario) = (&judged.rule.name, &judged.rule.scenario);
    let said = |what: &str| {
        let counted = counted(&judged.rule);
        format!(
            "`{name}` {what} in scenario `{scenario}`: {found} against at most {most} ({counted})"
        )
    };
    let problem = match judged.verdict {
        Verdict::Holds => return None,
        Verdict::Broken => Problem::error("guardrail-broken", said("is broken"))
            .help("change what partners are paid or asked for, or, with whoever was promised it, the limit"),
        Verdict::Undecided => Problem::warning("guardrail-undecided", said("cannot be told yet"))
            .help(match judged.runs_to_tell {
                Some(runs) => format!("about {runs:.0} runs would tell: give more with --runs"),
                None => "one run tells nothing of the next: give more with --runs".to_owned(),
            }),
    };
    let mut declared = program.guard.guardrails.iter();
    let own = declared.find(|each| *each.declared.name == **name);
    let place = own.and_then(|own| program.origins.span(own.declared.origin));
    Some(match place {
        Some(place) => problem.at(place),
        None => problem,
    })
}

/// How a forecast ends: what is broken or missed counts before what so few runs cannot tell.
pub fn exit(forecast: &Forecast, verdicts: &Verdicts) -> Exit {
    let imprecise = forecast
        .precision
        .is_some_and(|precision| !precision.reached);
    match () {
        () if verdicts.has(Verdict::Broken) => Exit::Findings,
        () if verdicts.has(Verdict::Undecided) || imprecise => Exit::Undecided,
        () => Exit::Fine,
    }
}
