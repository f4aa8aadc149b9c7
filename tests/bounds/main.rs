//! Bounds of whole programs, against sums worked out by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    clippy::zero_prefixed_literal,
    clippy::mistyped_literal_suffixes,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read and write files, and tables of cases are long"
)]

mod above;
mod caps;
mod command;
mod dated;
mod reached;
mod sooner;
mod whom;
mod worn;

use std::fs;

use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::model::Program;
use charter::parse::parse;
use charter::semantics::bounds::edge::{cliffs, dead_zones, falls};
use charter::semantics::bounds::liability::{WorstCase, worst_case};
use charter::semantics::bounds::sale::{Dearest, OneSale, one_sale};
use charter::semantics::bounds::{Binding, Gap, Most};

fn program(text: &str) -> Program {
    let sources = Sources::new(vec![Source {
        name: "test.charter".to_owned(),
        text: text.to_owned(),
    }]);
    let (trees, mut problems) = parse(&sources);
    let (program, found) = compile(&trees);
    problems.extend(found);
    let messages: Vec<String> = problems
        .iter()
        .map(|problem| format!("{:?} {}", problem.severity, problem.message))
        .collect();
    program.unwrap_or_else(|| panic!("{}", messages.join("\n")))
}

fn halden() -> Program {
    program(&fs::read_to_string("tests/bounds/halden.charter").unwrap())
}

fn dollars(most: &Most) -> i128 {
    most.amount().map_or(-1, |minor| minor / 100)
}

fn exposure(case: &WorstCase, program: &Program, name: &str) -> usize {
    let found = program
        .incentives
        .iter()
        .position(|incentive| &*incentive.declared.name == name)
        .unwrap();
    assert_eq!(case.incentives[found].incentive.index(), found);
    found
}

/// 1,200 x 10,000 + 400 x 40,000 + 90 x 150,000 + 250,000 + 4 x 450,000.
#[test]
fn the_worst_case_of_the_sample_is_the_sum_of_its_caps_and_budgets() {
    let program = halden();
    let case = worst_case(&program).unwrap();
    let of = |name: &str| &case.incentives[exposure(&case, &program, name)];
    assert_eq!(dollars(&of("volume").year), 41_500_000);
    assert_eq!(dollars(&of("launch_reward").year), 250_000);
    assert_eq!(dollars(&of("mdf").year), 1_800_000);
    assert_eq!(dollars(&case.year), 43_550_000);
    assert!(case.unbounded.is_empty(), "{:?}", case.unbounded);
    assert!(matches!(of("volume").by, Binding::Cap { .. }));
    assert!(matches!(of("launch_reward").by, Binding::Budget(_)));
    assert!(matches!(of("mdf").by, Binding::Budget(_)));
    let tiers: Vec<i128> = of("volume").tiers.iter().map(|s| dollars(&s.all)).collect();
    assert_eq!(tiers, [12_000_000, 16_000_000, 13_500_000]);
}

fn sale<'a>(program: &Program, all: &'a [Dearest], product: &str) -> &'a OneSale {
    let found = all.iter().find_map(|each| match each {
        Dearest::Sale(sale) => {
            let held = program.product(sale.product).unwrap();
            (&*held.declared.name == product).then_some(&**sale)
        }
        Dearest::Unbounded { .. } | Dearest::Nothing(_) => None,
    });
    found.unwrap_or_else(|| panic!("{all:?}"))
}

/// 1,000 on 18,000 is 5.56%; with 4.5% and 1.5% it is 11.56%.
#[test]
fn the_most_on_one_sale_of_the_sample() {
    let program = halden();
    let all = one_sale(&program).unwrap();
    let cloud = sale(&program, &all, "cloud_secure");
    assert_eq!(cloud.amount, 1_800_000);
    assert_eq!(cloud.total.to_string(), "208000", "1,000 + 810 + 270");
    assert_eq!(
        cloud.rate,
        charter::base::ratio::Ratio::new(208, 1_800).unwrap()
    );
    let paid: Vec<String> = cloud
        .paid
        .iter()
        .map(|(_, value)| value.to_string())
        .collect();
    assert_eq!(paid, ["100000", "81000", "27000"]);
    let platinum = cloud.tier.and_then(|tier| program.tier(tier)).unwrap();
    assert_eq!(&*platinum.declared.name, "platinum");
    assert!(cloud.attained, "{cloud:?}");
    let router = sale(&program, &all, "edge_router");
    assert_eq!(
        router.rate,
        charter::base::ratio::Ratio::new(6, 100).unwrap()
    );
    assert!(router.attained, "{router:?}");
}

/// A program with one tier, one product of at least 100 USD and these incentives.
fn small(incentives: &str) -> Program {
    program(&small_text(incentives))
}

fn small_text(incentives: &str) -> String {
    format!(
        r#"program small "Small" {{
  edition   2027
  published 2026-11-01
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
  assume    at most 40 partners at member
  assume    yearly sales of a partner at member <= 1,000,000 USD
  assume    net price of widget >= 100 USD
}}
region US "United States" {{ countries US; weekend Saturday, Sunday }}
line tools "Tools" {{ margin 45% internal }}
product widget "Widget" {{ line tools; list 120 USD }}
measure bookings "Bookings" {{ sum of sale.net_amount where sale.status is accepted }}
tier member "Member" {{
  rank   1
  earn   bookings over last 4 quarters >= 50,000 USD
  review every quarter on last business day in US
  rise   at review
  fall   at review after 2 missed reviews in a row one rank at a time
}}
{incentives}
"#
    )
}

const PAID: &str =
    "  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
";

fn rebate(terms: &str) -> Program {
    small(&format!("rebate volume \"Rebate\" {{\n{terms}\n{PAID}}}\n"))
}

#[test]
fn a_whole_table_with_a_lower_rate_falls_and_recovers() {
    // 5% below 100,000 is just under 5,000; 4% from there is 4,000, and 5,000 again at 125,000.
    let program = rebate(
        "  for member as of quarter end
  on bookings in quarter
  rate whole
    | from        | all |
    | 0 USD       |  5% |
    | 100,000 USD |  4% |",
    );
    let falls = falls(&program).unwrap();
    assert_eq!(falls.len(), 1, "{falls:?}");
    let fall = &falls[0];
    assert_eq!((fall.before.amount, fall.before.paid), (9_999_999, 500_000));
    assert_eq!((fall.after.amount, fall.after.paid), (10_000_000, 400_000));
    assert_eq!(fall.recovers, Some(12_500_000));
    assert!(fall.confirmed, "{fall:?}");
    assert!(cliffs(&program).unwrap().is_empty());
}

#[test]
fn a_gate_that_closes_falls_for_good() {
    let program = rebate(
        "  for member as of quarter end
  on bookings in quarter
  rate 2%
  open when bookings in quarter <= 50,000 USD",
    );
    let falls = falls(&program).unwrap();
    assert_eq!(falls.len(), 1, "{falls:?}");
    assert_eq!(
        (falls[0].before.amount, falls[0].before.paid),
        (5_000_000, 100_000)
    );
    assert_eq!((falls[0].after.amount, falls[0].after.paid), (5_000_001, 0));
    assert_eq!(falls[0].recovers, None);
    assert!(falls[0].confirmed);
}

#[test]
fn a_cap_that_refuses_what_crosses_it_falls() {
    // 2% is 1,000.00 at 50,000.00; half a cent more still rounds to it (half to even).
    let program = rebate(
        "  for member as of quarter end
  on bookings in quarter
  rate 2%
  cap 1,000 USD per partner per quarter crossing refused",
    );
    let falls = falls(&program).unwrap();
    assert_eq!(falls.len(), 1, "{falls:?}");
    assert_eq!(
        (falls[0].before.amount, falls[0].before.paid),
        (5_000_025, 100_000)
    );
    assert_eq!((falls[0].after.amount, falls[0].after.paid), (5_000_026, 0));
    assert!(falls[0].confirmed);
}

#[test]
fn rising_bands_only_jump() {
    // 1% of 200,000 is 2,000, and 3% is 6,000.
    let program = rebate(
        "  for member as of quarter end
  on bookings in quarter
  rate whole
    | from        | all  |
    | 50,000 USD  |   1% |
    | 200,000 USD |   3% |
  cap 9,000 USD per partner per quarter crossing paid to the limit",
    );
    assert!(falls(&program).unwrap().is_empty());
    let cliffs = cliffs(&program).unwrap();
    let edges: Vec<_> = cliffs
        .iter()
        .map(|cliff| {
            (
                cliff.before.amount,
                cliff.before.paid,
                cliff.after.paid,
                cliff.confirmed,
            )
        })
        .collect();
    let expected = [
        (4_999_999, 0, 50_000, true),
        (19_999_999, 200_000, 600_000, true),
    ];
    assert_eq!(edges, expected);
    let zones = dead_zones(&program).unwrap();
    let flat: Vec<_> = zones
        .iter()
        .map(|zone| (zone.from, zone.to, zone.paid))
        .collect();
    // Below the first band, and above 300,000 where 3% meets the cap.
    assert_eq!(flat, [(0, Some(5_000_000), 0), (30_000_000, None, 900_000)]);
}

#[test]
fn the_sample_never_falls() {
    assert!(falls(&halden()).unwrap().is_empty());
}

/// Marginal rates rise, so that all of the year's 1,000,000 in one quarter pays most: 2% of 100,000 and 4%
/// of the rest is 38,000; 40 partners 1,520,000.
#[test]
fn yearly_sales_bound_a_rebate_without_a_cap() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate marginal
    | from        | all |
    | 0 USD       |  2% |
    | 100,000 USD |  4% |",
    );
    let case = worst_case(&program).unwrap();
    assert_eq!(dollars(&case.year), 1_520_000);
    assert_eq!(case.quarters.len(), 4);
    assert!(
        case.quarters
            .iter()
            .all(|(_, most)| dollars(most) == 1_520_000)
    );
    assert!(matches!(
        case.incentives[0].by,
        Binding::YearlySales(Some(_))
    ));
}

/// Falling rates are paid most by spreading: four quarters of 100,000 at 4% and the other 600,000 at 1%.
#[test]
fn falling_rates_are_spread_over_the_quarters() {
    let program = rebate(
        "  for member as of sale date
  on bookings in quarter
  rate marginal
    | from        | all |
    | 0 USD       |  4% |
    | 100,000 USD |  1% |",
    );
    assert_eq!(dollars(&worst_case(&program).unwrap().year), 40 * 22_000);
}

#[test]
fn what_is_not_limited_is_told_with_lines_that_would_limit_it() {
    let text = fs::read_to_string("tests/bounds/halden.charter").unwrap();
    let text = text.replace("  assume    at most 90 partners at platinum\n", "");
    let program = program(&text);
    let case = worst_case(&program).unwrap();
    assert_eq!(case.year.amount(), None);
    assert_eq!(
        case.unbounded.len(),
        1,
        "budgets hold the others: {:?}",
        case.unbounded
    );
    let gap = case.unbounded[0].gap;
    assert!(matches!(gap, Gap::Partners(Some(_))), "{gap:?}");
    assert_eq!(
        gap.remedies(&program),
        ["assume at most 400 partners at platinum"]
    );
}
