//! A text for partners, or a territory, gives one of them a place or keeps it out of others.

use crate::diagnostic::Problem;
use crate::lint::legal_text::saying;
use crate::lint::spec::{Context, Level, Lint};

/// The lint.
pub static LINT: Lint = Lint {
    name: "exclusive-territory",
    title: "Exclusive territory",
    level: Level::Warn,
    summary: "A text for partners, or a territory, gives one of them a place or keeps it out of others.",
    page: include_str!("exclusive_territory.md"),
    check,
};

const PHRASES: [&str; 9] = [
    "exclusive territor",
    "exclusive right",
    "exclusive region",
    "sole reseller",
    "sole distributor",
    "sole partner",
    "may not sell outside",
    "do not sell outside",
    "sell only in",
];

fn check(context: &Context) -> Vec<Problem> {
    let said = saying(context, &PHRASES).into_iter().map(|(told, phrase)| {
        let message = format!("a text for partners says \"{phrase}\": a territory of one partner");
        (Some(told.place), message)
    });
    let declared = context.all("territory").filter_map(|territory| {
        let given = territory.terms.one("exclusive")?;
        let message = format!("`{}` is exclusive", territory.declared.name);
        Some((Some(given.span), message))
    });
    let found = said.chain(declared);
    found
        .map(|(place, message)| {
            LINT.found(place, message)
                .cost(
                    "where customers ask by themselves, a partner may in most places not be kept from selling to \
                     them; a clause that does can be void",
                )
                .help("say where the partner is asked to be active, or have counsel read it")
        })
        .collect()
}
