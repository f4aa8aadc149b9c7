//! A program as the engine sees it: weeks, audiences and addresses read off the model. What a
//! payout is worth is read by `semantics`; here it only matters when it can be earned, from which
//! sales, and by whom it is received.

mod agreed;
mod granting;
mod joined;
mod offer;
mod reads;
mod scope;
mod special;
mod standing;
mod steps;
mod teaching;
mod touch;

pub(in crate::simulate) use granting::decider;

use crate::base::business::BusinessDays;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::{IncentiveId, TierId};
use crate::base::money::Money;
use crate::base::period::Cycle;
use crate::intake::scenario::behaviour::Behaviour;
use crate::intake::scenario::population::Mix;
use crate::intake::scenario::{Scenario, read::year_weeks};
use crate::model::{Assumption, Program};
use crate::simulate::behaviour::claiming::{LastDays, Rules};
use crate::simulate::behaviour::market::FIRST_WEEK;
use crate::simulate::chance::hash::name_hash;
use crate::simulate::engine::plan::{
    Activity, Fund, Line, Offer, Plan, Product, Protection, Reads,
};

/// What the engine needs of a program, and where its places lead back to.
pub struct Setting {
    /// For the engine.
    pub plan: Plan,
    /// What is behind each offer of the plan.
    pub offers: Vec<Target>,
    /// The incentive behind each fund of the plan.
    pub funds: Vec<IncentiveId>,
}

/// What partners work towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// What an incentive pays.
    Incentive(IncentiveId),
    /// What holding a tier is worth.
    Tier(TierId),
}

impl Setting {
    /// The setting of a program; `without` leaves incentives and what only announces them out.
    pub fn of(program: &Program, scenario: &Scenario, without: &[IncentiveId]) -> Setting {
        let clock = Clock {
            start: program.fiscal.start(),
        };
        let weeks = i16::try_from(scenario.weeks).unwrap_or(i16::MAX);
        let mut plan = Plan {
            year: i16::try_from(year_weeks(program)).unwrap_or(i16::MAX),
            weeks,
            ends_quarter: (FIRST_WEEK..weeks)
                .map(|week| clock.ends_quarter(program, week))
                .collect(),
            lines: lines(program, &scenario.population, &scenario.behaviour, clock),
            protection: protection(program, clock),
            reads: Reads {
                targets: agreed::targets(program, scenario, clock),
                joined: joined::offers(program, clock),
                steps: steps::steps(program),
                returns: scenario.behaviour.return_share > 0.0,
                ..reads::reads(program, clock)
            },
            asks_approval: asks_approval(program),
            tiers: program.tiers.len(),
            types: program.types.len(),
            regions: program.regions.len(),
            budgets: program.budgets.len(),
            quarters: quarters(program, clock),
            minor_units: minor_units(program),
            ..Plan::default()
        };
        let ids = || staying(program, without);
        let mut paying = Vec::new();
        for id in ids() {
            if let Some(offer) = offer::offer(program, id, scenario, clock, &plan) {
                plan.offers.push(offer);
                paying.push(id);
            }
        }
        exclude(program, &paying, &mut plan.offers);
        let mut offers: Vec<Target> = paying.iter().copied().map(Target::Incentive).collect();
        for id in (0..).map(TierId).take(program.tiers.len()) {
            if let Some(offer) = standing::offer(program, id, scenario, clock, &plan) {
                plan.offers.push(offer);
                offers.push(Target::Tier(id));
            }
        }
        let mut funds = Vec::new();
        for id in ids() {
            if let Some(fund) = fund(program, id, clock, weeks) {
                plan.funds.push(fund);
                funds.push(id);
            }
        }
        plan.special_prices = ids()
            .filter_map(|id| special::special_price(program, id, clock))
            .collect();
        plan.exceptions = ids()
            .filter_map(|id| granting::granting(program, id, clock))
            .collect();
        plan.tracks = teaching::tracks(program, scenario, without, clock, plan.year);
        plan.touches = touch::touches(program, without, &paying, clock, plan.year);
        announce(&mut plan);
        Setting {
            plan,
            offers,
            funds,
        }
    }

    /// The setting of the world without a program.
    pub fn without_program(&self) -> Setting {
        let plan = self.plan.without_program();
        Setting {
            plan,
            offers: Vec::new(),
            funds: Vec::new(),
        }
    }
}

/// The days of a year, from which a time may begin.
const DAYS_LOOKED_AT: i32 = 366;

/// Days and weeks from the program's first day.
#[derive(Clone, Copy)]
pub struct Clock {
    /// The program's first day.
    pub start: Date,
}

impl Clock {
    /// A date as a day.
    pub fn day(self, date: Date) -> i32 {
        i32::try_from(self.start.days_until(date)).unwrap_or(i32::MAX)
    }

    /// A date as a week.
    pub fn week(self, date: Date) -> i16 {
        i16::try_from(self.day(date).div_euclid(7)).unwrap_or(i16::MAX)
    }

    /// A day as a date.
    pub fn date(self, day: i32) -> Date {
        self.start.plus_days(i64::from(day))
    }

    /// How many days a duration is, counted from the program's first day.
    fn length(self, duration: Duration, business: &BusinessDays) -> i32 {
        self.day(duration.after(self.start, business))
    }

    /// How many days a duration is at least, whenever it begins: time in working days is longer from some days than from others.
    fn least_length(self, duration: Duration, business: &BusinessDays) -> i32 {
        let length = |from| self.day(duration.after(self.date(from), business)) - from;
        let least = (0..DAYS_LOOKED_AT).map(length).min();
        least.unwrap_or(0).max(0)
    }

    /// Whether a week begins in the last fourteen days of a quarter of the program.
    fn ends_quarter(self, program: &Program, week: i16) -> bool {
        let first = self.date(i32::from(week) * 7);
        let quarter = program.fiscal.period_at(Cycle::Quarter, first);
        first.days_until(program.fiscal.days(quarter).last()) < 14
    }
}

/// The incentives that are not left out.
fn staying(program: &Program, without: &[IncentiveId]) -> impl Iterator<Item = IncentiveId> {
    let all = (0..).map(IncentiveId).take(program.incentives.len());
    all.filter(|id| !without.contains(id))
}

/// Whether somebody must approve changes.
fn asks_approval(program: &Program) -> bool {
    let governance = program.guard.governance.as_ref();
    governance.is_some_and(|it| !it.approvals.is_empty())
}

/// The weeks in which the quarters of the program's year end.
fn quarters(program: &Program, clock: Clock) -> Vec<i16> {
    let year = program.fiscal.year();
    let quarters = program.fiscal.periods(Cycle::Quarter, &year);
    let ends = quarters.map(|quarter| program.fiscal.days(quarter).last().min(year.last()));
    ends.map(|last| clock.week(last)).collect()
}

/// Weeks before its start in which an offer can be seen on the portal. An assumption.
const NOTICE_WEEKS: i16 = 2;

/// Offers can be learnt of from their first touch or two weeks before they start.
fn announce(plan: &mut Plan) {
    for (place, offer) in plan.offers.iter_mut().enumerate() {
        let start = i16::try_from(offer.days.0.div_euclid(7)).unwrap_or(0);
        let mut told = plan
            .touches
            .iter()
            .filter(|touch| touch.offers.contains(&place));
        let first = told.next().map_or(i16::MAX, |touch| touch.week);
        offer.announced = first.min(start - NOTICE_WEEKS).max(0);
    }
}

/// Notes which offers are not paid beside each other on one sale.
fn exclude(program: &Program, paying: &[IncentiveId], offers: &mut [Offer]) {
    let place = |id: IncentiveId| paying.iter().position(|each| *each == id);
    for (one, other) in &program.excluded {
        if let (Some(one), Some(other)) = (place(*one), place(*other)) {
            offers[one].excludes.push(other);
            offers[other].excludes.push(one);
        }
    }
}

fn minor_units(program: &Program) -> f64 {
    (0..program.currency.exponent()).fold(1.0, |units, _| units * 10.0)
}

/// Minor units of an amount of the program's currency; others by the fixed rate.
pub(in crate::simulate) fn minor(program: &Program, money: Money) -> i64 {
    let rate = match program.exchange.get(&money.currency) {
        Some(rate) if money.currency != program.currency => rate.to_f64(),
        Some(_) | None => 1.0,
    };
    let own = (0..money.currency.exponent()).fold(1.0, |units, _| units * 10.0);
    (money.minor as f64 * rate / own * minor_units(program)).round() as i64
}

fn lines(program: &Program, mix: &Mix, behaviour: &Behaviour, clock: Clock) -> Vec<Line> {
    if program.lines.is_empty() {
        let only = mix.lines.first().map_or("", |line| &*line.name);
        let hash = name_hash(only);
        return vec![Line {
            hash,
            margin: behaviour.vendor_margin,
            products: Vec::new(),
        }];
    }
    let line = |place: usize| {
        let line = &program.lines[place];
        let of_line = (0..).zip(&program.products);
        let of_line = of_line.filter(|(_, product)| product.line.index() == place);
        Line {
            hash: name_hash(&line.declared.first),
            margin: line
                .margin
                .map_or(behaviour.vendor_margin, |margin| margin.to_f64()),
            products: of_line
                .map(|(place, product)| Product {
                    name: product.declared.name.clone(),
                    place,
                    from_day: product.launch.map_or(i32::MIN, |launch| clock.day(launch)),
                    list: product.list.map(|list| minor(program, list)),
                    least: least_price(program, place),
                })
                .collect(),
        }
    };
    (0..program.lines.len()).map(line).collect()
}

/// The least price that the program assumes of a product.
fn least_price(program: &Program, place: u16) -> i64 {
    let assumed = program.assumptions.iter().filter_map(|each| match each {
        Assumption::NetPrice { product, least, .. } if product.0 == place => {
            Some(minor(program, *least))
        }
        Assumption::NetPrice { .. }
        | Assumption::PartnersAt { .. }
        | Assumption::Partners { .. }
        | Assumption::Volume { .. } => None,
    });
    assumed.max().unwrap_or(1)
}

/// How many days before protection ends its extension is asked for.
const DAYS_BEFORE_END: i32 = 5;

fn protection(program: &Program, clock: Clock) -> Option<Protection> {
    let rules = program.registration.as_ref()?;
    let business = BusinessDays::default();
    let can_extend = rules.extends_for.is_some() && rules.extensions > 0;
    // Months differ in length: a few days early is never too late.
    let asks = |days: i32| can_extend.then(|| (days - DAYS_BEFORE_END).max(0));
    Some(Protection {
        least: rules.least.map_or(0, |least| minor(program, least)),
        decision_days: rules
            .decide_within
            .map_or(0, |within| clock.length(within, &business)),
        // Who still works on a deal asks for the extension.
        days: rules.protects_for.map(|days| {
            let more = rules
                .extends_for
                .map_or(0, |more| clock.length(more, &business));
            clock.length(days, &business).saturating_add(more)
        }),
        asks_after: rules
            .protects_for
            .and_then(|days| asks(clock.length(days, &business))),
    })
}

fn fund(program: &Program, id: IncentiveId, clock: Clock, weeks: i16) -> Option<Fund> {
    let incentive = program.incentive(id)?;
    let rules = incentive.fund.as_ref()?;
    let business = BusinessDays::default();
    let own = program.business_days(rules.approval_region);
    let last_days = |time: Duration| {
        let days = 0..i32::from(weeks) * 7;
        LastDays(
            days.map(|day| clock.day(time.after(clock.date(day), &own)))
                .collect(),
        )
    };
    let decided = rules.decided.map(|decided| Rules {
        decide: last_days(decided.within),
        supply: decided.supply.map(last_days),
        appeal: decided.appeal.map(last_days),
        silence_approves: decided.silence_approves,
    });
    let activities = rules.activities.iter().map(|activity| Activity {
        name: activity.name.clone(),
        share: activity.share.to_f64(),
        most: activity.most_paid.map(|most| minor(program, most) as f64),
        proof: activity
            .proof
            .iter()
            .map(|each| &**each)
            .collect::<Vec<&str>>()
            .join(";")
            .into(),
    });
    Some(Fund {
        place: id.0,
        name: incentive.declared.name.clone(),
        hash: name_hash(&incentive.declared.first),
        activities: activities.filter(|activity| activity.share > 0.0).collect(),
        request_days: rules
            .request_before
            .map_or(0, |before| clock.length(before, &business)),
        claim_days: rules
            .claim_within
            .map(|time| clock.least_length(time, &own)),
        decided,
    })
}
