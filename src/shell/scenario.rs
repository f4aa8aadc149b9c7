//! The scenario of a forecast: its file, with what the command line overrides.
#![allow(clippy::disallowed_methods, reason = "this room reads a folder")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::base::name::{Name, nearest};
use crate::base::span::{FileId, Source, Sources, Span};
use crate::diagnostic::Problem;
use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::{Behaviour, PARAMETERS, Parameter};
use crate::intake::scenario::read::{Whole, read_whole};
use crate::kind::spec::Value;
use crate::model::Program;
use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::stopped_by;
use crate::shell::listed;
use crate::shell::load;
use crate::shell::report;
use crate::shell::stop::Stop;
use crate::simulate::estimate::expectation::{Expectation, resolve};
use crate::simulate::estimate::limit;

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
    /// Which of its variants, by name; as it is written when left out.
    pub variant: Option<&'a str>,
}

/// A scenario that was read.
pub struct Given {
    /// The scenario.
    pub scenario: Scenario,
    /// The text that identifies it.
    pub key: String,
    /// Its file.
    pub source: Source,
    /// Its name: that of its file, and of the variant.
    pub name: Name,
    /// Its variants that expect something.
    pub expecting: Vec<Name>,
}

/// Variants that expect something.
fn expecting(found: &Whole) -> Vec<Name> {
    let variants = found.variants.iter();
    let expecting = variants.filter(|each| !each.scenario.expect.is_empty());
    expecting.map(|each| each.name.clone()).collect()
}

/// The name of a variant of a scenario: `baseline/weak_market`. No file has such a name.
fn in_variant(scenario: &Name, variant: &str) -> Name {
    Name::new(&format!("{scenario}/{variant}"))
}

impl Given {
    /// Incentives without which the program must be run too, for what is expected of them.
    pub fn left_out(&self, program: &Program) -> Vec<Name> {
        let (expectations, _) = resolve(program, &self.scenario.expect);
        let mut names: Vec<Name> = Vec::new();
        for name in expectations.iter().filter_map(Expectation::left_out) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// Where each expectation stands, in the text with this number.
    pub fn places(&self, file: FileId) -> Vec<Span> {
        let all = self.scenario.expect.iter();
        all.map(|each| Span { file, ..each.span }).collect()
    }
}

impl Asked<'_> {
    /// The scenario for a program.
    pub fn read(&self, program: &Program, format: Format, colour: Colour) -> Result<Given, Stop> {
        let text = self.text()?;
        let (mut found, mut problems) = read_whole(FileId(0), &text, program);
        let source = Source {
            name: self.file.display().to_string(),
            text: text.clone(),
        };
        let name = variant(self.file);
        let sources = Sources::new(vec![source.clone()]);
        if let Some(found) = &mut found {
            problems.extend(self.faults(program, found, &name)?);
        }
        if !problems.is_empty() {
            report::problems(&sources, &problems, format, colour);
        }
        let found = found.filter(|_| !problems.iter().any(Problem::is_error));
        let Some(found) = found else {
            return Err(Stop::Said(stopped_by(&problems)));
        };
        let expecting = expecting(&found);
        let (mut scenario, name) = self.chosen(found, name)?;
        if let Some(runs) = self.runs {
            scenario.runs = runs;
        }
        if let Some(seed) = self.seed {
            scenario.seed = seed;
        }
        if let Some(partners) = self.partners {
            if let Some(list) = &scenario.population.list {
                let message = format!(
                    "--partners says how many partners there are, and so does the list `{}` of the scenario",
                    list.file
                );
                return Err(Stop::Usage(message));
            }
            scenario.population.partners = partners;
        }
        for name in self.off {
            switch_off(&mut scenario.behaviour, name)?;
        }
        let list = scenario.population.list.as_ref();
        let list = list.map_or_else(String::new, |list| format!("\n{}", list.text()));
        let mut key = format!(
            "{text}\n{:?} {:?} {:?} {:?}{list}",
            self.runs, self.seed, self.partners, self.off
        );
        if let Some(variant) = self.variant {
            key.push_str(&format!(" variant {variant}"));
        }
        Ok(Given {
            scenario,
            key,
            source,
            name,
            expecting,
        })
    }

    fn text(&self) -> Result<String, Stop> {
        if self.file.is_dir() {
            let file = self.file.display();
            let message = format!("cannot read {file}: it is a folder, not a scenario file");
            return Err(Stop::System(message));
        }
        load::text(self.file, SCENARIO_BYTES)
    }

    /// Fills in the lists of partners; what is wrong with them, with answers to shocks and with what is expected.
    fn faults(
        &self,
        program: &Program,
        found: &mut Whole,
        name: &Name,
    ) -> Result<Vec<Problem>, Stop> {
        let mut problems = Vec::new();
        let variants = found.variants.iter_mut().map(|each| &mut each.scenario);
        for scenario in std::iter::once(&mut found.scenario).chain(variants) {
            for problem in listed::fill(self.file, program, &mut scenario.population)? {
                // Of a list that a variant has in common with the others it is said once.
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
        problems.extend(unanswered(program, &found.scenario, name));
        let variants = found.variants.iter().map(|each| &each.scenario);
        for scenario in std::iter::once(&found.scenario).chain(variants) {
            problems.extend(resolve(program, &scenario.expect).1);
        }
        Ok(problems)
    }

    /// The scenario as it is written, or the variant that is asked for, with its name.
    fn chosen(&self, found: Whole, name: Name) -> Result<(Scenario, Name), Stop> {
        let Some(wanted) = self.variant else {
            return Ok((found.scenario, name));
        };
        let names: Vec<Name> = found
            .variants
            .iter()
            .map(|each| each.name.clone())
            .collect();
        let mut variants = found.variants.into_iter();
        if let Some(own) = variants.find(|each| *each.name == *wanted) {
            return Ok((own.scenario, in_variant(&name, wanted)));
        }
        let names = names.iter().map(|each| &**each);
        let hint = match nearest(wanted, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.len() == 0 => "it has none".to_owned(),
            None => format!("it has {}", names.collect::<Vec<_>>().join(", ")),
        };
        let file = self.file.display();
        let message = format!("`{file}` has no variant `{wanted}`; {hint}");
        Err(Stop::Usage(message))
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

/// Guardrails whose scenario has no file in the folder of this one: each is judged by no forecast.
pub fn unfound(program: &Program, scenario: &Path) -> Vec<Problem> {
    let folder = match scenario.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = files.map(|file| file.path());
    let is_yaml = |path: &PathBuf| {
        path.extension()
            .is_some_and(|it| it == "yaml" || it == "yml")
    };
    let mut names: Vec<String> = paths
        .filter(is_yaml)
        .map(|path| variant(&path).to_string())
        .collect();
    names.sort();
    let own = variant(scenario).to_string();
    if !names.contains(&own) {
        names.push(own);
    }
    let declared = program.guard.guardrails.iter();
    let unfound = limit::rules(program).into_iter();
    let unfound = unfound.filter(|rule| !names.contains(&rule.scenario));
    unfound
        .map(|rule| {
            let message = format!(
                "no scenario file in `{}` is named `{}`, so no forecast judges `{}`",
                folder.display(),
                rule.scenario,
                rule.name
            );
            let problem = Problem::warning("guardrail-without-scenario", message);
            let problem = match nearest(&rule.scenario, names.iter().map(String::as_str)) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help(format!("there are: {}", names.join(", "))),
            };
            let mut declared = declared.clone();
            let own = declared.find(|each| *each.declared.name == *rule.name);
            match own.and_then(|own| program.origins.span(own.declared.origin)) {
                Some(place) => problem.at(place),
                None => problem,
            }
        })
        .collect()
}

/// The name of a scenario: that of its file, without what follows the last point.
pub fn variant(path: &Path) -> Name {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    stem.map_or_else(|| Name::new(""), |stem| Name::new(&stem))
}
