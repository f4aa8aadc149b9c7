//! What a partner of the list was in the program before.

use crate::base::date::Date;
use crate::base::id::TierId;
use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::diagnostic::untrusted::quote;
use crate::intake::facts::unknown;
use crate::intake::findings::Findings;
use crate::intake::table::Record;
use crate::model::Program;

/// The tier that follows from what a partner was in the program before.
pub(super) fn succeeded(
    program: &Program,
    record: &Record,
    was: Option<Name>,
    findings: &mut Findings,
) -> Option<(TierId, Date)> {
    let was = was?;
    let succession = program.succession.as_ref();
    let Some(is) = succession.and_then(|it| it.standings.get(&was)) else {
        let message = format!("{} is no former standing of the program", quote(&was));
        let problem = match succession {
            None => Problem::error("unknown-name", message)
                .help("say in the program what it becomes: `succeeds`"),
            Some(it) => {
                let known = it.standings.keys().map(Name::as_str);
                unknown("unknown-name", message, &was, known)
            }
        };
        findings.add(problem.at(record.place(7)));
        return None;
    };
    is.map(|tier| (tier, program.fiscal.start()))
}

/// A row that says both what a partner is and what it was.
pub(super) fn stated_and_succeeded(record: &Record) -> Problem {
    Problem::error(
        "half-a-standing",
        "the row states a tier, and what the partner was before",
    )
    .at(record.place(7))
    .help("keep `tier` and `since`, or `was`")
}
