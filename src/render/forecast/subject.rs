//! What a report says of the program and the scenario apart from their forecast: titles, the most
//! that can be owed, what the calendar lays on whom, and the evidence behind each parameter. It is
//! written beside the forecast as `subject.json`, so that a report needs nothing else.

use serde::{Deserialize, Serialize};

use super::crowd;
use crate::base::money::Money;
use crate::base::period::{Cycle, Days};
use crate::intake::scenario::Scenario;
use crate::intake::scenario::behaviour::{Field, Grade, Group, PARAMETERS, Parameter};
use crate::model::{Declared, Program};
use crate::payout::PoolRule;
use crate::render::speaker::Speaker;
use crate::render::words::Language;
use crate::semantics::bounds::Most;
use crate::semantics::bounds::liability::worst_case;
use crate::semantics::bounds::strata::partners;
use crate::semantics::touch::{crowds, touches};

/// Everything that a report says of a program and a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The program's title.
    pub title: String,
    /// Its first day.
    pub first_day: String,
    /// Its last day.
    pub last_day: String,
    /// What is paid, in the program's order.
    pub incentives: Vec<Offer>,
    /// What all of them together can owe in the year at most.
    pub most: Limit,
    /// How many partners it assumes that there are at most: the most that can be owed holds for no more.
    pub most_partners: Option<u32>,
    /// Its tiers, from the lowest.
    pub tiers: Vec<Named>,
    /// Its types of partners.
    pub types: Vec<Named>,
    /// Its regions.
    pub regions: Vec<Named>,
    /// Its budgets.
    pub budgets: Vec<Named>,
    /// The entries of its calendar that can be left out.
    pub entries: Vec<Named>,
    /// Its objectives.
    pub objectives: Vec<Named>,
    /// Its scorecards.
    pub scorecards: Vec<Named>,
    /// Its experiments.
    pub experiments: Vec<Named>,
    /// Names of budgets that are shared pro rata: they do not run out, they are given at the end.
    pub shared: Vec<String>,
    /// The months of its year.
    pub months: Vec<String>,
    /// Every entry of the calendar that weighs on somebody, by day.
    pub touches: Vec<Touch>,
    /// All partners, parted by the touches that reach them.
    pub crowds: Vec<Crowd>,
    /// Whether some touch goes to a segment that only data tell.
    pub segments_unknown: bool,
    /// The most load on one partner in a month, where the program limits it.
    pub most_load: Option<String>,
    /// What is assumed of partners and processes.
    pub parameters: Vec<Assumed>,
}

/// Something of the program with a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// An incentive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it can owe in the year at most.
    pub most: Limit,
}

/// The most that can be owed by the rules alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// This amount, as a page writes it, and in major units for drawing.
    Of {
        /// Exact, such as `800,000 USD`.
        text: String,
        /// A decimal number.
        major: String,
    },
    /// The rules set no limit.
    None,
    /// It cannot be told.
    Unknown,
}

/// One entry of the calendar on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Touch {
    /// Weeks from the program's first day.
    pub week: u16,
    /// The month of the program's year, counted from 0.
    pub month: u16,
    /// Its title.
    pub title: String,
    /// Whom it reaches.
    pub audience: String,
    /// Its weight, exactly.
    pub load: String,
}

/// Partners whom the same touches reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crowd {
    /// Who they are.
    pub name: String,
    /// Those touches, by place.
    pub touches: Vec<u16>,
}

/// A number that is assumed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumed {
    /// The name under which a scenario overrides it.
    pub name: String,
    /// Whether it describes people; else the vendor's own processes.
    pub of_people: bool,
    /// What is used.
    pub value: String,
    /// What it is counted in.
    pub unit: String,
    /// The lowest sensible value.
    pub low: String,
    /// The highest sensible value.
    pub high: String,
    /// How good the evidence is, from `A` to `D`.
    pub grade: String,
    /// How close its field is to partner channels; may be empty.
    pub field: String,
    /// The evidence in a few words.
    pub source: String,
    /// What it does.
    pub help: String,
}

impl Subject {
    /// The subject of a forecast.
    pub fn of(program: &Program, scenario: &Scenario) -> Subject {
        let worst = worst_case(program).ok();
        let limit = |most: Option<&Most>| match most {
            Some(Most::Of(minor)) => Limit::exact(Money {
                minor: *minor,
                currency: program.currency,
            }),
            Some(Most::Unbounded(_)) => Limit::None,
            None => Limit::Unknown,
        };
        let incentives = program.incentives.iter().enumerate().map(|(at, it)| Offer {
            name: it.declared.name.to_string(),
            title: it.declared.title.to_string(),
            most: limit(
                worst
                    .as_ref()
                    .and_then(|worst| worst.incentives.get(at))
                    .map(|it| &it.year),
            ),
        });
        let year = program.fiscal.year();
        let (touches, crowds, segments_unknown) = loads(program, year);
        let pacing = program.guard.pacing.as_ref();
        Subject {
            title: program.declared.title.to_string(),
            first_day: year.first().to_string(),
            last_day: year.last().to_string(),
            incentives: incentives.collect(),
            most: limit(worst.as_ref().map(|worst| &worst.year)),
            most_partners: partners(program).and_then(|most| u32::try_from(most).ok()),
            tiers: all_named(program.tiers.iter().map(|it| &it.declared)),
            types: all_named(program.types.iter().map(|it| &it.declared)),
            regions: all_named(program.regions.iter().map(|it| &it.declared)),
            budgets: all_named(program.budgets.iter().map(|it| &it.declared)),
            entries: all_named(program.calendar.entries.iter().map(|it| &it.declared)),
            objectives: all_named(program.aims.results.iter().map(|it| &it.declared)),
            scorecards: all_named(program.words.scorecards.iter().map(|it| &it.declared)),
            experiments: all_named(program.aims.trials.iter().map(|it| &it.declared)),
            shared: shared(program),
            months: months(program, year),
            touches,
            crowds,
            segments_unknown,
            most_load: pacing
                .and_then(|it| it.most_load_per_month)
                .map(|load| load.to_string()),
            parameters: PARAMETERS.iter().map(|it| assumed(it, scenario)).collect(),
        }
    }
}

/// Names and titles of what is declared.
fn all_named<'p>(all: impl Iterator<Item = &'p Declared>) -> Vec<Named> {
    let named = all.map(|declared| Named {
        name: declared.name.to_string(),
        title: declared.title.to_string(),
    });
    named.collect()
}

fn shared(program: &Program) -> Vec<String> {
    let budgets = program.budgets.iter();
    let shared = budgets.filter(|budget| matches!(budget.pool.rule, PoolRule::ProRata(_)));
    shared
        .map(|budget| budget.declared.name.to_string())
        .collect()
}

/// The title under a name, or the name.
pub(super) fn title(all: &[Named], name: &str) -> String {
    let found = all.iter().find(|it| it.name == name);
    found.map_or_else(|| name.to_owned(), |it| it.title.clone())
}

impl Limit {
    fn exact(money: Money) -> Limit {
        Limit::Of {
            text: money.terse(),
            major: money.plain(),
        }
    }
}

/// The months of the year: `March 2027`, or its days where it is cut otherwise.
fn months(program: &Program, year: Days) -> Vec<String> {
    let months = program.fiscal.periods(Cycle::Month, &year);
    let name = |month| {
        let days = program.fiscal.days(month);
        let (first, last) = (days.first(), days.last());
        match first.first_of_month() == first && last.last_of_month() == last {
            true => Language::En.month(first),
            false => Language::En.days(first, last),
        }
    };
    months.map(name).collect()
}

/// What the calendar lays on whom.
fn loads(program: &Program, year: Days) -> (Vec<Touch>, Vec<Crowd>, bool) {
    let speaker = Speaker {
        program,
        language: Language::En,
    };
    let weighed = touches(program);
    let inside = |days: i64| u16::try_from(days.max(0)).unwrap_or(u16::MAX);
    let shown = weighed.iter().map(|touch| Touch {
        week: inside(year.first().days_until(touch.day).div_euclid(7)),
        month: inside(program.fiscal.period_at(Cycle::Month, touch.day).index),
        title: touch.entry.declared.title.to_string(),
        audience: speaker.audience(&touch.entry.audience),
        load: touch.load.to_string(),
    });
    let found = crowds(program, &weighed).into_iter().map(|crowd| Crowd {
        name: crowd::name(program, &crowd.profiles),
        touches: places(&crowd.met),
    });
    let unknown = weighed
        .iter()
        .any(|touch| !touch.entry.audience.segments.is_empty());
    (shown.collect(), found.collect(), unknown)
}

/// The places of those that are met.
fn places(met: &[bool]) -> Vec<u16> {
    (0..)
        .zip(met)
        .filter(|(_, met)| **met)
        .map(|(at, _)| at)
        .collect()
}

fn assumed(parameter: &Parameter, scenario: &Scenario) -> Assumed {
    Assumed {
        name: parameter.name.to_owned(),
        of_people: parameter.group == Group::Behaviour,
        value: parameter.of(&scenario.behaviour).to_string(),
        unit: parameter.unit.to_owned(),
        low: parameter.low.to_string(),
        high: parameter.high.to_string(),
        grade: match parameter.grade {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
            Grade::D => "D",
        }
        .to_owned(),
        field: match parameter.field {
            Field::Direct => "direct",
            Field::Near => "near",
            Field::Far => "far",
            Field::None => "",
        }
        .to_owned(),
        source: parameter.source.to_owned(),
        help: parameter.help.to_owned(),
    }
}
