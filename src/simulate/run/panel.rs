//! The partner-weeks of one world in one replication, as a vendor's own records would hold them.

use crate::intake::panel::Panel;
use crate::intake::scenario::Scenario;
use crate::model::Program;
use crate::simulate::engine::Engine;
use crate::simulate::engine::ledger::NoLedger;
use crate::simulate::run::study::{Stage, Study};
use crate::simulate::run::worlds::{Refusal, in_world};

/// Draws the panel of one replication of one world: `program`, `none`, `bare`, `without:NAME` or `only:NAME`.
pub fn draw_panel(
    program: &Program,
    scenario: &Scenario,
    replication: u32,
    world: &str,
) -> Result<Panel, Refusal> {
    let study = Study::new(program, scenario)?;
    in_world(program, &study, world, |stage| {
        study.panel(replication, replication, stage)
    })
}

impl Study<'_> {
    /// The partner-weeks of one world in the market of a replication and with the luck of one.
    pub(in crate::simulate) fn panel(
        &self,
        market: u32,
        luck: u32,
        stage: Option<&Stage>,
    ) -> Result<Panel, Refusal> {
        let weather = self.weather(market);
        let bare = self.scene(&self.none, &weather, luck);
        let opening = self.opening(&bare);
        let Some(stage) = stage else {
            let engine = Engine::new(&bare, NoLedger, opening).keeping_panel();
            return Ok(engine.opened().run_for_panel().1);
        };
        let scene = self.scene(&stage.setting, &weather, luck);
        let engine = Engine::new(&scene, self.payer(stage), opening).keeping_panel();
        let (_, panel, payer) = engine.opened().run_for_panel();
        match payer.fault() {
            Some(fault) => Err(Refusal::Fault(Box::new(fault.clone()))),
            None => Ok(panel),
        }
    }
}
