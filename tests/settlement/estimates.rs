//! What is estimated, provisional and final: an estimate is in no book, and what is final is corrected no more.

use charter::fact::FactKind;
use charter::model::Program;
use charter::settle::estimate::Estimate;
use charter::settle::state::State;
use charter::settle::{Settlement, settle};

use crate::world::date;
use crate::{account, facts_of, program_of};

const PROGRAM: &str = r#"
program small "Small Program" {
  edition   2027
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
  final     30 days after quarter end
}
region US "United States" { countries US; weekend Saturday, Sunday }
line tools "Tools" { margin 45% internal }
product widget "Widget" { line tools; list 1,200 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
tier silver "Silver" {
  rank   1
  earn   bookings over last 4 quarters >= 50,000 USD
  review every quarter on last day
  rise   on any day
  fall   never
}
rebate volume "Volume rebate" {
  on      bookings in quarter
  rate    whole
    | from        | all |
    | 0 USD       |  2% |
    | 100,000 USD |  4% |
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    when returned within 60 days of sale date by recomputing the period from next payout
  account contra revenue
  tax     reported by partner
}
spiff push "Push" {
  on      each sale of widget in year
  amount  10 USD
  pay     30 days after quarter end next business day in US to the partner as cash
  undo    never
  account marketing
  tax     reported by partner
}
stack volume with push
"#;

fn program() -> Program {
    program_of(PROGRAM)
}

fn settled(rows: &str, until: &str) -> Settlement {
    let program = program();
    let heading = "sale_id,happened,known,partner,product,net_amount,status\n";
    let facts = facts_of(&program, FactKind::Sale, &format!("{heading}{rows}"));
    let accounts = [account("acme"), account("bert")];
    settle(&program, &accounts, &facts, date(until), None).unwrap()
}

const SALES: &str = "s1,2027-01-10,2027-01-10,acme,widget,60000.00,accepted
s2,2027-02-20,2027-02-20,acme,widget,30000.00,accepted
s3,2027-02-25,2027-02-25,acme,widget,25000.00,pending
s4,2027-02-25,2027-02-25,bert,widget,0.00,accepted
";

fn of_acme(settled: &Settlement) -> &Estimate {
    let [only] = settled.estimates.as_slice() else {
        panic!("{:?}", settled.estimates);
    };
    assert_eq!(&*only.partner, "acme");
    only
}

#[test]
fn an_open_quarter_is_estimated_with_what_may_change_it() {
    // 60 days after 10 January is 11 March; on 11 March the first sale cannot come back any more.
    let cases = [("2027-03-10", 21, 9_000_000), ("2027-03-11", 20, 3_000_000)];
    for (until, left, may_return) in cases {
        let settled = settled(SALES, until);
        let estimate = of_acme(&settled);
        assert_eq!(estimate.amount.minor, 180_000, "2% of 90,000");
        assert_eq!(estimate.posted.minor, 0);
        assert_eq!(estimate.left, left);
        assert_eq!(estimate.may_return.minor, may_return, "{until}");
        assert_eq!(estimate.pending.minor, 2_500_000);
        assert_eq!(estimate.tier.as_deref(), Some("Silver"));
        assert_eq!(estimate.review, Some(date("2027-03-31")));
    }
}

#[test]
fn an_estimate_is_in_no_book() {
    let open = settled(SALES, "2027-03-30");
    assert_eq!(of_acme(&open).left, 1);
    let is_volume = |name: &str| name == "volume";
    assert!(!open.all().any(|each| is_volume(&each.claim.incentive)));
    let posted: i128 = open
        .ledger
        .iter()
        .map(|line| line.amount.minor.max(0))
        .sum();
    assert_eq!(posted, 3_000, "three events of 10");
    let accrued: Vec<_> = open
        .accruals
        .iter()
        .map(|each| (each.state, each.amount.minor))
        .collect();
    assert_eq!(
        accrued,
        [(State::Estimate, 180_000), (State::Provisional, 3_000)]
    );
    assert_eq!(
        open.rolls
            .iter()
            .map(|roll| roll.booked.minor)
            .sum::<i128>(),
        3_000
    );
    // On the last day the quarter is closed: nothing of it is an estimate.
    let closed = settled(SALES, "2027-03-31");
    assert_eq!(closed.estimates, []);
    assert!(closed.all().any(|each| is_volume(&each.claim.incentive)));
}

#[test]
fn a_partner_with_nothing_but_an_estimate_is_told_of_it() {
    let rows = "s1,2027-01-10,2027-01-10,acme,widget,60000.00,accepted\n";
    let program = program_of(PROGRAM.split_once("spiff push").unwrap().0);
    let heading = "sale_id,happened,known,partner,product,net_amount,status\n";
    let facts = facts_of(&program, FactKind::Sale, &format!("{heading}{rows}"));
    let settled = settle(
        &program,
        &[account("acme")],
        &facts,
        date("2027-02-01"),
        None,
    )
    .unwrap();
    let [statement] = settled.statements.as_slice() else {
        panic!("one statement");
    };
    assert_eq!(statement.entries, []);
    assert_eq!(statement.payable, None);
    assert_eq!(statement.estimates, settled.estimates);
}

#[test]
fn what_is_posted_is_final_on_the_last_day_of_correction() {
    let program = program();
    let state = |until| State::of(&program, date("2027-03-31"), date(until));
    assert_eq!(state("2027-04-29"), State::Provisional);
    assert_eq!(state("2027-04-30"), State::Final);
    assert_eq!(
        State::of(&program, date("2027-04-01"), date("2027-04-30")),
        State::Provisional
    );
}

#[test]
fn a_sale_that_comes_after_its_quarter_is_final_is_told_why_it_earns_nothing() {
    let late = "s9,2027-03-01,2027-05-01,acme,widget,70000.00,accepted\n";
    let settled = settled(&format!("{SALES}{late}"), "2027-06-29");
    let row = settled.rows.iter().find(|row| &*row.id == "s9").unwrap();
    let told = format!("{:?}", row.outcome);
    assert_eq!(told, "Excluded(AfterFinal)");
    let volume: i128 = settled
        .all()
        .filter(|each| &*each.claim.incentive == "volume")
        .map(|each| each.amount.minor)
        .sum();
    assert_eq!(volume, 180_000);
}

/// 3,000 a quarter, shared at its end among rebates of 10% and whoever else asks.
fn pooled(on: &str, paid: &str) -> Program {
    let head = PROGRAM.split_once("rebate volume").unwrap().0;
    let undo = match on.starts_with("spiff") {
        true => "at the rate first paid",
        false => "by recomputing the period",
    };
    program_of(&format!(
        r#"{head}
role finance "Finance" {{}}
budget pot "Pot" internal {{ 3,000 USD per quarter; owner finance; share pro rata at quarter end }}
{on}
  budget  pot
  pay     30 days after quarter end next business day in US to the {paid}
  undo    when returned within 10 days of sale date {undo} from next payout
  account contra revenue
  tax     reported by partner
}}
"#
    ))
}

/// Who is paid, days until it is posted, what is estimated and what may come back, in dollars.
type Told<'a> = (&'a str, i64, i128, i128);

#[test]
fn what_waits_for_a_share_is_estimated_as_if_it_were_shared_today() {
    let quarter = "rebate volume \"Volume\" {\n  on bookings in quarter\n  rate 10%";
    let month = "rebate volume \"Volume\" {\n  on bookings in month\n  rate 10%";
    let sale =
        "spiff volume \"Volume\" {\n  on each sale of widget in year\n  amount 10% of the sale";
    let credit = "partner as credit note";
    let cases: [(&str, &str, &str, &[Told]); 4] = [
        // 2,000 and 4,000 are wanted; the sale of 20 February can come back until 2 March.
        (
            quarter,
            credit,
            "2027-02-28",
            &[("acme", 31, 1_000, 0), ("bert", 31, 2_000, 40_000)],
        ),
        // January is closed and waits for the end of the quarter as February does.
        (
            month,
            credit,
            "2027-02-28",
            &[("acme", 31, 1_000, 0), ("bert", 31, 2_000, 40_000)],
        ),
        // Nobody else asks yet: 2,000 fit.
        (quarter, credit, "2027-02-19", &[("acme", 40, 2_000, 0)]),
        // Each sale waits, and its seller is told.
        (
            sale,
            "seller as cash",
            "2027-02-28",
            &[("ann", 31, 1_000, 0), ("ben", 31, 2_000, 40_000)],
        ),
    ];
    for (on, paid, until, expected) in cases {
        let program = pooled(on, paid);
        let rows = "sale_id,happened,partner,seller,product,net_amount,status
s1,2027-01-10,acme,ann,widget,20000.00,accepted
s2,2027-02-20,bert,ben,widget,40000.00,accepted
";
        let facts = facts_of(&program, FactKind::Sale, rows);
        let accounts = [account("acme"), account("bert")];
        let settled = settle(&program, &accounts, &facts, date(until), None).unwrap();
        let told: Vec<Told> = settled
            .estimates
            .iter()
            .map(|it| {
                let whole = |minor: i128| minor / 100;
                let (amount, back) = (it.amount.minor, it.may_return.minor);
                (&*it.payee, it.left, whole(amount), whole(back))
            })
            .collect();
        assert_eq!(told, expected, "{on} {until}");
        let accrued: i128 = settled.accruals.iter().map(|it| it.amount.minor).sum();
        let sum: i128 = expected.iter().map(|(_, _, amount, _)| amount * 100).sum();
        assert_eq!(accrued, sum, "{on} {until}");
        for (payee, ..) in expected {
            let mut own = settled.statements.iter().filter(|it| &*it.payee == *payee);
            assert_eq!(own.next().unwrap().estimates.len(), 1, "{payee}");
        }
    }
}
