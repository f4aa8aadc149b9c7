//! Playing the examples of a page, and settling its tables of facts.

use charter::base::name::Name;
use charter::base::origin::Origin;
use charter::model::Program;
use charter::semantics::example::{Outcome, payee_of, play, run};
use charter::semantics::fold::Fold;
use charter::semantics::plan::Plan;
use charter::semantics::posting::{Posting, PostingKind};

use crate::page::Fence;
use crate::program::{Fault, Read};

/// The examples of a program that do not come out as they say.
pub fn examples(program: &Program, read: &Read) -> Vec<Fault> {
    let mut faults = Vec::new();
    let line = |origin: Origin| {
        program
            .origins
            .span(origin)
            .map_or(0, |span| read.line(span))
    };
    for example in &program.examples {
        let title = &example.declared.title;
        let played = play(program, example).expect("an example can be played");
        for outcome in played.outcomes.iter().filter(|outcome| !outcome.is_met()) {
            faults.push(match outcome {
                Outcome::Payout { got, origin, .. } => {
                    (line(*origin), format!("in \"{title}\" it pays {got}"))
                }
                Outcome::Tier { got, origin, .. } => {
                    let tier = got.and_then(|id| program.tier(id));
                    let name = tier.map_or("none", |tier| &tier.declared.name);
                    (line(*origin), format!("in \"{title}\" it is {name}"))
                }
                Outcome::State { got, origin, .. } => {
                    (line(*origin), format!("in \"{title}\" it is {got}"))
                }
                Outcome::Specializations { got, origin, .. } => {
                    let held = got.iter().filter_map(|id| program.specialization(*id));
                    let names: Vec<&str> = held.map(|it| it.rules.declared.name.as_str()).collect();
                    let names = names.join(", ");
                    (line(*origin), format!("in \"{title}\" it holds {names}"))
                }
            });
        }
        for unexpected in &played.unexpected {
            let incentive = program
                .incentive(unexpected.incentive)
                .expect("it is declared");
            faults.push((
                line(example.declared.origin),
                format!(
                    "\"{title}\" does not expect {} for {} = {}",
                    incentive.declared.name, unexpected.payee, unexpected.amount
                ),
            ));
        }
    }
    faults
}

/// What the last example of a program books, against the rows of a page.
pub fn postings(program: &Program, fence: &Fence) -> Vec<Fault> {
    let mut wanted: Vec<(usize, String)> = Vec::new();
    for (at, line) in fence.text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        wanted.push((fence.line + at, cells.join(" ").trim().to_owned()));
    }
    let mut faults = Vec::new();
    for row in booked(program) {
        match wanted.iter().position(|(_, each)| *each == row) {
            Some(at) => drop(wanted.remove(at)),
            None => faults.push((fence.line, format!("it also books: {row}"))),
        }
    }
    faults.extend(
        wanted
            .into_iter()
            .map(|(line, row)| (line, format!("it does not book: {row}"))),
    );
    faults
}

/// The postings of the example "facts": booked, due, kind, incentive, payee, amount.
fn booked(program: &Program) -> Vec<String> {
    let facts = Name::new("facts");
    let example = program
        .examples
        .iter()
        .find(|each| each.declared.title == facts);
    let example = example.expect("the facts of a page are an example");
    let plan = Plan::of(program);
    let mut fold = run(&plan, example).expect("facts can be settled");
    let postings = fold.take_postings();
    postings
        .iter()
        .map(|posting| row(program, &fold, posting))
        .collect()
}

fn row(program: &Program, fold: &Fold<'_>, posting: &Posting) -> String {
    let incentive = program
        .incentive(posting.claim.incentive)
        .expect("it is declared");
    format!(
        "{} {} {} {} {} {}",
        posting.booked,
        posting.due,
        kind(posting.kind),
        incentive.declared.name,
        payee_of(fold, posting),
        posting.amount,
    )
}

fn kind(kind: PostingKind) -> &'static str {
    match kind {
        PostingKind::Award => "award",
        PostingKind::Adjustment => "adjustment",
        PostingKind::Reversal(_) => "reversal",
        PostingKind::Credit => "credit",
        PostingKind::Reimbursement => "reimbursement",
        PostingKind::Expiry => "expiry",
    }
}
