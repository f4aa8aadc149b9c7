//! A name is an identity: what has another one now is paid for no second time where it says what it was.

use charter::fact::{Fact, FactKind};
use charter::model::Program;
use charter::settle::history::History;
use charter::settle::settle;

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
}
region US "United States" { countries US; weekend Saturday, Sunday }
line tools "Tools" { margin 45% internal }
product widget "Widget" { line tools; list 1,200 USD }
measure bookings "Bookings" { sum of sale.net_amount where sale.status is accepted }
rebate volume "Volume rebate" {
  on      bookings in quarter
  rate    2%
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    when returned within 90 days of sale date by recomputing the period from next payout
  account contra revenue
  tax     reported by partner
}
spiff push "Push" {
  on      each sale of widget in year
  amount  10 USD
  cap     25 USD per partner per quarter crossing paid to the limit
  pay     30 days after quarter end next business day in US to the partner as cash
  undo    when returned within 90 days of sale date at the rate first paid from next payout
  account marketing
  tax     reported by partner
}
stack volume with push
"#;

/// Each name that changes, with its declaration as it was and as it is. The new names stand in another order.
const RENAMED: &[(&str, &str, &str)] = &[
    ("push", "a_push \"Push\"", "spiff push \"Push\""),
    (
        "volume",
        "z_volume \"Volume rebate\"",
        "rebate volume \"Volume rebate\"",
    ),
    ("widget", "gadget \"Widget\"", "product widget \"Widget\""),
];

/// The program under other names, with or without saying what they were.
fn renamed(keeps: bool) -> Program {
    let mut text = PROGRAM.to_owned();
    for (old, new, declared) in RENAMED {
        let (kind, _) = declared.split_once(' ').unwrap();
        let from = if keeps {
            format!(" renamed from {old}")
        } else {
            String::new()
        };
        text = text.replace(declared, &format!("{kind} {new}{from}"));
    }
    text = text.replace("stack volume with push", "stack z_volume with a_push");
    program_of(&text.replace("sale of widget", "sale of gadget"))
}

/// Two sales and one return. The sales still name the product as they did.
fn facts(program: &Program) -> Vec<Fact> {
    let rows = [
        (
            FactKind::Sale,
            "sale_id,happened,known,partner,product,net_amount\n\
             s1,2027-01-20,2027-01-20,acme,widget,1000.00\n\
             s2,2027-02-20,2027-02-20,acme,widget,500.00\n",
        ),
        (
            FactKind::Return,
            "return_id,happened,known,sale_id,net_amount\nr1,2027-03-01,2027-03-01,s1,1000.00\n",
        ),
    ];
    let read = |(kind, text)| facts_of(program, kind, text);
    rows.into_iter().flat_map(read).collect()
}

fn settled(program: &Program, history: Option<&History>) -> (usize, History) {
    let facts = facts(program);
    let settled = settle(
        program,
        &[account("acme")],
        &facts,
        date("2027-03-31"),
        history,
    )
    .unwrap();
    let after = History::after(history, program, "hash", &facts, &settled);
    (settled.entries.len(), after)
}

#[test]
fn a_second_settlement_under_new_names_posts_nothing() {
    let (count, history) = settled(&program_of(PROGRAM), None);
    // 10 for each sale, 10 taken back, and 2% of 500.
    assert_eq!(count, 4);
    let program = renamed(true);
    let problems = history.problems(
        &program,
        &[account("acme")],
        &facts(&program),
        date("2027-03-31"),
    );
    assert_eq!(problems, []);
    let (more, after) = settled(&program, Some(&history));
    assert_eq!(more, 0);
    assert_eq!(after.entries, history.entries);
}

#[test]
fn entries_are_the_same_under_new_names() {
    let (_, before) = settled(&program_of(PROGRAM), None);
    let (_, after) = settled(&renamed(true), None);
    let told = |history: &History| -> Vec<String> {
        let entries = history.entries.iter();
        entries
            .map(|it| format!("{} {:?} {:?}", it.id, it.claim, it.amount))
            .collect()
    };
    assert_eq!(told(&before), told(&after));
}

#[test]
fn another_name_alone_is_another_incentive() {
    let (_, history) = settled(&program_of(PROGRAM), None);
    let plain = PROGRAM
        .replace("spiff push", "spiff shove")
        .replace("with push", "with shove");
    let program = program_of(&plain);
    let problems = history.problems(
        &program,
        &[account("acme")],
        &facts(&program),
        date("2027-03-31"),
    );
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].name, "posted-incentive-missing");
    assert!(
        problems[0]
            .help
            .as_ref()
            .unwrap()
            .contains("renamed from OLD")
    );
    // Nothing that is only renamed in its declaration is known by its old name.
    assert!(renamed(false).product_named("widget").is_none());
}
