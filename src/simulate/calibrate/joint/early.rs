//! What can be told of a refinement before anything is played. Plays nothing.

use crate::diagnostic::Problem;
use crate::intake::panel::Panel;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::read::{refusal, year_weeks};
use crate::model::Program;
use crate::simulate::calibrate::joint::Effort;
use crate::simulate::run::study::Study;
use crate::simulate::run::worlds::Refusal;

/// Refuses a history of another time or of other partners than the program's, too much work, and names that cannot be told apart.
pub fn allowed(
    program: &Program,
    scenario: &Scenario,
    panel: &Panel,
    effort: Effort,
) -> Result<(), Refusal> {
    fits(panel, year_weeks(program), scenario.population.partners)?;
    let all = Scenario {
        runs: u32::try_from(effort.years()).unwrap_or(u32::MAX),
        weeks: year_weeks(program),
        ..scenario.clone()
    };
    if let Some(problem) = refusal(&all, 1, 0, None) {
        let help = "refine a part of the partners, drawn by lot: some hundreds tell nearly as much";
        return Err(problem.help(help).into());
    }
    // Names that cannot be told apart.
    Study::new(program, scenario).map(|_| ())
}

fn fits(panel: &Panel, year: u16, partners: u32) -> Result<(), Problem> {
    let weeks = weeks(panel);
    if weeks > usize::from(year) {
        let message = format!("the history has {weeks} weeks, and the program's year has {year}");
        let help = "give the weeks from the program's first day on, and no more than its year has";
        return Err(Problem::error("history-beyond-program", message).help(help));
    }
    let found = panel.partners.len();
    if u32::try_from(found) != Ok(partners) {
        let plural = if found == 1 { "" } else { "s" };
        let message = format!(
            "the history has {found} partner{plural}, and {partners} are to be played, as the scenario or --partners says"
        );
        let help = format!(
            "write `partners: {found}` under `population` in the scenario, or add --partners {found}"
        );
        return Err(Problem::error("partners-not-those", message).help(help));
    }
    Ok(())
}

/// The weeks from the first to the last of a history.
pub(super) fn weeks(panel: &Panel) -> usize {
    let rows = || panel.partners.values().flatten();
    let first = rows().map(|row| row.week).min().unwrap_or(0);
    let last = rows().map(|row| row.week).max().unwrap_or(0);
    usize::try_from(last - first + 1).unwrap_or(0)
}
