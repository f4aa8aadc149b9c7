//! A message is sent for what the program has not.

use crate::diagnostic::Problem;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "message-never-sent",
    title: "Message that is never sent",
    level: Level::Warn,
    summary: "A message is sent for a tier, a claim, a deal or a certificate that the program does not have.",
    page: include_str!("message_never_sent.md"),
    check,
};

/// Moments, and what a program must have for them to come.
fn missing(context: &Context, moment: &str) -> Option<&'static str> {
    let program = context.program;
    let (has, what) = match moment {
        "a tier is reached" | "a tier is lost" => (!program.tiers.is_empty(), "tier"),
        "a claim is approved" | "a claim is refused" => (
            program.incentives.iter().any(|each| each.fund.is_some()),
            "fund",
        ),
        "a deal is registered" => (program.registration.is_some(), "registration"),
        "a certificate ends" => (!program.learning.certifications.is_empty(), "certification"),
        _ => (true, ""),
    };
    (!has).then_some(what)
}

fn check(context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    for message in context.all("message") {
        let Some(given) = message.terms.one("when") else {
            continue;
        };
        let moment = given.value.word().unwrap_or("");
        if let Some(what) = missing(context, moment) {
            let name = &message.declared.name;
            let text = format!("`{name}` is never sent: the program has no {what}");
            problems.push(
                LINT.found(Some(given.span), text)
                    .cost("a letter that somebody wrote and translated reaches nobody")
                    .help(format!("declare a {what}, or send it for another moment")),
            );
        }
    }
    problems
}
