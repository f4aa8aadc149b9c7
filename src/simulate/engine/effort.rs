//! Steps 5 and 6 of a week: what each offer is worth to each partner, which offers partners work
//! towards, and how hard, how urgently and how patiently they therefore sell.

use crate::intake::scenario::behaviour::Behaviour;
use crate::simulate::behaviour::closing::pressure;
use crate::simulate::behaviour::fatigue::OFFER;
use crate::simulate::behaviour::participation::{Candidate, choose, is_noticed, utility};
use crate::simulate::behaviour::reward::{outlook, relative_reward};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::{Offer, Pays};
use crate::simulate::engine::{Engine, Scratch};

impl<L: Ledger> Engine<'_, L> {
    /// Relative rewards of all offers that are announced and not over, to those who notice them.
    pub(super) fn perceive(&mut self, week: i16) {
        let scene = self.scene;
        let today = i32::from(week) * 7;
        for (place, offer) in scene.plan.offers.iter().enumerate() {
            self.state.offers[place].reward.fill(0.0);
            if week < scene.announced[place] || today > offer.days.1 {
                continue;
            }
            let day = today.max(offer.days.0);
            let end = window_end(offer, day);
            if end != self.state.offers[place].window_end || offer.is_ranked {
                self.state.offers[place].window_end = end;
                self.state.offers[place].curves.fill(None);
            }
            if !self.ledger.is_open(place, day) {
                continue;
            }
            self.perceive_offer(place, offer, day, end);
        }
    }

    /// What an offer is worth to those who notice it; nobody else would work towards it.
    fn perceive_offer(&mut self, place: usize, offer: &Offer, day: i32, end: i32) {
        let scene = self.scene;
        let partners = scene.partners;
        let weeks = f64::from(end - day + 1) / 7.0;
        let share = offer.most() * offer.paid_part;
        for i in 0..partners.len() {
            let state = &mut self.state.offers[place];
            let response = self.scratch.responses[OFFER][i];
            let notices = is_noticed(state.notice[i], state.awareness[i], response);
            if self.state.alive[i] == 0.0 || !notices {
                continue;
            }
            let deal = partners.deal_mean[i];
            let known = &mut state.curves[i];
            let curve = known.get_or_insert_with(|| self.ledger.curve(place, i, day, deal));
            let Some(curve) = curve else { continue };
            let in_scope: f64 = offer
                .lines
                .iter()
                .zip(&partners.rates)
                .map(|(part, rate)| part * rate[i])
                .sum();
            let ahead = outlook(weeks, in_scope, partners.win[i], deal, partners.deal_sigma);
            let value = curve.marginal_value(ahead, scene.behaviour.goal_gradient) * share;
            self.state.offers[place].reward[i] = relative_reward(
                scene.behaviour,
                offer.recipient,
                value,
                partners.margin[i],
                offer.delay_weeks,
                offer.complexity,
            );
        }
    }

    /// Who works towards what, and the reward, urgency and waiting that come of it.
    pub(super) fn engage(&mut self, week: i16) {
        let Scratch {
            rewards,
            urgency,
            waiting,
            ..
        } = &mut self.scratch;
        for column in rewards.iter_mut().chain(urgency).chain(waiting) {
            column.fill(0.0);
        }
        for state in &mut self.state.offers {
            state.active.fill(false);
        }
        if self.scene.plan.offers.is_empty() {
            return;
        }
        for i in 0..self.scene.partners.len() {
            if self.state.alive[i] > 0.0 {
                self.engage_partner(week, i);
            }
        }
        for line in &mut self.scratch.rewards {
            line.iter_mut()
                .for_each(|reward| *reward = reward.min(Behaviour::MOST_REWARD));
        }
    }

    fn engage_partner(&mut self, week: i16, i: usize) {
        let scene = self.scene;
        let partners = scene.partners;
        let today = i32::from(week) * 7;
        let mut candidates = std::mem::take(&mut self.scratch.candidates);
        candidates.clear();
        for (place, offer) in scene.plan.offers.iter().enumerate() {
            let state = &self.state.offers[place];
            let reward = state.reward[i];
            if reward <= 0.0 {
                continue;
            }
            let begins = i32::from(week) * 7 + 6 < offer.days.0;
            if begins {
                if offer.pays == Pays::Event {
                    let weeks = f64::from((offer.days.0 - today) / 7);
                    let wait = reward.min(1.0) * pressure(scene.behaviour, weeks);
                    for (column, part) in self.scratch.waiting.iter_mut().zip(offer.parts()) {
                        column[i] = column[i].max(wait * part);
                    }
                }
                continue;
            }
            let value = utility(
                scene.behaviour,
                reward,
                partners.digital[i],
                offer.complexity,
            );
            let worth = value + state.taste[i];
            candidates.push(Candidate {
                offer: place,
                worth,
            });
        }
        if candidates.is_empty() {
            self.scratch.candidates = candidates;
            return;
        }
        choose(
            &mut candidates,
            self.state.outside[i],
            partners.attention[i],
            |one, other| scene.plan.offers[one].excludes.contains(&other),
        );
        for candidate in &candidates {
            self.work_towards(today, i, candidate.offer);
        }
        self.scratch.candidates = candidates;
    }

    fn work_towards(&mut self, today: i32, i: usize, place: usize) {
        let scene = self.scene;
        let offer = &scene.plan.offers[place];
        let state = &mut self.state.offers[place];
        state.active[i] = true;
        state.tried[i] = true;
        state.ever[i] = true;
        let reward = state.reward[i];
        let weeks = f64::from(((state.window_end - today) / 7).max(0));
        let urgent = reward.min(1.0) * pressure(scene.behaviour, weeks);
        let columns = self
            .scratch
            .rewards
            .iter_mut()
            .zip(&mut self.scratch.urgency);
        for ((rewards, urgency), part) in columns.zip(offer.parts()) {
            rewards[i] += reward * part;
            urgency[i] += urgent * part;
        }
    }
}

/// The last day of the window in which a fact of this day would count.
fn window_end(offer: &Offer, day: i32) -> i32 {
    let week = i16::try_from(day.div_euclid(7)).unwrap_or(i16::MAX);
    let place = crate::simulate::behaviour::market::row(week);
    offer
        .window_end
        .get(place)
        .copied()
        .unwrap_or(offer.days.1)
        .min(offer.days.1)
}
