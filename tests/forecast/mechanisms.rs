//! Every construct of a program moves what partners do, through the mechanism that it is said to have, and through
//! nothing else: with the mechanism at its null value the same deals are won and the same partners leave.

use charter::intake::scenario::Scenario;
use charter::intake::scenario::behaviour::Parameter;
use charter::model::Program;
use charter::simulate::estimate::totals::Totals;
use charter::simulate::run::forecast::World;
use charter::simulate::run::worlds::{Options, run};

use crate::made::{plain, still};

/// A construct, what it needs to be seen at all, and what it then moves partners by.
struct Row {
    name: &'static str,
    text: String,
    needs: &'static [&'static str],
    by: &'static [&'static str],
}

const PAID: &str = "
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
";

/// Rewards are noticed on visits, and half of them reaches those who sell.
const REWARD: &[&str] = &["learning_per_visit", "company_pass_through"];

/// The vendor bears what a customer pays less.
pub const SPECIAL: &str = "
ship_and_debit special \"Special prices\" {
  on      each debit of widget in year
  amount  units at book_cost less special_cost
  cap     500,000 USD per partner per year crossing paid to the limit
PAID";

fn rows() -> Vec<Row> {
    let row = |name, text: &str, needs, by| Row {
        name,
        text: text.replace("PAID", PAID),
        needs,
        by,
    };
    let whole = "
rebate volume \"Rebate\" {
  on      bookings in quarter
  rate    whole
    | from       | all |
    | 40,000 USD |  5% |
PAID";
    let marginal = "
rebate volume \"Rebate\" {
  on      bookings in quarter
  rate    marginal
    | from       | all |
    | 0 USD      |  2% |
    | 40,000 USD |  5% |
PAID";
    let spiff = "
spiff push \"Push\" {
  on      each sale in 2027-03-12 to 2027-06-10
  amount  10% of the sale
PAID";
    let flat = "
spiff push \"Push\" {
  on      each sale in 2027-03-12 to 2027-06-10
  amount  900 USD per sale
PAID";
    let seller = spiff.replace(
        "PAID",
        &PAID.replace("to the partner as credit note", "to the seller as cash"),
    );
    let contest = "
contest race \"Race\" {
  on      bookings in 2027-04-01 to 2027-06-30
  least   1 USD
  ties    share the prizes
  prizes
    | place | prize      |
    |     1 | 90,000 USD |
    |     2 | 60,000 USD |
PAID";
    let registration = "
registration deals \"Registration\" {
  least    1,000 USD
  decide   within 2 business days silence approves in US
  protect  180 days
  conflict first registered wins
}
";
    let training = "
certification seller \"Seller\" {}
track sales \"Sales track\" {
  for    sales
  course basics \"Basics\" { 45 minutes; mode on_demand }
  grants seller for 12 months
}
";
    let tier = "
tier member \"Member\" {
  rank   1
  earn   bookings in quarter >= 30,000 USD
  review every quarter on last business day in US
  rise   at review
  fall   at review after 1 missed review one rank at a time
}
";
    let first = "
bonus first \"First sale\" {
  on      each sale to a new customer in year
  amount  9,000 USD per sale
PAID";
    let focus = "
line cloud \"Cloud\" { margin 60% internal }
product storage \"Storage\" { line cloud }
certification seller \"Seller\" {}
track sales \"Sales track\" {
  for     sales
  teaches tools
  course basics \"Basics\" { 45 minutes; mode on_demand }
  grants seller for 12 months
}
";
    let letters = "
role manager \"Manager\" { duty \"Writes.\" }
calendar {
  communications
    | when                   | title   | audience | channel | load         |
    | every week on Tuesday  | \"News\"  | everyone | email   | announcement |
    | every week on Thursday | \"More\"  | everyone | email   | announcement |
}
";
    vec![
        row("a whole rate", whole, REWARD, &["elasticity"]),
        row("a marginal rate", marginal, REWARD, &["elasticity"]),
        row("a part of each sale", spiff, REWARD, &["elasticity"]),
        row("an amount a sale", flat, REWARD, &["elasticity"]),
        row("prizes", contest, REWARD, &["elasticity"]),
        row("what ends", spiff, REWARD, &["closing_acceleration"]),
        row("what is announced", spiff, REWARD, &["announcement_wait"]),
        row(
            "what the seller gets",
            &seller,
            &["learning_per_visit", "elasticity"],
            &["seller_pass_through"],
        ),
        row(
            "what the partner gets",
            spiff,
            &["learning_per_visit", "elasticity"],
            &["company_pass_through"],
        ),
        row(
            "what nobody knows of",
            spiff,
            &["company_pass_through", "elasticity"],
            &["learning_per_visit"],
        ),
        row(
            "the first sale to a customer",
            first,
            REWARD,
            &["elasticity"],
        ),
        row(
            "a special price",
            SPECIAL,
            &["contested_share", "special_price_cut"],
            &["price_win"],
        ),
        row(
            "training for another line",
            focus,
            &["learning_per_visit", "enrolment_hazard"],
            &["skill_focus_arrivals"],
        ),
        row("protection", registration, &[], &["registered_win"]),
        row(
            "training that teaches",
            training,
            &["learning_per_visit", "enrolment_hazard"],
            &["skill_win"],
        ),
        row(
            "training that takes time",
            training,
            &["learning_per_visit", "enrolment_hazard"],
            &["selling_time_lost"],
        ),
        row(
            "a tier that is reached",
            tier,
            &["churn_hazard"],
            &["goodwill_churn"],
        ),
        row(
            "money that arrives",
            spiff,
            &["churn_hazard", "goodwill_churn"],
            &["goodwill_per_payout"],
        ),
        row(
            "letters",
            letters,
            &["churn_hazard", "fatigue_half_load"],
            &["fatigue_churn"],
        ),
    ]
}

/// Everything at its null value but these, which are at the end of their ranges where they do most.
fn only(names: &[&[&str]], program: &Program) -> Scenario {
    let mut scenario = still(60, program);
    scenario.runs = 2;
    for name in names.concat() {
        let parameter = Parameter::named(name).unwrap();
        let most = match name {
            "fatigue_half_load" => parameter.low,
            _ => parameter.high,
        };
        parameter.set(&mut scenario.behaviour, most);
    }
    scenario
}

/// Whether partners do anything else with the program than without it.
fn moves(program: &Program, scenario: &Scenario) -> bool {
    let forecast = run(program, scenario, &Options::default()).unwrap();
    let [with, without] = ["program", "none"].map(|name| forecast.world(name).unwrap());
    // What is won in which week, what is still open, and who leaves.
    let done = |world: &World| {
        let weeks = world.weeks.iter().map(|week| week.revenue);
        let totals = world.totals.iter();
        let rest = totals.flat_map(|each| [each.won, each.open_revenue, each.churn]);
        weeks.chain(rest).collect::<Vec<f64>>()
    };
    done(with) != done(without)
}

#[test]
fn every_construct_moves_partners_by_its_mechanism_alone() {
    let mut odd = Vec::new();
    for row in rows() {
        let program = plain(&row.text);
        let on = only(&[row.needs, row.by], &program);
        let off = only(&[row.needs], &program);
        match (moves(&program, &on), moves(&program, &off)) {
            (true, false) => {}
            (false, _) => odd.push(format!("{}: nothing moves", row.name)),
            (true, true) => odd.push(format!("{}: moves when it is off", row.name)),
        }
    }
    assert_eq!(odd, [] as [String; 0]);
}

#[test]
fn money_for_marketing_moves_partners_by_its_elasticity_alone() {
    let program = plain(
        "
role director \"Director\" { duty \"Owns it.\" }
fund mdf \"Marketing money\" {
  accrue   10% of bookings in quarter
  cap      50,000 USD per partner per year crossing paid to the limit
  reimburse
    | activity | share | most paid  | proof   | stage     |
    | webinar  |   50% | 20,000 USD | invoice | awareness |
  approval on cost of activity in US
    | from  | by       | within          | silence  |
    | 0 USD | director | 2 business days | approved |
  request  at least 14 days before activity
  claim    within 45 days after activity
  expire   2 quarters after the quarter of accrual
  pay      30 days after approved claim next business day in US to the partner as credit note
  undo     never
  account  marketing
  tax      reported by partner
}
",
    );
    let asked = &["request_hazard", "marketing_displacement"];
    assert!(moves(
        &program,
        &only(&[asked, &["marketing_elasticity"]], &program)
    ));
    assert!(!moves(&program, &only(&[asked], &program)));
}

/// How often a tier that is earned by large quarters is lost again.
fn falls(grace: &str) -> f64 {
    let program = plain(&format!(
        "
tier member \"Member\" {{
  rank   1
  earn   bookings in quarter >= 60,000 USD
  review every quarter on last business day in US
  rise   at review
  fall   at review after 1 missed review one rank at a time
{grace}}}
"
    ));
    let mut scenario = still(60, &program);
    scenario.runs = 2;
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let totals = &forecast.world("program").unwrap().totals;
    assert!(totals.iter().map(|each| each.rises).sum::<f64>() > 0.0);
    totals.iter().map(|each| each.falls).sum()
}

#[test]
fn m11_a_fall_that_never_comes() {
    assert!(falls("") > 0.0);
    assert_eq!(falls("  grace  24 months\n"), 0.0);
}

/// Partners who learn of everything and enrol, and how many people finish where passing brings so much.
fn completions(bonus: &str, elasticity: f64) -> f64 {
    let program = plain(&format!(
        "
certification seller \"Seller\" {{}}
track sales \"Sales track\" {{
  for    sales
  course basics \"Basics\" {{ 45 minutes; mode on_demand }}
  grants seller for 12 months
}}
{bonus}"
    ));
    let mut scenario = only(&[&["learning_per_visit", "enrolment_hazard"]], &program);
    scenario.behaviour.enrolment_reward = elasticity;
    let forecast = run(&program, &scenario, &Options::default()).unwrap();
    let totals = &forecast.world("program").unwrap().totals;
    totals.iter().map(|each| each.completions).sum()
}

#[test]
fn a_reward_for_passing_brings_people_by_its_elasticity_alone() {
    let bonus = format!(
        "
bonus passed \"Passed\" {{
  on      each person certified as seller in year
  amount  900 USD per person
{}",
        PAID
    );
    assert!(completions(&bonus, 0.5) > completions("", 0.5));
    assert_eq!(completions(&bonus, 0.0), completions("", 0.0));
}

/// What is claimed for a special price is the discount on what was sold at it, and nothing where nobody contests.
#[test]
fn a_special_price_costs_its_discount() {
    let program = plain(&SPECIAL.replace("PAID", PAID));
    let mut scenario = still(60, &program);
    scenario.runs = 2;
    scenario.behaviour.special_price_cut = 0.05;
    let paid = |scenario: &Scenario| {
        let forecast = run(&program, scenario, &Options::default()).unwrap();
        let [with, without] = ["program", "none"].map(|name| forecast.world(name).unwrap());
        // Without a gain in chances the same deals are won.
        let sum = |world: &World, of: fn(&Totals) -> f64| world.totals.iter().map(of).sum::<f64>();
        assert_eq!(
            sum(with, |each| each.revenue),
            sum(without, |each| each.revenue)
        );
        let year = sum(with, |each| each.revenue_in_year);
        sum(with, |each| each.payouts) / year
    };
    assert_eq!(paid(&scenario), 0.0);
    scenario.behaviour.contested_share = 0.4;
    // 5% of 40% of what is sold in the year: 2%. Some 60 deals a partner-year and run contest or not by lot; three
    // standard errors of the contested part of 60 x 2 partner-years stay inside a tenth of it.
    let share = paid(&scenario);
    assert!((share / 0.02 - 1.0).abs() < 0.1, "{share}");
}
