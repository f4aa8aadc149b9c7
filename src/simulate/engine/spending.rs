//! Step 8 of a week: partners with credit in a fund ask for it, run activities and hand claims in.
//! What a fund credits, matches and pays back is the ledger's.

use crate::simulate::behaviour::claiming::{Course, Done, course};
use crate::simulate::behaviour::fatigue::COMMUNICATION;
use crate::simulate::behaviour::goodwill::{Event, change};
use crate::simulate::behaviour::marketing::{ACTIVITY_WEEKS, request_chance, requested_share};
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::drawn::{Claim, ClaimStep, Drawn, event};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::Fund;
use crate::simulate::engine::state::{Activity, OpenClaim};
use crate::simulate::engine::{Engine, day_in_week, indicator};

/// Days from an activity to its claim.
const CLAIM_DAYS: i32 = 14;
/// Credit below this part of a partner's mean deal is not worth asking for.
const WORTH_ASKING: f64 = 0.01;

impl<L: Ledger> Engine<'_, L> {
    /// Activities that take place this week, then new requests, which end with the program.
    pub(super) fn spend(&mut self, week: i16) {
        self.run_activities(week);
        if week >= self.scene.plan.year {
            return;
        }
        for (place, fund) in self.scene.plan.funds.iter().enumerate() {
            for i in 0..self.scene.partners.len() {
                if self.state.alive[i] > 0.0 {
                    self.request(week, place, fund, i);
                }
            }
        }
    }

    fn run_activities(&mut self, week: i16) {
        let scene = self.scene;
        let due: Vec<Activity> = {
            let (due, later) = self
                .state
                .activities
                .iter()
                .partition(|activity| activity.week <= week);
            self.state.activities = later;
            due
        };
        for activity in due {
            let i = activity.partner as usize;
            let place = usize::from(activity.fund);
            if self.state.alive[i] == 0.0 {
                self.state.promised[place][i] -= activity.credit;
                continue;
            }
            let spent = activity.credit as f64 / scene.plan.minor_units;
            self.state.marketing[i] += spent * (1.0 - scene.behaviour.marketing_displacement);
            let fund = &scene.plan.funds[usize::from(activity.fund)];
            let address = Address::of(Purpose::FundClaim)
                .in_week(week)
                .about(fund.hash);
            let address = address.by(scene.partners.hashes[i]);
            let is_claimed = scene.key.uniform(address) < scene.behaviour.request_claim;
            self.note(i, |row| {
                row.fund_due += 1.0;
                row.fund_claimed += indicator(is_claimed);
            });
            if !is_claimed {
                self.state.promised[place][i] -= activity.credit;
                continue;
            }
            let held = day_in_week(week, 0, scene.key.uniform(address.number(1)));
            self.record.claims += 1.0;
            self.scratch.running += scene.costs.per_claim;
            self.record.own.running[i] += scene.costs.per_claim;
            let in_time = fund.claim_days.unwrap_or(CLAIM_DAYS);
            let claim = Claim {
                number: event(activity.partner, week, usize::from(activity.fund), 0),
                partner: activity.partner,
                day: held + CLAIM_DAYS.min(in_time),
                fund: activity.fund,
                activity: activity.activity,
                cost: activity.cost,
                credit: activity.credit,
                requested: activity.requested,
                held,
                is_open: fund.decided.is_some(),
            };
            self.scratch.later.push(Drawn::Claim(claim));
            let address = Address {
                purpose: Purpose::ClaimStep,
                ..address
            };
            self.decide_claim(&claim, fund, address);
        }
    }

    /// Notes what happens to a claim, whose numbers stand at an address, and keeps its credit until that is over.
    fn decide_claim(&mut self, claim: &Claim, fund: &Fund, address: Address) {
        let scene = self.scene;
        let course = match &fund.decided {
            Some(rules) => {
                let number = |which| scene.key.uniform(address.number(which));
                let course = course(scene.behaviour, rules, claim.day, number);
                self.note_claim(claim.partner as usize, rules, &course);
                course
            }
            None => Course {
                steps: Vec::new(),
                over: Some((claim.day, false)),
            },
        };
        for (number, (day, done)) in (claim.number + 1..).zip(course.steps) {
            let part = claim.cost as f64 * scene.behaviour.claim_part;
            let part = (part.round() as i64).clamp(1, claim.cost.max(1));
            self.scratch.later.push(Drawn::ClaimStep(ClaimStep {
                number,
                claim: claim.number,
                partner: claim.partner,
                day,
                done,
                accepted: (done == Done::PartlyApproved).then_some(part),
            }));
        }
        if let Some((over, is_refused)) = course.over {
            self.state.claims.push(OpenClaim {
                over,
                partner: claim.partner,
                fund: claim.fund,
                credit: claim.credit,
                is_refused,
            });
        }
    }

    /// Frees the credit of claims that are over at the end of a day; who is paid nothing minds.
    pub(super) fn close_claims(&mut self, until: i32) {
        let claims = std::mem::take(&mut self.state.claims);
        let (over, open): (Vec<_>, Vec<_>) =
            claims.into_iter().partition(|claim| claim.over <= until);
        self.state.claims = open;
        for claim in over {
            let i = claim.partner as usize;
            self.state.promised[usize::from(claim.fund)][i] -= claim.credit;
            let fund = &self.scene.plan.funds[usize::from(claim.fund)];
            if fund.decided.is_some() {
                self.record.claims_over.0 += 1.0;
                self.record.claims_over.1 += f64::from(u8::from(claim.is_refused));
            }
            if claim.is_refused {
                self.state.goodwill[i] += change(self.scene.behaviour, Event::Refused);
            }
        }
    }

    fn request(&mut self, week: i16, place: usize, fund: &Fund, i: usize) {
        let scene = self.scene;
        let partners = scene.partners;
        let least = WORTH_ASKING * partners.deal_mean[i] * scene.plan.minor_units;
        let free = self.ledger.balance(place, i) - self.state.promised[place][i];
        if free as f64 <= least || fund.activities.is_empty() {
            return;
        }
        self.note(i, |row| row.fund_open += 1.0);
        let response = self.scratch.responses[COMMUNICATION][i];
        let chance = request_chance(
            scene.behaviour,
            partners.digital[i],
            partners.size[i],
            response,
        );
        let at = |purpose| {
            let address = Address::of(purpose).in_week(week).about(fund.hash);
            scene.key.uniform(address.by(partners.hashes[i]))
        };
        if at(Purpose::Request) >= chance {
            return;
        }
        let is_approved = at(Purpose::Approve) < scene.behaviour.request_approval;
        self.note(i, |row| {
            row.fund_asked += 1.0;
            row.fund_decided += 1.0;
            row.fund_approved += indicator(is_approved);
        });
        if !is_approved {
            self.state.goodwill[i] += change(scene.behaviour, Event::Refused);
            return;
        }
        let chosen = (at(Purpose::Activity) * fund.activities.len() as f64) as usize;
        let activity = &fund.activities[chosen.min(fund.activities.len() - 1)];
        let wanted = free as f64 * requested_share(at(Purpose::RequestSize));
        let credit = activity.most.map_or(wanted, |most| wanted.min(most));
        let ahead = ACTIVITY_WEEKS.max((fund.request_days / 7 + 1) as i16);
        self.state.promised[place][i] += credit as i64;
        self.state.activities.push(Activity {
            partner: i as u32,
            fund: place as u16,
            activity: chosen as u16,
            cost: (credit / activity.share).floor() as i64,
            credit: credit as i64,
            requested: i32::from(week) * 7,
            week: week + ahead,
        });
    }
}
