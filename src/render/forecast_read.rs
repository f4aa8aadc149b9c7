//! A forecast out of its files: `forecast.json` holds all of it. The other files are made again from
//! what was read and must be the same, so that a set that was changed or mixed is refused.

use serde::{Deserialize, Serialize};

use super::forecast_file::{SCHEMA_VERSION, Source, pages};
use super::{Fault, Page};
use crate::simulate::run::forecast::Forecast;

/// The file that holds a whole forecast.
pub const WHOLE: &str = "forecast.json";

/// A forecast, what it was made from, and by what.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    schema_version: u32,
    tool_version: String,
    program_sha256: String,
    scenario_sha256: String,
    currency: String,
    /// The forecast.
    pub forecast: Forecast,
}

impl Whole {
    /// What the forecast was made from.
    pub fn source(&self) -> Source {
        Source {
            program_sha256: self.program_sha256.clone(),
            scenario_sha256: self.scenario_sha256.clone(),
            currency: self.currency.clone(),
        }
    }
}

/// The file that holds a whole forecast.
pub fn page(forecast: &Forecast, source: &Source) -> Result<Page, Fault> {
    let whole = Whole {
        schema_version: SCHEMA_VERSION,
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        program_sha256: source.program_sha256.clone(),
        scenario_sha256: source.scenario_sha256.clone(),
        currency: source.currency.clone(),
        forecast: forecast.clone(),
    };
    let mut bytes =
        serde_json::to_vec(&whole).map_err(|error| Fault::Template(error.to_string()))?;
    bytes.push(b'\n');
    Ok(Page {
        name: WHOLE.to_owned(),
        bytes,
    })
}

/// Reads the files of a forecast.
pub fn read(files: &[Page]) -> Result<Whole, Fault> {
    let whole: Whole = serde_json::from_slice(bytes(files, WHOLE)?)
        .map_err(|error| Fault::Unread(format!("{WHOLE}: {error}")))?;
    let ours = env!("CARGO_PKG_VERSION");
    if whole.schema_version != SCHEMA_VERSION || whole.tool_version != ours {
        return Err(Fault::Unread(format!(
            "{WHOLE}: made by charter {}, and this is {ours}",
            whole.tool_version
        )));
    }
    for made in pages(&whole.forecast, &whole.source())? {
        if bytes(files, &made.name)? != made.bytes {
            return Err(Fault::Unread(format!(
                "{}: does not agree with {WHOLE}",
                made.name
            )));
        }
    }
    Ok(whole)
}

/// The content of one of the files.
pub fn bytes<'a>(files: &'a [Page], name: &str) -> Result<&'a [u8], Fault> {
    let found = files.iter().find(|file| file.name == name);
    let found = found.ok_or_else(|| Fault::Unread(format!("{name}: is not there")))?;
    Ok(&found.bytes)
}
