//! A score cannot be passed: all its points, or those of a category, are fewer than it asks for.

use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};
use crate::model::ScoreOf;
use crate::semantics::extent::{most_of_category, most_of_score};

/// The lint.
pub static LINT: Lint = Lint {
    name: "score-out-of-reach",
    title: "Score that nobody passes",
    level: Level::Deny,
    summary: "All the points of a score, or of one of its categories, are fewer than it asks for.",
    page: include_str!("score_out_of_reach.md"),
    check,
};

fn check(context: &Context) -> Vec<Problem> {
    let scores = context.program.scores.iter();
    scores.filter_map(|score| found(context, score)).collect()
}

fn found(context: &Context, of: &ScoreOf) -> Option<Problem> {
    let name = &of.declared.name;
    let message = in_all(of).or_else(|| in_a_category(of))?;
    let place = context.clause(&of.declared, "pass");
    let problem = LINT
        .found(place, format!("nobody passes `{name}`: {message}"))
        .cost("what is promised for passing it is never given")
        .help("ask for fewer points, or raise the limits of its parts");
    Some(problem)
}

fn in_all(of: &ScoreOf) -> Option<String> {
    let pass = of.score.pass?;
    let most = most_of_score(&of.score).ok()??;
    (most < pass).then(|| format!("all its points are {most}, and it asks for {pass}"))
}

fn in_a_category(of: &ScoreOf) -> Option<String> {
    let each = of.score.each?;
    let mut named = of.score.categories.iter().filter(|it| !it.name.is_empty());
    named.find_map(|category| {
        let most: Ratio = most_of_category(&of.score, category).ok()??;
        let name = &category.name;
        (most < each).then(|| {
            format!("all points of `{name}` are {most}, and it asks for {each} in each category")
        })
    })
}
