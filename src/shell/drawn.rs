//! What one replication of one world leaves, as files: its facts, so that they can be settled, or its partner-weeks, so that
//! they can be calibrated.

use std::path::Path;

use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::render::{facts_file, panel_file};
use crate::shell::folder::{Folder, Owner};
use crate::shell::publish::outputs;
use crate::shell::report;
use crate::shell::stop::Stop;
use crate::simulate::run::panel::draw_panel;
use crate::simulate::run::worlds::{Refusal, draw};

/// A world of a replication.
pub struct Place<'a> {
    /// The program.
    pub program: &'a Program,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Which replication.
    pub replication: u32,
    /// Which world, by name.
    pub world: &'a str,
}

impl Place<'_> {
    /// Writes the drawn facts and who the partners are.
    pub fn write_facts(&self, path: &Path) -> Result<Result<(), Refusal>, Stop> {
        let folder = Folder::open(path, Owner::Facts)?;
        let drawn = match draw(self.program, self.scenario, self.replication, self.world) {
            Ok(drawn) => drawn,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let pages = facts_file::pages(self.program, &drawn.partners, &drawn.facts)?;
        let folder = folder.publish(&outputs(pages))?;
        let (count, shown) = (drawn.facts.len(), folder.display());
        report::error(&format!("wrote {count} facts to {shown}\n"));
        Ok(Ok(()))
    }

    /// Writes a row a partner and week.
    pub fn write_panel(&self, path: &Path) -> Result<Result<(), Refusal>, Stop> {
        let folder = Folder::open(path, Owner::Panel)?;
        let panel = match draw_panel(self.program, self.scenario, self.replication, self.world) {
            Ok(panel) => panel,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let folder = folder.publish(&outputs(vec![panel_file::page(&panel)]))?;
        let count: usize = panel.partners.values().map(Vec::len).sum();
        let shown = folder.display();
        report::error(&format!("wrote {count} partner-weeks to {shown}\n"));
        Ok(Ok(()))
    }
}
