//! What partners agree to besides selling: targets, on the first day of the period that they are for, offers that must be
//! joined, groups, and what a tier or specialization asks of those who hold it.

use crate::simulate::behaviour::agreement::target;
use crate::simulate::behaviour::grouping::heads;
use crate::simulate::behaviour::market::FIRST_WEEK;
use crate::simulate::chance::purpose::Purpose;
use crate::simulate::chance::random::Address;
use crate::simulate::engine::drawn::{
    Drawn, Joining, Membership, Step, Taken, Target, event, thing,
};
use crate::simulate::engine::ledger::Ledger;
use crate::simulate::engine::plan::{Agreed, AgreedPeriod, AskedStep};
use crate::simulate::engine::{Engine, indicator};

impl<L: Ledger> Engine<'_, L> {
    /// Agrees what begins in a week with everybody who is there.
    pub(super) fn agree(&mut self, week: i16) {
        let scene = self.scene;
        for agreed in &scene.plan.reads.targets {
            let begins = |period: &&AgreedPeriod| period.days.0.div_euclid(7) == i32::from(week);
            for period in agreed.periods.iter().filter(begins) {
                for i in 0..scene.partners.len() {
                    if self.state.alive[i] > 0.0 {
                        self.agree_with(i, week, agreed, *period);
                    }
                }
            }
        }
    }

    fn agree_with(&mut self, i: usize, week: i16, agreed: &Agreed, period: AgreedPeriod) {
        let scene = self.scene;
        let partners = scene.partners;
        let address = Address::of(Purpose::Agrees)
            .by(partners.hashes[i])
            .about(agreed.hash);
        let whether = scene.key.uniform(address);
        // Of periods shorter than a week several begin in one.
        let place = u16::try_from(period.days.0.rem_euclid(7)).unwrap_or(0);
        let of_period = Address {
            purpose: Purpose::AgreedTarget,
            ..address.in_week(week).number(place)
        };
        let how_much = scene.key.uniform(of_period);
        let parts = agreed.lines.iter().zip(&partners.rates);
        let counted: f64 = parts.map(|(part, rates)| part * rates[i]).sum();
        let all = partners.opportunities(i);
        let revenue = partners.weekly_revenue(i) * period.weeks * counted / all;
        let (expected, unit) = match agreed.is_money {
            true => (revenue, scene.plan.minor_units as i64),
            false => (revenue / partners.deal_mean[i], 1),
        };
        let amount = target(scene.behaviour, expected, whether, how_much);
        self.note(i, |row| {
            row.targets_open += 1.0;
            row.targets_agreed += indicator(amount.is_some());
        });
        if let (Some(amount), Ok(partner)) = (amount, u32::try_from(i)) {
            self.scratch.facts.push(Drawn::Target(Target {
                number: event(partner, week, usize::from(agreed.place), place),
                partner,
                day: period.days.0,
                until: period.days.1,
                what: agreed.place,
                amount: amount * unit,
            }));
        }
    }

    /// Joins what is to be joined in a span that begins in a week. Who joins once does so each time.
    pub(super) fn join(&mut self, week: i16) {
        let scene = self.scene;
        let share = scene.behaviour.join_share;
        for (place, joined) in scene.plan.reads.joined.iter().enumerate() {
            let begins = |span: &&(i32, i32)| span.0.div_euclid(7) == i32::from(week);
            for (nth, (first, last)) in (0..).zip(joined.spans.iter().filter(begins)) {
                for (i, partner) in (0..scene.partners.len()).zip(0..) {
                    let address = Address::of(Purpose::OptIn)
                        .by(scene.partners.hashes[i])
                        .about(joined.hash);
                    let u = scene.key.uniform(address);
                    if self.state.alive[i] == 0.0 {
                        continue;
                    }
                    self.note(i, |row| {
                        row.join_open += 1.0;
                        row.joined += indicator(u < share);
                    });
                    if u >= share {
                        continue;
                    }
                    let days = f64::from(last - first + 1);
                    self.scratch.facts.push(Drawn::Joining(Joining {
                        number: event(partner, week, place, nth),
                        partner,
                        day: first + (u / share * days) as i32,
                        what: joined.place,
                    }));
                }
            }
        }
    }

    /// Notes who belongs to the group of whom, from the first day that is drawn on.
    pub(super) fn tie_groups(&mut self) {
        let scene = self.scene;
        if !scene.plan.reads.groups {
            return;
        }
        let hashes = &scene.partners.hashes;
        let numbers = |purpose| {
            let mut numbers = vec![0.0; hashes.len()];
            scene
                .key
                .uniforms(Address::of(purpose), hashes, &mut numbers);
            numbers
        };
        let (whether, which) = (numbers(Purpose::Grouped), numbers(Purpose::GroupHead));
        let heads = heads(scene.behaviour.group_share, &whether, &which);
        let tied = (0..).zip(heads).filter_map(|(partner, head)| {
            Some(Drawn::Membership(Membership {
                partner,
                day: i32::from(FIRST_WEEK) * 7,
                head: head?,
            }))
        });
        self.scratch.facts.extend(tied);
    }

    /// Notes who takes the steps that tiers and specializations ask for, and when. Who takes one of a standing takes all of it.
    pub(super) fn take_steps(&mut self) {
        let scene = self.scene;
        for (place, asked) in scene.plan.reads.steps.iter().enumerate() {
            let (purpose, share) = match asked.taken {
                Taken::Invited => (Purpose::Invited, scene.behaviour.invited_share),
                Taken::Enrolled | Taken::Paid | Taken::Audited => {
                    (Purpose::TakesSteps, scene.behaviour.step_share)
                }
            };
            for (hash, partner) in scene.partners.hashes.iter().zip(0..) {
                let address = Address::of(purpose).by(*hash).about(asked.hash);
                if scene.key.uniform(address) < share {
                    self.take_step(partner, place, *asked);
                }
            }
        }
    }

    /// What is done once holds for good; a fee is paid on the first day of each year, and somebody looks every four weeks.
    fn take_step(&mut self, partner: u32, place: usize, asked: AskedStep) {
        let plan = self.scene.plan;
        let weeks: Vec<i16> = match asked.taken {
            Taken::Invited | Taken::Enrolled => vec![FIRST_WEEK],
            Taken::Paid => vec![FIRST_WEEK, 0, plan.year],
            Taken::Audited => (FIRST_WEEK..plan.weeks).step_by(4).collect(),
        };
        let steps = weeks.into_iter().map(|week| {
            Drawn::Step(Step {
                number: thing(partner, week, place),
                partner,
                day: i32::from(week) * 7,
                of: asked.of,
                taken: asked.taken,
            })
        });
        self.scratch.facts.extend(steps);
    }
}
