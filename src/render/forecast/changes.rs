//! What changes against the other program, where one was named?

use crate::decide::compare::Comparison;
use crate::render::Fault;
use crate::render::comparison::{self, Source};
use crate::render::forecast::subject::Subject;
use crate::render::forecast_read::Whole;
use crate::render::report::Changes;
use crate::simulate::run::forecast::Forecast;

/// The forecast less the other one, which must be of the same partners and the same luck.
pub(super) fn changes(
    other: Option<&Whole>,
    found: &Whole,
    subject: &Subject,
) -> Result<Option<Changes>, Fault> {
    let Some(other) = other else {
        return Ok(None);
    };
    if let Some(what) = unpaired(&other.forecast, &found.forecast) {
        return Err(Fault::Unpaired(what));
    }
    if other.source().currency != found.source().currency {
        return Err(Fault::Unpaired("currencies"));
    }
    let compared = Comparison::of(&other.forecast, &found.forecast);
    let source = source(other, found, subject);
    let [first, second] = source.programs.each_ref().map(|(name, _)| name);
    let (answer, blocks) = comparison::changed(&compared, &source);
    let lead = format!("First is {first}, second is this one, {second}. {answer}");
    Ok(Some(Changes { lead, blocks }))
}

/// In what two forecasts differ so that their runs cannot be paired.
fn unpaired(one: &Forecast, other: &Forecast) -> Option<&'static str> {
    let same = [
        ("seeds", one.seed == other.seed),
        ("runs", one.replications == other.replications),
        ("partners", one.partners == other.partners),
        ("weeks", one.weeks == other.weeks),
    ];
    let differs = same.into_iter().find(|(_, same)| !same);
    differs.map(|(what, _)| what)
}

/// Programs of one name are told apart by the beginning of their fingerprints, and by their scenarios where those differ.
fn source(other: &Whole, found: &Whole, subject: &Subject) -> Source {
    let program = |whole: &Whole| {
        let hash = whole.source().program_sha256;
        let short = hash.get(..8).unwrap_or(&hash);
        let place = match other.forecast.variant == found.forecast.variant {
            true => String::new(),
            false => format!(" in {}", whole.forecast.variant),
        };
        (format!("{} ({short}){place}", whole.forecast.program), hash)
    };
    let scenario = |whole: &Whole| {
        let name = whole.forecast.variant.to_string();
        (name, whole.source().scenario_sha256)
    };
    Source {
        programs: [program(other), program(found)],
        scenarios: [scenario(other), scenario(found)],
        seed: found.forecast.seed,
        partners: found.forecast.partners,
        currency: found.source().currency,
        title: found.forecast.program.to_string(),
        titles: subject
            .incentives
            .iter()
            .map(|each| (each.name.clone(), each.title.clone()))
            .collect(),
        precision: None,
    }
}
