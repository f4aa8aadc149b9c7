//! A line of points never counts: another of its part gives as much for as little.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::kind::spec::{Given, Value};
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "points-never-count",
    title: "Points that never count",
    level: Level::Warn,
    summary: "Of several lines of points the most counts, and one of them never has the most.",
    page: include_str!("points_never_count.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for part in context.everything().filter(|it| it.kind.word == "part") {
        let lines: Vec<(&Given, Line)> = part
            .terms
            .all("points")
            .filter_map(|given| Some((given, line(given)?)))
            .collect();
        for (place, (given, own)) in lines.iter().enumerate() {
            let better = lines.iter().enumerate().find(|(other, (_, line))| {
                // Of two that say the same, the second is one too many.
                *other != place && covers(line, own) && !(covers(own, line) && *other > place)
            });
            if let Some((_, (better, _))) = better {
                let title = &part.declared.title;
                let problem = LINT
                    .found(Some(given.span), format!("these points of \"{title}\" never count"))
                    .also(better.span, "this line gives at least as many for as little")
                    .cost("partners work towards points that they have already")
                    .help("of several lines the most counts: give more points for more, or take the line out");
                problems.push(problem);
            }
        }
    }
    problems
}

/// How many points, how they are given, and for how much.
type Line = (Ratio, &'static str, Ratio);

fn line(given: &Given) -> Option<Line> {
    let (lead, value, _) = given.phrases.first()?;
    Some((number(&given.value)?, *lead, number(value)?))
}

fn number(value: &Value) -> Option<Ratio> {
    if let Value::Money(money) = value {
        return Some(Ratio::whole(money.minor));
    }
    if let Value::Number(number) | Value::Percent(number) = value {
        return Some(*number);
    }
    if let Value::Count(count, _) = value {
        return Some(Ratio::whole((*count).into()));
    }
    None
}

/// Whether a line gives at least as many points whatever is counted.
fn covers(one: &Line, other: &Line) -> bool {
    one.1 == other.1 && one.0 >= other.0 && one.2 <= other.2
}
