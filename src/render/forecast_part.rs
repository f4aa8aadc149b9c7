//! Replications as a file, with what they are replications of: a shard of a run, or what an interrupted run
//! had done.

use serde::{Deserialize, Serialize};

use super::forecast_file::{SCHEMA_VERSION, Source};
use super::{Fault, Page};
use crate::simulate::run::part::Part;

/// The file of a shard.
pub const PART: &str = "part.json";

/// A part of a run, and of which.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    schema_version: u32,
    tool_version: String,
    program_sha256: String,
    scenario_sha256: String,
    currency: String,
    /// How many replications the whole run has.
    pub runs: u32,
    /// The replications.
    pub part: Part,
}

impl Kept {
    /// A part of a run of so many replications.
    pub fn of(part: Part, runs: u32, source: &Source) -> Kept {
        Kept {
            schema_version: SCHEMA_VERSION,
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            program_sha256: source.program_sha256.clone(),
            scenario_sha256: source.scenario_sha256.clone(),
            currency: source.currency.clone(),
            runs,
            part,
        }
    }

    /// What it was made from.
    pub fn source(&self) -> Source {
        Source {
            program_sha256: self.program_sha256.clone(),
            scenario_sha256: self.scenario_sha256.clone(),
            currency: self.currency.clone(),
        }
    }

    /// In what it is of another run than `other`, with both where they can be said; `None` when it is of the same one.
    pub fn differs(&self, other: &Kept) -> Option<String> {
        let (one, two) = (self.part.so_far(), other.part.so_far());
        if self.program_sha256 == other.program_sha256 && one.variant != two.variant {
            let (one, two) = (&one.variant, &two.variant);
            return Some(format!("scenario differs: `{two}`, not `{one}`"));
        }
        if one.seed != two.seed {
            return Some(format!("seed differs: {}, not {}", two.seed, one.seed));
        }
        self.differs_in_text(other)
            .map(|what| format!("{what} differs"))
    }

    fn differs_in_text(&self, other: &Kept) -> Option<&'static str> {
        let pairs = [
            (
                "version of Charter",
                &self.tool_version,
                &other.tool_version,
            ),
            ("program", &self.program_sha256, &other.program_sha256),
            ("scenario", &self.scenario_sha256, &other.scenario_sha256),
        ];
        let found = pairs.into_iter().find(|(_, one, two)| one != two);
        let in_runs = (self.runs != other.runs).then_some("number of runs");
        found.map(|(what, ..)| what).or(in_runs)
    }

    /// Whether this version of Charter made it.
    pub fn is_ours(&self) -> bool {
        self.schema_version == SCHEMA_VERSION && self.tool_version == env!("CARGO_PKG_VERSION")
    }

    /// As a file.
    pub fn page(&self) -> Result<Page, Fault> {
        let bytes = serde_json::to_vec(self).map_err(|error| Fault::Template(error.to_string()))?;
        Ok(Page {
            name: PART.to_owned(),
            bytes,
        })
    }

    /// Out of a file.
    pub fn read(bytes: &[u8]) -> Result<Kept, Fault> {
        serde_json::from_slice(bytes).map_err(|error| Fault::Unread(format!("{PART}: {error}")))
    }
}
