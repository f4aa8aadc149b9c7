//! Reading the list of partners that a scenario names: a file beside it.

use std::path::Path;

use crate::diagnostic::Problem;
use crate::intake::findings::Findings;
use crate::intake::partner_list::read;
use crate::intake::scenario::population::Mix;
use crate::model::Program;
use crate::shell::facts::{failed, open, shown};
use crate::shell::rows;
use crate::shell::stop::Stop;

/// Fills in the list of a mix, where it names one; what is wrong with it otherwise. `Err` is a failure of the operating
/// system, or a path that is refused.
pub(super) fn fill(
    scenario: &Path,
    program: &Program,
    mix: &mut Mix,
) -> Result<Vec<Problem>, Stop> {
    let Some(list) = &mix.list else {
        return Ok(Vec::new());
    };
    let folder = scenario.parent().unwrap_or(Path::new(""));
    let name = list.file.as_str();
    let Some(input) = open(folder, name)? else {
        let message = format!("there is no `{name}` beside the scenario");
        let help = "the list of partners stands in the folder of the scenario; name it as it is written there";
        let problem = Problem::error("no-partner-list", message).at(list.at);
        return Ok(vec![problem.help(help)]);
    };
    let mut findings = Findings::default();
    let file = shown(folder, name);
    let read = read(program, mix, &file, input, &mut findings);
    let partners = read.map_err(|error| failed(folder, name, &error))?;
    let names = std::iter::once(name.to_owned());
    let problems = rows::filled(folder, names, findings.into_problems())?;
    mix.partners = u32::try_from(partners.len()).unwrap_or(u32::MAX);
    if let Some(list) = &mut mix.list {
        list.partners = partners;
    }
    Ok(problems)
}
