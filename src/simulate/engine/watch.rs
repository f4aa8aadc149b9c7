//! What a week of the program's year adds to the metrics: loads, visits, effort, standings and
//! balances. Looks only; changes nothing that a later week reads.

use crate::simulate::engine::Engine;
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Plan;

/// Weeks within which a portal visit counts as adoption.
const RECENT_WEEKS: i16 = 4;

impl Plan {
    /// The places of a partner's audiences: its tier (or none), its type, its region.
    pub(in crate::simulate) fn audiences(
        &self,
        tier: Option<u16>,
        sort: u16,
        region: u16,
    ) -> [Option<usize>; 3] {
        let tiers = self.tiers + 1;
        let among = |place: u16, count: usize, before: usize| {
            let place = usize::from(place);
            (place < count).then_some(before + place)
        };
        [
            Some(tier.map_or(self.tiers, usize::from)),
            among(sort, self.types, tiers),
            among(region, self.regions, tiers + self.types),
        ]
    }
}

impl<L: Ledger> Engine<'_, L> {
    /// The first day: how standings are spread before the first quarter.
    pub(super) fn watch_start(&mut self) {
        let plan = self.scene.plan;
        let audiences = plan.tiers + 1 + plan.types + plan.regions;
        let year = usize::try_from(plan.year).unwrap_or(0);
        self.record.trace.loads = vec![Vec::with_capacity(year); audiences];
        self.record.trace.balances = vec![Vec::with_capacity(year); plan.budgets];
        self.watch_standings();
    }

    /// Budgets that are gone at the end of a week: those of the year's last day still pay after it.
    pub(super) fn watch_budgets(&mut self, week: i16) {
        for (budget, gone) in self.record.gone.iter_mut().enumerate() {
            if gone.is_none() && self.ledger.left(budget).is_some_and(|left| left.is_gone) {
                *gone = Some(week);
            }
        }
    }

    /// A week of the program's year.
    pub(super) fn watch(&mut self, week: i16) {
        let scene = self.scene;
        self.watch_partners(week);
        for (budget, row) in self.record.trace.balances.iter_mut().enumerate() {
            let left = self.ledger.left(budget);
            row.push(left.map_or(0.0, |left| left.amount) / scene.plan.minor_units);
        }
        if scene.plan.quarters.contains(&week) {
            self.watch_standings();
        }
    }

    fn watch_partners(&mut self, week: i16) {
        let scene = self.scene;
        let fatigue = &mut self.record.fatigue;
        let indices = &mut self.scratch.words;
        scene.fatigue.indices(&self.state.stocks, indices);
        for row in &mut self.record.trace.loads {
            row.push((0.0, 0.0));
        }
        let at = self
            .record
            .trace
            .loads
            .first()
            .map_or(0, |row| row.len() - 1);
        let (mut alive, mut visitors, mut active) = (0.0, 0.0, 0.0);
        let before = fatigue.sum;
        for (i, index) in indices.iter().copied().enumerate() {
            let weight = self.state.alive[i];
            if weight == 0.0 {
                continue;
            }
            alive += weight;
            fatigue.sum += index;
            fatigue.above_low += super::indicator(index > 0.3);
            let over = super::indicator(index > 0.5);
            fatigue.above_high += over;
            let own = &mut fatigue.by_partner[i];
            own[0] += index;
            own[1] += weight;
            own[2] += over;
            visitors += super::indicator(self.state.last_visit[i] > week - RECENT_WEEKS);
            active += super::indicator(self.state.offers.iter().any(|offer| offer.active[i]));
            let (sort, region) = (scene.partners.types[i], scene.partners.regions[i]);
            let audiences = scene.plan.audiences(self.state.tier[i], sort, region);
            for place in audiences.into_iter().flatten() {
                if let Some(row) = self.record.trace.loads.get_mut(place) {
                    row[at].0 += index;
                    row[at].1 += weight;
                }
            }
        }
        let written = &mut self.scratch.week;
        written.partners = alive;
        if alive > 0.0 {
            written.fatigue = (fatigue.sum - before) / alive;
            written.visitors = visitors / alive;
            written.active = active / alive;
        }
        self.record.active_weeks += active;
        self.record.partner_weeks += alive;
        self.record.program_weeks += 1.0;
        self.record.portal += self.scratch.week.visitors;
    }

    /// Standings now, and who moved since they were last watched.
    fn watch_standings(&mut self) {
        let tiers = self.scene.plan.tiers;
        let now: Vec<usize> = (0..self.scene.partners.len())
            .map(|i| match (self.state.alive[i] > 0.0, self.state.tier[i]) {
                (false, _) => tiers + 1,
                (true, None) => tiers,
                (true, Some(tier)) => usize::from(tier),
            })
            .collect();
        let mut standings = vec![0.0; tiers + 2];
        for place in &now {
            standings[*place] += 1.0;
        }
        self.record.trace.standings.push(standings);
        if !self.stood.is_empty() {
            let mut moves = vec![vec![0.0; tiers + 2]; tiers + 2];
            for (before, after) in self.stood.iter().zip(&now) {
                moves[*before][*after] += 1.0;
            }
            self.record.trace.moves.push(moves);
        }
        self.stood = now;
    }
}
