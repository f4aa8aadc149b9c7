//! The scenario of a forecast: its file, with what the command line overrides.

use std::path::Path;

use crate::base::name::{Name, nearest};
use crate::base::span::{FileId, Source, Sources};
use crate::diagnostic::Problem;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::{Behaviour, PARAMETERS, Parameter};
use crate::intake::scenario::read::read;
use crate::kind::spec::Value;
use crate::model::Program;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::stopped_by;
use crate::shell::load;
use crate::shell::report;
use crate::shell::stop::Stop;

/// Contingencies that answer a shock of this scenario, which it has not.
fn unanswered(program: &Program, scenario: &Scenario, name: &Name) -> Vec<Problem> {
    let shocks = scenario.market.shocks.iter();
    let shocks: Vec<&str> = shocks.map(|shock| shock.effect.word()).collect();
    let risks = program
        .declarations
        .iter()
        .filter(|each| each.kind.word == "risk");
    let mut problems = Vec::new();
    for contingency in risks.flat_map(|risk| &risk.children) {
        let Some(given) = contingency.terms.one("answers") else {
            continue;
        };
        let (shock, of) = (
            given.value.word().unwrap_or(""),
            given.phrase("in scenario"),
        );
        let meant = matches!(of, Some(Value::Ids(names)) if names.contains(name));
        if meant && !shocks.contains(&shock) {
            let message = format!(
                "`{}` answers a {shock} in this scenario, which has none",
                contingency.declared.name
            );
            problems.push(
                Problem::error("shock-not-in-scenario", message)
                    .help(format!("add one under `market.shocks`, as in: late: {{ kind: {shock}, probability: 0.3, ... }}; or name the scenario that has it")),
            );
        }
    }
    problems
}

/// One byte more than a scenario may have, so that its reader refuses a longer one.
const SCENARIO_BYTES: u64 = 1024 * 1024 + 1;

/// A scenario that is asked for.
pub struct Asked<'a> {
    /// Its file.
    pub file: &'a Path,
    /// How many replications, where the command line says so.
    pub runs: Option<u32>,
    /// How many partners, where the command line says so.
    pub partners: Option<u32>,
    /// The seed, where the command line says so.
    pub seed: Option<u32>,
    /// Behaviours to switch off.
    pub off: &'a [String],
}

impl Asked<'_> {
    /// The scenario for a program and the text that identifies it.
    pub fn read(
        &self,
        program: &Program,
        format: Format,
        colour: Colour,
    ) -> Result<(Scenario, String), Stop> {
        let text = load::text(self.file, SCENARIO_BYTES)?;
        let (found, problems) = read(FileId(0), &text, program);
        let sources = Sources::new(vec![Source {
            name: self.file.display().to_string(),
            text: text.clone(),
        }]);
        let mut problems = problems;
        if let Some(scenario) = &found {
            problems.extend(unanswered(program, scenario, &variant(self.file)));
        }
        if !problems.is_empty() {
            report::problems(&sources, &problems, format, colour);
        }
        let found = found.filter(|_| !problems.iter().any(Problem::is_error));
        let Some(mut scenario) = found else {
            return Err(Stop::Said(stopped_by(&problems)));
        };
        if let Some(runs) = self.runs {
            scenario.runs = runs;
        }
        if let Some(seed) = self.seed {
            scenario.seed = seed;
        }
        if let Some(partners) = self.partners {
            scenario.population.partners = partners;
        }
        for name in self.off {
            switch_off(&mut scenario.behaviour, name)?;
        }
        let key = format!(
            "{text}\n{:?} {:?} {:?} {:?}",
            self.runs, self.seed, self.partners, self.off
        );
        Ok((scenario, key))
    }
}

/// Gives a parameter the value that switches its mechanism off.
fn switch_off(behaviour: &mut Behaviour, name: &str) -> Result<(), Stop> {
    let off = |parameter: &&Parameter| parameter.null.is_some();
    let Some(parameter) = Parameter::named(name).filter(off) else {
        let names = PARAMETERS.iter().filter(off).map(|each| each.name);
        let hint = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("these can: {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("no behaviour `{name}` can be switched off; {hint}");
        return Err(Stop::Usage(message));
    };
    parameter.set(behaviour, parameter.null.unwrap_or(parameter.default));
    Ok(())
}

/// The name of a scenario: that of its file, without what follows the last point.
pub fn variant(path: &Path) -> Name {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    stem.map_or_else(|| Name::new(""), |stem| Name::new(&stem))
}
