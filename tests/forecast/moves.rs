//! What must follow when a program changes, through its text, its own fold and the drawn year: metamorphic
//! relations (M) and stylised facts (S). Seeds are fixed.

use charter::fact::{FIELDS_OF_SALE, FactKind};
use charter::intake::scenario::Scenario;
use charter::intake::scenario::market::Market;
use charter::model::Program;
use charter::simulate::estimate::number::Estimate;
use charter::simulate::estimate::statistics::{interval, mean};
use charter::simulate::run::forecast::Forecast;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{WHOLE, plain, program, scenario, still};

/// A spiff of a percentage of every sale in a window, with more clauses.
fn spiff(name: &str, percent: &str, days: &str, more: &str) -> String {
    format!(
        "
spiff {name} \"Push {name}\" {{
  on      each sale in {days}
  amount  {percent}% of the sale
{more}  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}}
"
    )
}

fn pot(amount: &str) -> String {
    format!(
        "
budget pot \"Pot\" {{
  {amount} USD
  order    first accepted ties by claim number
  crossing paid to the limit
}}
"
    )
}

/// Partners who respond as the defaults say, in a market that does not move, with an empty opening book.
fn lively(partners: u32, runs: u32, program: &Program) -> Scenario {
    let mut lively = scenario("{opening: empty}", program);
    lively.market = Market::still();
    lively.population.partners = partners;
    lively.runs = runs;
    lively
}

/// Everybody knows of every offer and works towards it; nothing else is on.
fn certain(partners: u32, runs: u32, program: &Program) -> Scenario {
    let mut certain = still(partners, program);
    certain.runs = runs;
    certain.population.portal_visit = 1.0 - 1e-12;
    certain.behaviour.elasticity = 0.34;
    certain.behaviour.company_pass_through = 0.5;
    certain.behaviour.learning_per_visit = 1.0;
    certain.behaviour.awareness_half_life = f64::INFINITY;
    certain
}

fn forecast(program: &Program, scenario: &Scenario) -> Forecast {
    run(program, scenario, &Options::default()).unwrap()
}

/// What each run pays.
fn paid(forecast: &Forecast) -> Vec<f64> {
    forecast.worlds[0]
        .totals
        .iter()
        .map(|it| it.payouts)
        .collect()
}

fn roi(forecast: &Forecast) -> f64 {
    match forecast.metrics()["roi"] {
        Estimate::Known(metric) => metric.interval.mean,
        Estimate::Missing { reason, .. } => panic!("{reason}"),
    }
}

const SPRING: &str = "2027-03-12 to 2027-05-06";

#[test]
fn k24_a_contest_pays_its_prizes() {
    let contest = "
contest race \"Race\" {
  on      bookings in 2027-04-01 to 2027-06-30
  least   1 USD
  ties    share the prizes
  prizes
    | place | prize      |
    |     1 | 10,000 USD |
    |     2 | 6,000 USD  |
    |     3 | 4,000 USD  |
  pay     45 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
";
    let program = plain(contest);
    let found = forecast(&program, &lively(12, 4, &program));
    assert_eq!(
        paid(&found),
        [20_000.0; 4],
        "at least three sell in a quarter"
    );
}

#[test]
fn m2_and_s12_a_larger_pot_never_pays_less_nor_ends_earlier() {
    // Nobody responds, so demand is the same; the pot alone decides.
    let mut before: Option<Forecast> = None;
    let mut gone = Vec::new();
    for amount in ["10,000", "30,000", "60,000", "10,000,000"] {
        let push = spiff("push", "2", SPRING, "  budget  pot\n");
        let program = plain(&format!("{push}{}", pot(amount)));
        let mut scenario = still(40, &program);
        scenario.runs = 12;
        let found = forecast(&program, &scenario);
        let weeks = |forecast: &Forecast| -> Vec<i16> {
            let totals = forecast.incentives[0].totals.iter();
            totals.map(|it| it.exhausted.unwrap_or(i16::MAX)).collect()
        };
        gone.push(
            weeks(&found)
                .iter()
                .filter(|week| **week < i16::MAX)
                .count(),
        );
        if let Some(before) = before {
            for (less, more) in paid(&before).iter().zip(paid(&found)) {
                assert!(more >= *less, "{amount}: {less} {more}");
            }
            for (early, late) in weeks(&before).iter().zip(weeks(&found)) {
                assert!(late >= *early, "{amount}");
            }
        }
        before = Some(found);
    }
    assert_eq!(
        (gone[0], gone[3]),
        (12, 0),
        "from always to never: {gone:?}"
    );
    assert!(gone.windows(2).all(|pair| pair[0] >= pair[1]), "{gone:?}");
}

#[test]
fn m6_money_of_another_scale_moves_no_count() {
    let small = plain(WHOLE);
    let large = plain(&WHOLE.replace("75,000", "7,500,000"));
    let mut scenario = lively(20, 3, &small);
    let few = forecast(&small, &scenario);
    scenario.population.price_level *= 100.0;
    let many = forecast(&large, &scenario);
    let [few, many] = [&few.worlds[0].totals, &many.worlds[0].totals];
    for (one, other) in few.iter().zip(many) {
        assert_eq!(
            (one.won, one.opportunities),
            (other.won, other.opportunities)
        );
        assert_eq!(one.participation, other.participation);
        // A deal is rounded to a cent, and a cent of the large scale is a hundredth of one here.
        let near = |small: f64, large: f64, each: f64| (large / 100.0 - small).abs() <= each;
        assert!(near(one.revenue, other.revenue, 0.01 * one.opportunities));
        assert!(near(
            one.payouts,
            other.payouts,
            0.01 * 4.0 * 20.0 + 1e-4 * one.payouts
        ));
    }
}

#[test]
fn m7_a_program_of_another_year_is_the_same_program() {
    // Weeks count from the first day. After 28 years weekdays and leap days are those of 2027 again.
    let text = |year: &str| {
        let push = spiff("push", "2", "YEAR-03-12 to YEAR-05-06", "");
        let text = format!(
            "{}{push}",
            HEAD.replace("2027-01-01 to 2027-12-31", "YEAR-01-01 to YEAR-12-31")
        );
        program(&[&text.replace("YEAR", year)])
    };
    let (one, other) = (text("2027"), text("2055"));
    let found = |program: &Program| forecast(program, &lively(25, 3, program));
    let (one, other) = (found(&one), found(&other));
    assert_eq!(paid(&one), paid(&other));
    let won = |forecast: &Forecast| {
        forecast.worlds[0]
            .totals
            .iter()
            .map(|it| it.won)
            .collect::<Vec<_>>()
    };
    assert_eq!(won(&one), won(&other));
}

/// The head of a program without anything that pays.
const HEAD: &str = "
program plain \"Plain\" {
  edition   2027
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
}
region US \"United States\" { countries US; weekend Saturday, Sunday }
type reseller \"Reseller\" {}
line tools \"Tools\" { margin 45% internal }
product widget \"Widget\" { line tools }
";

#[test]
fn m8_two_windows_that_meet_are_one() {
    let one = plain(&spiff("push", "2", SPRING, ""));
    let two = plain(&format!(
        "{}{}",
        spiff("first", "2", "2027-03-12 to 2027-04-08", ""),
        spiff("second", "2", "2027-04-09 to 2027-05-06", ""),
    ));
    let found = |program: &Program| forecast(program, &certain(30, 3, program));
    let (one, two) = (found(&one), found(&two));
    assert!(mean(&paid(&one)) > 0.0);
    for (one, two) in paid(&one).iter().zip(paid(&two)) {
        assert!((one - two).abs() < 0.005, "{one} {two}");
    }
}

#[test]
fn m9_twice_the_partners_and_twice_the_pot_are_twice_the_money() {
    let found = |partners: u32, amount: &str| {
        let push = spiff("push", "2", SPRING, "  budget  pot\n");
        let program = plain(&format!("{push}{}", pot(amount)));
        let mut scenario = still(partners, &program);
        scenario.runs = 40;
        paid(&forecast(&program, &scenario))
    };
    let (one, two) = (found(30, "20,000"), found(60, "40,000"));
    let halves: Vec<f64> = two.iter().map(|paid| paid / 2.0).collect();
    let (one, half) = (interval(&one), interval(&halves));
    let error = (one.standard_error.powi(2) + half.standard_error.powi(2)).sqrt();
    // A pot that is often just reached: its money is bounded by it, so errors are small.
    assert!(
        ((one.mean - half.mean) / error).abs() < 3.5,
        "{} {}",
        one.mean,
        half.mean
    );
}

#[test]
fn m13_an_offer_on_a_pot_that_is_gone_changes_nothing() {
    let push = spiff("push", "2", SPRING, "  budget  pot\n");
    let late = spiff("late", "5", "2027-10-01 to 2027-11-30", "  budget  pot\n");
    let alone = plain(&format!("{push}{}", pot("5,000")));
    let both = plain(&format!(
        "{push}{late}stack push with late\n{}",
        pot("5,000")
    ));
    let found = |program: &Program| forecast(program, &lively(30, 4, program));
    let (alone, both) = (found(&alone), found(&both));
    let is_gone = alone.incentives[0]
        .totals
        .iter()
        .all(|it| it.exhausted.is_some());
    assert!(is_gone, "the pot is gone in every run");
    assert_eq!(paid(&alone), paid(&both));
    assert_eq!(alone.worlds[0].weeks, both.worlds[0].weeks);
}

#[test]
fn m14_two_equal_offers_of_which_one_is_paid_are_one() {
    let one = plain(&spiff("push", "2", SPRING, ""));
    let two = plain(&format!(
        "{}{}exclude twin from sales paid by push\n",
        spiff("push", "2", SPRING, ""),
        spiff("twin", "2", SPRING, ""),
    ));
    let found = |program: &Program| forecast(program, &certain(30, 3, program));
    let (one, two) = (found(&one), found(&two));
    assert!(mean(&paid(&one)) > 0.0);
    assert_eq!(paid(&one), paid(&two));
    assert_eq!(
        one.worlds[0].weeks, two.worlds[0].weeks,
        "nor does effort move"
    );
}

#[test]
fn s5_each_further_point_of_a_rate_brings_less() {
    let returns: Vec<f64> = ["1", "4", "16"]
        .iter()
        .map(|rate| {
            let program = plain(&spiff("push", rate, SPRING, ""));
            let mut scenario = lively(60, 6, &program);
            scenario.costs.fixed_per_year = 0.0;
            roi(&forecast(&program, &scenario))
        })
        .collect();
    assert!(
        returns.windows(2).all(|pair| pair[1] < pair[0]),
        "{returns:?}"
    );
    assert!(returns[2] < 0.0, "16% is too much: {returns:?}");
}

#[test]
fn s8_a_whole_rate_pays_for_what_would_have_come() {
    // 4% of all of a quarter from a target that a usual quarter reaches about every other time.
    let program = plain(&WHOLE.replace("|  2% |", "|  4% |"));
    let scenario = lively(60, 6, &program);
    let found = forecast(&program, &scenario);
    assert!(roi(&found) < -0.5, "{}", roi(&found));
    let Estimate::Known(share) = found.metrics()["subsidised_share"] else {
        panic!("payouts are told apart")
    };
    assert!(share.interval.mean > 0.6, "{}", share.interval.mean);
}

#[test]
fn s9_those_who_are_paid_outsell_the_others_by_more_than_the_offer_does() {
    // What a vendor sees: sales of those who are paid, each, against those of the others. What the offer does: the
    // same partners' sales against their sales without it.
    let program = plain(&spiff("push", "10", SPRING, ""));
    let scenario = lively(150, 1, &program);
    let drawn =
        |world| charter::simulate::run::worlds::draw(&program, &scenario, 0, world).unwrap();
    let (with, without) = (drawn("program"), drawn("none"));
    let places: std::collections::BTreeSet<usize> = with
        .postings
        .iter()
        .map(|it| it.claim.partner.index())
        .collect();
    let paid: Vec<&str> = places
        .iter()
        .map(|place| &*with.partners[*place].name)
        .collect();
    let sold = |world: &charter::simulate::run::worlds::WorldDrawn| {
        let (mut own, mut others) = (0.0, 0.0);
        for fact in world
            .facts
            .iter()
            .filter(|fact| fact.kind == FactKind::Sale)
        {
            let amount = fact.number(FIELDS_OF_SALE.net_amount).unwrap() as f64;
            match paid.contains(&&*fact.partner) {
                true => own += amount,
                false => others += amount,
            }
        }
        let (paid, all) = (paid.len() as f64, with.partners.len() as f64);
        (own / paid, others / (all - paid))
    };
    let ((own, others), (before, _)) = (sold(&with), sold(&without));
    let (naive, causal) = (own / others, own / before);
    assert!(causal > 1.0, "{causal}");
    assert!(naive > 1.5 * causal, "{naive} {causal}");
}

#[test]
fn s10_registered_deals_win_more_often_even_when_registering_does_nothing() {
    let text = "
registration deals \"Deal registration\" {
  least    1,000 USD
  decide   within 2 business days silence approves in US
  protect  365 days
  extend   30 days
  conflict first registered wins
}
";
    let program = plain(text);
    let odds = |effect: f64| {
        let mut scenario = lively(60, 4, &program);
        scenario.behaviour.registered_win = effect;
        let found = forecast(&program, &scenario);
        let sum = |read: fn(&charter::simulate::estimate::totals::Totals) -> f64| -> f64 {
            found.worlds[0].totals.iter().map(read).sum()
        };
        let (won, decided) = (sum(|it| it.protected_won), sum(|it| it.protected_decided));
        let (other_won, other) = (sum(|it| it.won) - won, sum(|it| it.opportunities) - decided);
        let logit = |part: f64, all: f64| libm::log(part / (all - part));
        logit(won, decided) - logit(other_won, other)
    };
    let (selection, naive) = (odds(0.0), odds(0.2));
    assert!(selection > 0.03, "better deals are registered: {selection}");
    assert!(naive > 0.23, "more than the 0.2 that it does: {naive}");
}
