//! What a scenario file may say besides behaviour: every key with its range and what is used when it is left
//! out. `tests/scenario.rs` holds that the reader takes the ends of each range and nothing beyond.

use crate::intake::scenario::behaviour::Parameter;

impl Parameter {
    /// The values that are allowed, in words: `0.1 to 1; 1 switches it off`.
    pub fn range(&self) -> String {
        let (low, high) = (self.low, self.high);
        match self.null.filter(|null| null.is_finite()) {
            Some(null) if (low..=high).contains(&null) => {
                format!("{low} to {high}; {null} switches it off")
            }
            Some(null) => format!("{low} to {high}, or {null} to switch it off"),
            None => format!("{low} to {high}"),
        }
    }
}

/// A key that holds a number.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Where it stands; words in capitals stand for names.
    pub path: &'static str,
    /// What it is counted in; empty for a pure number.
    pub unit: &'static str,
    /// The lowest value, and the one that is just too low where `above` is.
    pub low: f64,
    /// The highest value.
    pub high: f64,
    /// Whether the lowest value itself is outside.
    pub above: bool,
    /// What is used when it is left out.
    pub default: &'static str,
    /// What it is.
    pub help: &'static str,
}

pub(super) const fn key(
    path: &'static str,
    unit: &'static str,
    (low, high): (f64, f64),
    default: &'static str,
    help: &'static str,
) -> Key {
    Key {
        path,
        unit,
        low,
        high,
        above: false,
        default,
        help,
    }
}

pub(super) const fn above(key: Key) -> Key {
    Key { above: true, ..key }
}

/// Every key that holds a number, `behaviour` aside.
pub const KEYS: &[Key] = &[
    key(
        "seed",
        "",
        (0.0, 4_294_967_295.0),
        "1",
        "Chooses the luck: the same seed gives the same forecast.",
    ),
    key(
        "runs",
        "",
        (1.0, 10_000_000.0),
        "200",
        "How often the year is played.",
    ),
    key(
        "population.partners",
        "",
        (1.0, 238_000.0),
        "400",
        "How many partners there are.",
    ),
    key(
        "population.types.TYPE.share",
        "",
        (0.0, 1.0),
        "usual shares",
        "The part of the partners that are of this type; all sum to 1.",
    ),
    above(key(
        "population.types.TYPE.revenue",
        "currency a year",
        (0.0, 1e12),
        "as `like` says",
        "What a usual partner of the type sells of the program's products.",
    )),
    above(key(
        "population.types.TYPE.deal",
        "currency",
        (0.0, 1e12),
        "as `like` says",
        "A usual deal.",
    )),
    key(
        "population.types.TYPE.win_rate",
        "",
        (0.01, 0.99),
        "as `like` says",
        "The part of deals that are won.",
    ),
    above(key(
        "population.types.TYPE.margin",
        "",
        (0.0, 0.95),
        "as `like` says",
        "What the partner earns on a sale.",
    )),
    key(
        "population.types.TYPE.cycle_weeks",
        "weeks",
        (1.0, 104.0),
        "as `like` says",
        "From the first talk to the sale.",
    ),
    key(
        "population.regions.REGION",
        "",
        (0.0, 1.0),
        "even",
        "The part of the partners at home there; all sum to 1.",
    ),
    key(
        "population.lines.LINE",
        "",
        (0.0, 1.0),
        "most is of one line",
        "The part of sales that is of this line; all sum to 1.",
    ),
    above(key(
        "population.size_sigma",
        "",
        (0.0, 3.0),
        "1.4",
        "How far partners differ in size.",
    )),
    above(key(
        "population.deal_sigma",
        "",
        (0.0, 3.0),
        "1",
        "How far deals differ in size.",
    )),
    above(key(
        "population.quality_sigma",
        "",
        (0.0, 3.0),
        "0.7",
        "How far deals differ in their odds.",
    )),
    above(key(
        "population.portal_visit",
        "a week",
        (0.0, 0.99),
        "0.3",
        "How likely a partner looks into the portal.",
    )),
    above(key(
        "population.price_level",
        "currency a US dollar",
        (0.0, 1e6),
        "of the currency",
        "What usual amounts are multiplied by.",
    )),
    key(
        "population.correlations.PAIR",
        "",
        (-0.99, 0.99),
        "0.2 to 0.35",
        "How two of size, capability, digital and affinity go together: `size_digital`.",
    ),
    key(
        "market.spread",
        "",
        (0.0, 1.0),
        "0.04",
        "How far demand strays.",
    ),
    key(
        "market.persistence",
        "",
        (0.0, 0.999),
        "0.92",
        "How long it stays away.",
    ),
    key(
        "market.season.height",
        "",
        (0.0, 1.0),
        "0.06",
        "How high the wave of the year is. A list of 52 factors with mean 1 may stand in place of both.",
    ),
    key(
        "market.season.week",
        "weeks",
        (0.0, 52.0),
        "8",
        "When it is highest.",
    ),
    key(
        "market.shocks.NAME.probability",
        "",
        (0.0, 1.0),
        "1",
        "How likely the shock comes.",
    ),
    key(
        "costs.fixed_per_year",
        "currency",
        (0.0, 1e15),
        "0",
        "A year of staff and systems.",
    ),
    key(
        "costs.per_claim",
        "currency",
        (0.0, 1e15),
        "25",
        "Handling one claim.",
    ),
    key(
        "costs.per_course",
        "currency",
        (0.0, 1e15),
        "40",
        "One finished course of one partner.",
    ),
    key(
        "costs.per_touch",
        "currency",
        (0.0, 1e15),
        "0.5",
        "One touch of one partner.",
    ),
];

/// Keys that hold a word, a name or a week of the forecast, and what they say.
pub const WORDS: &[(&str, &str)] = &[
    (
        "weeks",
        "How long it is followed: from the weeks of the program's year, with 26 more when left out, to 203.",
    ),
    (
        "opening",
        "`drawn` (a year before the program, when left out) or `empty`.",
    ),
    (
        "expect",
        "A list of what is expected of the forecast: a metric, `>=` or `<=`, a level.",
    ),
    (
        "variants",
        "By name, what each variant of the scenario replaces: any keys but `seed`, `runs` and `variants`.",
    ),
    (
        "population.list",
        "A CSV file beside the scenario that lists the partners, in place of drawn ones.",
    ),
    (
        "population.types.TYPE.like",
        "The business it is like: `reseller`, `var`, `msp`, `si`, `distributor`.",
    ),
    (
        "market.shocks.NAME.kind",
        "`softness`, `delay` or `shortage`; it must be there.",
    ),
    (
        "market.shocks.NAME.from_week",
        "The first week of it; 0 when left out.",
    ),
    (
        "market.shocks.NAME.to_week",
        "The last week of a softness or shortage; the last one when left out.",
    ),
    (
        "market.shocks.NAME.loss",
        "The part of demand that it takes, 0 to 1; 0.2 when left out.",
    ),
    (
        "market.shocks.NAME.reach",
        "The part of deals that a shortage meets, 0 to 1; 0.3 when left out.",
    ),
    (
        "market.shocks.NAME.line",
        "The line that is delayed; the one most is sold of when left out.",
    ),
    (
        "market.shocks.NAME.weeks",
        "How many weeks it is delayed, 1 to 52; 4 when left out.",
    ),
];
