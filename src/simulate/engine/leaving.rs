//! Step 2 of a week: who leaves. Open deals of a leaver are lost when they would close.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::churn::{INACTIVE_WEEKS, Reasons, leaving_chances};
use crate::simulate::behaviour::population::Partners;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Plan;
use crate::simulate::engine::record::Martingale;
use crate::simulate::engine::{Engine, Scratch, indicator};

impl<L: Ledger> Engine<'_, L> {
    /// Step 2: who leaves.
    pub(super) fn leave(&mut self, week: i16) {
        let scene = self.scene;
        let Scratch {
            indices,
            goodwill,
            inactive,
            chances,
            ..
        } = &mut self.scratch;
        scene.fatigue.indices(&self.state.stocks, indices);
        for i in 0..scene.partners.len() {
            let affinity = Behaviour::AFFINITY * scene.partners.affinity[i];
            goodwill[i] = self.state.goodwill[i] + affinity;
            inactive[i] = indicator(week - self.state.last_win[i] > INACTIVE_WEEKS);
        }
        let reasons = Reasons {
            fatigue: indices,
            goodwill,
            size: &scene.partners.size,
            inactive,
        };
        leaving_chances(scene.behaviour, &reasons, chances);
        let address = Address::of(Purpose::Leave).in_week(week);
        scene
            .key
            .uniforms(address, &scene.partners.hashes, &mut self.scratch.words);
        for i in 0..scene.partners.len() {
            if self.state.alive[i] == 0.0 {
                continue;
            }
            let chance = self.scratch.chances[i];
            let leaves = self.scratch.words[i] < chance;
            let weeks_left = f64::from(scene.plan.weeks - week) + scene.partners.cycle_weeks[i];
            let worth = scene.partners.weekly_revenue(i) * 1.1 * weeks_left;
            let surprise = -(indicator(leaves) - chance) * worth;
            let margin = scene.margins[i];
            self.record
                .drift(Martingale::Leaving, i, (surprise, margin));
            if leaves {
                self.state.alive[i] = 0.0;
                if week < scene.plan.year {
                    self.record.left += 1.0;
                    self.record.own.left[i] = true;
                }
            }
        }
    }
}

/// By partner: the margin on what it sells, each line in its part of the opportunities. A large partner of a lean line
/// would else leave a noise behind that nothing takes away.
pub(super) fn margins(partners: &Partners, plan: &Plan) -> Vec<f64> {
    let of = |place: usize| {
        let rates = partners.rates.iter().map(|rates| rates[place]);
        let margin: f64 = rates
            .zip(&plan.lines)
            .map(|(rate, line)| rate * line.margin)
            .sum();
        margin / partners.opportunities(place)
    };
    (0..partners.len()).map(of).collect()
}
