
//! A territory is exclusive, which a lawyer should see.
//! A text for partners gives one of them a territory or keeps it out of others.
use crate::diagnostic::Problem;
use crate::lint::legal_text::saying;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "exclusive-territory",
    title: "Exclusive territory",
    level: Level::Warn,
    summary: "A territory in which no other partner is helped to sell needs a look from legal.",
    summary: "A text for partners gives one of them a territory or keeps it out of others.",
    page: include_str!("exclusive_territory.md"),
    check,
};


                     them; a clause that does can be void",
                    "where customers ask by themselves, a partner may in most places not be kept from selling to \
                    .cost("in many countries partners may not be kept from selling on request elsewhere")
                    .help("have legal look at it, and set `exclusive-territory = \"allow\"` in charter.toml; or leave it out"),
                )
                .cost(
                .help("say where the partner is asked to be active, or have counsel read it")
                LINT.found(Some(given.span), message)
            );
            LINT.found(Some(told.place), message)
            let message = format!("`{}` is exclusive", territory.declared.name);
            let message = format!("a text for partners says \"{phrase}\": a territory of one partner");
            problems.push(
        .collect()
        .map(|(told, phrase)| {
        if let Some(given) = territory.terms.one("exclusive") {
        }
        })
    "do not sell outside",
    "exclusive region",
    "exclusive right",
    "exclusive territor",
    "may not sell outside",
    "sell only in",
    "sole distributor",
    "sole partner",
    "sole reseller",
    for territory in context.all("territory") {
    found
    let found = saying(context, &PHRASES).into_iter();
    let mut problems = Vec::new();
    problems
    }
];
const PHRASES: [&str; 9] = [
fn check(context: &Context) -> Vec<Problem> {
}
