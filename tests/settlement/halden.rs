//! A program as people write it: rebate with tiers, launch reward with a cap and a budget, and a fund with
//! credit, claims and expiry.

use charter::base::name::Name;
use charter::fact::{Fact, FactKind, Value};
use charter::render::settlement::reason;
use charter::render::words::Language;
use charter::settle::entry::kind_word;
use charter::settle::ledger::Book;
use charter::settle::outcome::Outcome;
use charter::settle::{Account, Settlement, settle};

use crate::program_of;
use crate::world::{date, fact, known, sale_with, text};

const HALDEN: &str = r#"
program halden "Halden Partner Network" {
  edition   2027
  published 2026-10-15
  year      2027-02-01 to 2028-01-31
  money     USD
  round     half even per posting
  zone      America/Chicago
  languages en
  prevails  en
  assume    at most 40 partners at silver
  assume    at most 40 partners at gold
}

region NA "North America" { countries US; weekend Saturday, Sunday; closed 2027-07-05, 2027-12-24 }

line cloud "Cloud" { margin 74% internal }
product edge_router  "Edge Router"  { line cloud; list 4,200 USD }
product cloud_secure "Cloud Secure" { line cloud; list 20,000 USD }

measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }

tier silver "Silver" {
  rank   1
  earn   bookings over last 4 quarters >= 0 USD
  review every quarter on last business day in NA
  rise   at review
  fall   at review after 2 missed reviews in a row one rank at a time
}

tier gold "Gold" {
  rank   2
  earn   bookings over last 4 quarters >= 5,000,000 USD
  keep   bookings over last 4 quarters >= 0 USD
  review every quarter on last business day in NA
  rise   at review
  fall   at review after 2 missed reviews in a row one rank at a time
}

rebate volume "Quarterly volume rebate" {
  for     silver, gold as of sale date
  on      bookings in quarter
  rate    marginal across tier as of sale date continue
    | from        | silver | gold |
    | 0 USD       |   0.5% | 1.0% |
    | 250,000 USD |   1.0% | 2.0% |
    | 750,000 USD |   1.5% | 3.0% |
  cap     per partner per year crossing paid to the limit across tier as of quarter end
    | silver     | gold       |
    | 10,000 USD | 40,000 USD |
  pay     45 days after quarter end next business day in NA to the partner as credit note
  undo    when returned within 90 days of sale date by recomputing the period from next payout
  account contra revenue
  tax     reported by partner
}

spiff launch_reward "Launch reward" {
  for     gold as of sale date
  on      each deal with a sale of cloud_secure accepted in launch_push
  amount  500 USD per deal
  double  until 2027-04-13
  cap     2 deals per seller in launch_push crossing refused
  budget  launch_pot
  pay     10 business days after month end in NA to the seller as cash
  undo    when returned within 90 days of sale date at the rate first paid from next payout
  account marketing
  tax     reported by vendor
}
budget launch_pot "Launch rewards" internal {
  2,600 USD
  owner   finance
  order   first accepted ties by claim number
  crossing refused
}
role finance "Finance" { }

fund mdf "Market development fund" {
  for     gold as of quarter end
  accrue  1% of bookings in quarter
  cap     60,000 USD per partner per year crossing paid to the limit
  reimburse
    | activity | share | most paid | proof                  | stage     |
    | webinar  |   50% | 1,000 USD | invoice, attendee_list | awareness |
  approval on cost of activity in NA
    | from  | by        | within         | silence  |
    | 0 USD | automatic | 1 business day | approved |
  request at least 14 days before activity
  claim   within 45 days after activity
  expire  2 quarters after the quarter of accrual
  pay     30 days after approved claim next business day in NA to the partner as credit note
  undo    when returned within 90 days of sale date by recomputing the period from next payout
  account marketing
  tax     reported by partner
}

stack volume with launch_reward, mdf
stack launch_reward with mdf

calendar {
  promotion launch_push "Launch push" { 2027-03-15 to 2027-06-13; for gold; drives launch_reward }
}
"#;

fn partner(name: &str, tier: u16) -> Account {
    Account {
        name: Name::new(name),
        title: Name::new(name),
        region: None,
        sort: None,
        standing: Some((charter::base::id::TierId(tier), date("2027-02-01"))),
        joined: None,
    }
}

fn run(facts: &[Fact], until: &str) -> Settlement {
    let program = program_of(HALDEN);
    let partners = [partner("acme", 1), partner("brook", 0)];
    settle(&program, &partners, facts, date(until), None).unwrap()
}

/// Entries as `incentive payee kind amount`.
fn told(settlement: &Settlement) -> Vec<String> {
    let entries = settlement.entries.iter();
    let told = entries.map(|entry| {
        let (incentive, word) = (&entry.claim.incentive, kind_word(entry.kind));
        format!(
            "{incentive} {} {word} {}",
            entry.payee(),
            entry.amount.plain()
        )
    });
    told.collect()
}

fn sold(id: &str, day: &str, product: &str, amount: i128, more: &[(&str, Value)]) -> Fact {
    let mut fields = vec![("product", text(product))];
    fields.extend(more.iter().cloned());
    let mut fact = sale_with(id, "acme", day, amount, &fields);
    let place = usize::from(charter::fact::FIELDS_OF_SALE.product.0);
    fact.values[place] = text(product);
    fact
}

#[test]
fn the_sample_of_the_language_pays_what_it_says() {
    let facts = [
        sold("s1", "2027-02-10", "edge_router", 350_000, &[]),
        sold("s2", "2027-04-20", "edge_router", 250_000, &[]),
    ];
    let settled = run(&facts, "2027-04-30");
    // 250,000 at 1% is 2,500; the other 350,000 at 2% is 7,000. The fund earns 1% of 600,000.
    assert_eq!(
        told(&settled),
        ["mdf acme fund credit 6000.00", "volume acme award 9500.00"]
    );
    assert_eq!(settled.entries[1].due, date("2027-06-14"));
    assert_eq!(
        settled.statements[0].payable.unwrap().to_string(),
        "9,500.00 USD"
    );
    assert_eq!(
        settled.statements[0].credit.unwrap().to_string(),
        "6,000.00 USD"
    );
}

#[test]
fn the_launch_reward_is_doubled_capped_by_seller_and_stops_with_its_budget() {
    let deal = |number: u32, day: &str, seller: &str| {
        let deal = format!("d{number}");
        let more = [("deal_id", text(&deal)), ("seller", text(seller))];
        sold(&format!("s{number}"), day, "cloud_secure", 1, &more)
    };
    let facts = [
        deal(1, "2027-03-14", "ann"), // before the push
        deal(2, "2027-04-13", "ann"), // the last doubled day
        deal(3, "2027-04-14", "ann"),
        deal(4, "2027-04-15", "ann"), // her third
        deal(5, "2027-04-16", "bert"),
        deal(6, "2027-04-17", "cleo"),
        deal(7, "2027-04-18", "dora"), // 100 left in the pot: refused
        deal(8, "2027-06-14", "emil"), // after the push
    ];
    let mut settled = run(&facts, "2027-06-30");
    settled
        .entries
        .retain(|entry| &*entry.claim.incentive == "launch_reward");
    assert_eq!(
        told(&settled),
        [
            "launch_reward ann award 1000.00",
            "launch_reward ann award 500.00",
            "launch_reward bert award 500.00",
            "launch_reward cleo award 500.00",
        ]
    );
    // Ten open days after Friday 2027-04-30.
    assert_eq!(settled.entries[0].due, date("2027-05-14"));
}

fn claim(id: &str, day: &str, held: &str, requested: &str, cost: i128, proof: &str) -> Fact {
    let fields = [
        ("fund", text("mdf")),
        ("activity", text("webinar")),
        ("cost", Value::Amount(cost * 100)),
        ("requested", Value::Date(date(requested))),
        ("held", Value::Date(date(held))),
        ("proof", text(proof)),
        ("decision", text("approved")),
    ];
    fact(FactKind::Claim, id, "acme", day, &fields)
}

#[test]
fn credit_is_claimed_in_time_with_proof_and_the_rest_expires() {
    let both = "invoice; attendee_list";
    let facts = [
        sold("s1", "2027-02-10", "edge_router", 160_000, &[]), // 1,600 of credit until 2027-10-31
        claim("c0", "2027-04-20", "2027-04-15", "2027-04-01", 100, both), // no credit yet
        claim("c1", "2027-06-10", "2027-06-01", "2027-05-18", 1_500, both), // half: 750
        claim("c2", "2027-06-11", "2027-06-01", "2027-05-19", 1_500, both), // asked a day late
        claim("c3", "2027-07-17", "2027-06-01", "2027-05-18", 1_500, both), // claimed a day late
        claim(
            "c4",
            "2027-07-16",
            "2027-06-01",
            "2027-05-18",
            1_500,
            "invoice",
        ),
        known(
            claim("c5", "2027-07-10", "2027-06-20", "2027-05-18", 3_000, both),
            "2027-07-16",
        ), // to the most paid of 1,000, but 850 are left
    ];
    let mut settled = run(&facts, "2027-11-30");
    // The credit is a cost of the quarter it was earned in; paying it out is none again.
    let accruals: Vec<_> = settled
        .accruals
        .iter()
        .filter(|accrual| accrual.account == charter::payout::Account::Marketing)
        .map(|accrual| (accrual.quarter.as_str(), accrual.amount.minor))
        .collect();
    assert_eq!(accruals, [("Q1 2027", 1_600_00)]);
    // What was credited was claimed in whole: nothing is left on its account, and every entry adds up to zero.
    let credit = settled.ledger.iter();
    let credit = credit.filter(|line| line.account == Book::FundCredit);
    assert_eq!(credit.map(|line| line.amount.minor).sum::<i128>(), 0);
    let all = settled.ledger.iter().map(|line| line.amount.minor);
    assert_eq!(all.sum::<i128>(), 0);
    settled
        .entries
        .retain(|entry| &*entry.claim.incentive == "mdf");
    assert_eq!(
        told(&settled),
        [
            "mdf acme fund credit 1600.00",
            "mdf acme reimbursement 750.00",
            "mdf acme reimbursement 850.00",
        ]
    );
    // Thirty days after it was approved, on Friday 2027-07-16, is a Sunday.
    assert_eq!(settled.entries[2].due, date("2027-08-16"));
    let told: Vec<_> = settled
        .rows
        .iter()
        .filter_map(|row| match &row.outcome {
            Outcome::Rejected(reason) => Some(format!(
                "{} {}",
                row.id,
                reason::rejected(Language::En, reason)
            )),
            Outcome::Paid(_) | Outcome::Excluded(_) => None,
        })
        .collect();
    assert_eq!(
        told,
        [
            "c2 the activity was not asked for in time",
            "c3 the claim came too late after the activity",
            "c4 the claim lacks the proof `attendee_list`",
        ]
    );
}

#[test]
fn unused_credit_expires_two_quarters_after_its_own() {
    let facts = [sold("s1", "2027-02-10", "edge_router", 160_000, &[])];
    let mut settled = run(&facts, "2027-11-30");
    settled
        .entries
        .retain(|entry| &*entry.claim.incentive == "mdf");
    assert_eq!(
        told(&settled),
        [
            "mdf acme fund credit 1600.00",
            "mdf acme expiry of credit -1600.00"
        ]
    );
    assert_eq!(settled.entries[1].booked, date("2027-10-31"));
}
