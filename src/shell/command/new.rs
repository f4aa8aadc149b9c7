//! `charter new NAME`: a small good program with a scenario, sample facts and a CI file.
#![allow(clippy::disallowed_methods, reason = "this room writes files")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::arguments::{Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::report;
use crate::shell::stop::Stop;

/// Arguments of `new`.
#[derive(clap::Args)]
pub struct New {
    /// The folder to make; it must not exist yet.
    #[arg(value_name = "NAME")]
    pub path: PathBuf,
}

/// The files of the starter template: name and text.
const STARTER: &[(&str, &str)] = &[
    (
        "program.charter",
        include_str!("../../../programs/starter/starter.charter"),
    ),
    (
        "scenario.yaml",
        include_str!("../../../scenarios/starter/baseline.yaml"),
    ),
    (
        "facts/partners.csv",
        include_str!("../../../programs/starter/facts/partners.csv"),
    ),
    (
        "facts/sales.csv",
        include_str!("../../../programs/starter/facts/sales.csv"),
    ),
    (
        ".github/workflows/charter.yml",
        include_str!("template/charter.yml"),
    ),
];

/// Makes a folder with the template's files; an existing folder is left alone.
pub fn run(new: &New, colour: Colour) -> Exit {
    match write(&new.path) {
        Ok(()) => {
            let shown = new.path.display();
            report::out(&format!(
                "made {shown}\n\nnext:\n  charter check {shown}\n  charter simulate {shown} --scenario {shown}/scenario.yaml --out {shown}/out\n  charter settle {shown} --facts {shown}/facts --out {shown}/statements\n"
            ));
            Exit::Fine
        }
        Err(stop) => stop.end(Format::Human, colour),
    }
}

fn write(folder: &Path) -> Result<(), Stop> {
    if fs::symlink_metadata(folder).is_ok() {
        let shown = folder.display();
        let message = format!("`{shown}` exists already; nothing was written");
        return Err(Stop::Usage(message));
    }
    for (name, text) in STARTER {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, text))
            .map_err(|error| Stop::system("write", &path, &error))?;
    }
    Ok(())
}
