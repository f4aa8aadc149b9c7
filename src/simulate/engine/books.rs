//! Steps 12 to 15 of a week: the ledger takes the week's facts, what it posted and which tiers it
//! gives are felt, payouts arrive, and stocks fade. The only place where the engine meets money
//! that is paid.

use crate::simulate::behaviour::awareness::forget;
use crate::simulate::behaviour::fatigue::relieve;
use crate::simulate::behaviour::goodwill::{Event, change, fade};
use crate::simulate::engine::Engine;
use crate::simulate::engine::drawn::Drawn;
use crate::simulate::engine::ledger::{Earned, Ledger, Posted, Sort};
use crate::simulate::engine::plan::{Offer, Pays};
use crate::simulate::engine::state::Due;

impl<L: Ledger> Engine<'_, L> {
    /// Posts the week's facts.
    pub(super) fn settle(&mut self, week: i16) {
        let until = i32::from(week) * 7 + 6;
        let mut facts = std::mem::take(&mut self.scratch.facts);
        let ripe = |fact: &Drawn| fact.day() <= until;
        let later = std::mem::take(&mut self.scratch.later);
        let (due, wait): (Vec<_>, Vec<_>) = later.into_iter().partition(ripe);
        self.scratch.later = wait;
        facts.extend(due);
        let posted = self.ledger.post(&facts, until);
        self.close_claims(until);
        self.note_settled(&facts);
        for fact in &facts {
            let moved: fn(&Offer) -> bool = match fact {
                Drawn::Sale(_)
                | Drawn::Return(_)
                | Drawn::Cancellation(_)
                | Drawn::Purchase(_)
                | Drawn::Rotation(_)
                | Drawn::Completion(_)
                | Drawn::Target(_)
                | Drawn::Joining(_) => |offer| offer.pays != Pays::Event,
                Drawn::Certification(_) => |_| true,
                Drawn::Registration(_)
                | Drawn::Extension(_)
                | Drawn::Claim(_)
                | Drawn::ClaimStep(_)
                | Drawn::Exception(_)
                | Drawn::Debit(_)
                | Drawn::Protection(_)
                | Drawn::Quote(_)
                | Drawn::Payment(_)
                | Drawn::Lead(_)
                | Drawn::LeadAccepted(_)
                | Drawn::Credit(_)
                | Drawn::Membership(_)
                | Drawn::Step(_) => continue,
            };
            let partner = fact.partner() as usize;
            self.state.forget_curves(self.scene.plan, partner, moved);
        }
        self.feel_thresholds(week, &posted);
        for posting in &posted {
            self.book(posting);
        }
        self.record.postings.extend(posted);
        self.feel_tiers();
        if self.keep_facts {
            self.facts.extend_from_slice(&facts);
        }
        facts.clear();
        self.scratch.facts = facts;
    }

    fn book(&mut self, posting: &Posted) {
        let amount = posting.amount as f64 / self.scene.plan.minor_units;
        let of_offer = |offer: &Offer| offer.place == posting.incentive;
        self.state
            .forget_curves(self.scene.plan, posting.partner as usize, of_offer);
        match posting.sort {
            Sort::Payout | Sort::Reimbursement => {
                self.scratch.week.accrued += amount;
                self.paid_later(posting.due, amount);
                if posting.amount > 0 {
                    self.state.dues.push(Due {
                        day: posting.due,
                        partner: posting.partner,
                        is_reimbursement: posting.sort == Sort::Reimbursement,
                    });
                }
            }
            Sort::Credit | Sort::Lapse => {}
        }
    }

    /// Cash moves in the week of its due day; after the horizon in the last week.
    fn paid_later(&mut self, due: i32, amount: f64) {
        let week = usize::try_from(due.div_euclid(7)).unwrap_or(0);
        let last = self.cash.len().saturating_sub(1);
        if let Some(cash) = self.cash.get_mut(week.min(last)) {
            *cash += amount;
        }
    }

    /// A window that ended without a payout disappoints those who worked for it.
    fn feel_thresholds(&mut self, week: i16, posted: &[Posted]) {
        let (first, last) = (i32::from(week) * 7, i32::from(week) * 7 + 6);
        for (place, offer) in self.scene.plan.offers.iter().enumerate() {
            let state = &mut self.state.offers[place];
            if offer.pays != Pays::Period || !(first..=last).contains(&state.window_end) {
                continue;
            }
            let mut paid = vec![false; state.tried.len()];
            for posting in posted {
                let of_window = matches!(posting.earned, Earned::Period(..));
                if of_window && posting.incentive == offer.place && posting.amount > 0 {
                    paid[posting.partner as usize] = true;
                }
            }
            let missed = change(self.scene.behaviour, Event::Missed);
            for (i, tried) in state.tried.iter_mut().enumerate() {
                if *tried && !paid[i] {
                    self.state.goodwill[i] += missed;
                }
                *tried = false;
            }
        }
    }

    fn feel_tiers(&mut self) {
        for i in 0..self.scene.partners.len() {
            let (before, now) = (self.state.tier[i], self.ledger.tier(i));
            if before == now {
                continue;
            }
            self.state.tier[i] = now;
            self.state.forget_curves(self.scene.plan, i, |_| true);
            let event = if now > before {
                Event::Promoted
            } else {
                Event::Demoted
            };
            let moves = &mut self.record.tier_moves;
            if now > before {
                moves.0 += 1.0;
            } else {
                moves.1 += 1.0;
            }
            self.state.goodwill[i] += change(self.scene.behaviour, event);
        }
    }

    /// Payouts whose day has come please and relieve.
    pub(super) fn pay_out(&mut self, week: i16) {
        let until = i32::from(week) * 7 + 6;
        let (mut now, later): (Vec<Due>, Vec<Due>) =
            self.state.dues.iter().partition(|due| due.day <= until);
        self.state.dues = later;
        // What arrives in a week is one payout, of however many awards: to pay the same in more parts must not please more.
        now.sort_unstable_by_key(|due| (due.partner, due.is_reimbursement));
        now.dedup_by_key(|due| (due.partner, due.is_reimbursement));
        let relief = self.scene.behaviour.relief_per_reward;
        for due in now {
            let i = due.partner as usize;
            let event = if due.is_reimbursement {
                Event::Reimbursed
            } else {
                Event::Paid
            };
            self.state.goodwill[i] += change(self.scene.behaviour, event);
            for stock in &mut self.state.stocks {
                stock[i] = relieve(stock[i], relief);
            }
        }
    }

    /// The end of a week: everything that fades fades, and the week is written down.
    pub(super) fn fade(&mut self, week: i16) {
        let scene = self.scene;
        let keep = &scene.keep;
        for (stock, loads) in self.state.stocks.iter_mut().zip(&self.scratch.loads) {
            scene.fatigue.advance(stock, loads);
        }
        fade(&mut self.state.goodwill, keep.goodwill);
        for offer in &mut self.state.offers {
            forget(&mut offer.awareness, keep.awareness);
        }
        for track in &mut self.state.tracks {
            forget(&mut track.awareness, keep.track_awareness);
        }
        for skill in &mut self.state.skill {
            crate::simulate::behaviour::training::fade(skill, keep.skill);
        }
        crate::simulate::behaviour::training::fade(&mut self.state.marketing, keep.marketing);
        if week >= 0 {
            self.watch_budgets(week);
        }
        if (0..scene.plan.year).contains(&week) {
            self.watch(week);
        }
        let mut written = std::mem::take(&mut self.scratch.week);
        written.running = std::mem::take(&mut self.scratch.running);
        self.record.weeks.push(written);
    }
}
