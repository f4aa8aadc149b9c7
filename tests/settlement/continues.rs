//! One settlement after another, case by case as `docs/reference/settlement.md` lists them. Each history goes
//! through its text, as it does on disk.

use charter::fact::{Fact, FactKind};
use charter::model::Program;
use charter::settle::entry::kind_word;
use charter::settle::history::History;
use charter::settle::history_text::{read, write};
use charter::settle::ledger::{balance, words};
use charter::settle::{Account, Settlement, settle};

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
  rate    marginal
    | from        | all |
    | 0 USD       |  2% |
    | 100,000 USD |  4% |
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

/// What the first settlement, up to 2027-03-31, is given.
const SALES: &str = "s1,2027-01-20,2027-01-20,acme,widget,100000.00\n";

/// 2% of 100,000, and 10 for the sale.
const FIRST: [&str; 2] = [
    "1 award push acme `sale s1` 10.00 on 2027-01-20",
    "1 award volume acme `quarter 2027-01-01` 2000.00 on 2027-03-31",
];

fn read_as(program: &Program, kind: FactKind, heading: &str, rows: &str) -> Vec<Fact> {
    facts_of(program, kind, &format!("{heading}\n{rows}"))
}

fn facts(program: &Program, sales: &str, returns: &str) -> Vec<Fact> {
    let sales = read_as(
        program,
        FactKind::Sale,
        "sale_id,happened,known,partner,product,net_amount",
        sales,
    );
    let returns = read_as(
        program,
        FactKind::Return,
        "return_id,happened,known,sale_id,net_amount",
        returns,
    );
    [sales, returns].concat()
}

fn accounts(names: &[&str]) -> Vec<Account> {
    names.iter().map(|name| account(name)).collect()
}

/// A settlement and the history after it, read back from its text.
fn go(
    program: &Program,
    facts: &[Fact],
    until: &str,
    history: Option<&History>,
) -> (Settlement, History) {
    let accounts = accounts(&["acme", "bert"]);
    if let Some(history) = history {
        assert_eq!(history.problems(program, &accounts, facts, date(until)), []);
    }
    let settled = settle(program, &accounts, facts, date(until), history).unwrap();
    assert_eq!(balance(&settled.ledger, program.currency), 0);
    let text = write(&History::after(history, program, "hash", facts, &settled));
    let after = read(&text).unwrap();
    assert_eq!(write(&after), text);
    (settled, after)
}

/// New entries: number, kind, incentive, payee, what for, amount, booked.
fn told(settled: &Settlement) -> Vec<String> {
    let told = settled.entries.iter().map(|entry| {
        format!(
            "{} {} {} {} `{}` {} on {}",
            entry.sequence,
            kind_word(entry.kind),
            entry.claim.incentive,
            entry.payee(),
            entry.claim.earned,
            entry.amount.plain(),
            entry.booked
        )
    });
    told.collect()
}

fn first() -> (Program, History) {
    let program = program_of(PROGRAM);
    let (settled, history) = go(&program, &facts(&program, SALES, ""), "2027-03-31", None);
    assert_eq!(told(&settled), FIRST);
    (program, history)
}

/// What more is given, the text of the program that is replaced and by what, up to when, and what is posted.
struct Case {
    name: &'static str,
    sales: &'static str,
    returns: &'static str,
    replaced: (&'static str, &'static str),
    until: &'static str,
    posted: &'static [&'static str],
}

const SAME: Case = Case {
    name: "the same again",
    sales: "",
    returns: "",
    replaced: ("", ""),
    until: "2027-03-31",
    posted: &[],
};

const CASES: &[Case] = &[
    SAME,
    Case {
        name: "a later day, and nothing new",
        until: "2027-06-30",
        ..SAME
    },
    Case {
        name: "a sale of a closed quarter that is known later: 50,000 at 4%",
        sales: "s2,2027-03-02,2027-04-12,acme,widget,50000.00\n",
        until: "2027-06-30",
        posted: &[
            "1 award push acme `sale s2` 10.00 on 2027-04-12",
            "2 adjustment volume acme `quarter 2027-01-01` 2000.00 on 2027-04-12",
        ],
        ..SAME
    },
    Case {
        name: "a sale that should have been in the facts: 6,000 at 4%, on the first open day",
        sales: "s3,2027-03-10,2027-03-11,acme,widget,6000.00\n",
        until: "2027-06-30",
        posted: &[
            "1 award push acme `sale s3` 10.00 on 2027-04-01",
            "2 adjustment volume acme `quarter 2027-01-01` 240.00 on 2027-04-01",
        ],
        ..SAME
    },
    Case {
        name: "the same where no further day is closed",
        sales: "s3,2027-03-10,2027-03-11,acme,widget,6000.00\n",
        posted: &[
            "1 award push acme `sale s3` 10.00 on 2027-04-01",
            "2 adjustment volume acme `quarter 2027-01-01` 240.00 on 2027-04-01",
        ],
        ..SAME
    },
    Case {
        name: "a return after the close: 2% of 30,000, and three tenths of 10",
        returns: "r1,2027-04-10,2027-04-20,s1,30000.00\n",
        until: "2027-06-30",
        posted: &[
            "2 reversal push acme `sale s1` -3.00 on 2027-04-20",
            "2 reversal volume acme `quarter 2027-01-01` -600.00 on 2027-04-20",
        ],
        ..SAME
    },
    Case {
        name: "another rate: 3% less 2%",
        replaced: ("|  2% |", "|  3% |"),
        posted: &["2 adjustment volume acme `quarter 2027-01-01` 1000.00 on 2027-04-01"],
        ..SAME
    },
    Case {
        name: "a lower rate takes back: 0.5% less 2%",
        replaced: ("|  2% |", "|  0.5% |"),
        until: "2027-06-30",
        posted: &["2 adjustment volume acme `quarter 2027-01-01` -1500.00 on 2027-04-01"],
        ..SAME
    },
    Case {
        name: "another rate and a late sale: 3% less 2% of 100,000, then 4% of 50,000",
        sales: "s2,2027-03-02,2027-04-12,acme,widget,50000.00\n",
        replaced: ("|  2% |", "|  3% |"),
        until: "2027-06-30",
        posted: &[
            "2 adjustment volume acme `quarter 2027-01-01` 1000.00 on 2027-04-01",
            "1 award push acme `sale s2` 10.00 on 2027-04-12",
            "3 adjustment volume acme `quarter 2027-01-01` 2000.00 on 2027-04-12",
        ],
        ..SAME
    },
    Case {
        name: "another account moves the cost and pays nothing",
        replaced: ("account marketing", "account cost of sales"),
        posted: &["2 adjustment push acme `sale s1` 0.00 on 2027-04-01"],
        ..SAME
    },
    Case {
        name: "a new incentive, named before the others, pays for the time before",
        replaced: (
            "stack volume with push",
            "spiff again \"Again\" {\n on each sale in year\n amount 1 USD\n pay 0 business days after sale date in US to the partner as cash\n \
             undo never\n account marketing\n tax reported by partner\n}\nstack volume with push, again\nstack push with again",
        ),
        posted: &["1 award again acme `sale s1` 1.00 on 2027-04-01"],
        ..SAME
    },
    Case {
        name: "an incentive that gives nothing any more takes back",
        replaced: (
            "each sale of widget in year",
            "each sale of widget in 2027-07-01 to 2027-12-31",
        ),
        posted: &["2 adjustment push acme `sale s1` -10.00 on 2027-04-01"],
        ..SAME
    },
    Case {
        name: "a title is no identity",
        replaced: ("\"Volume rebate\"", "\"Rebate by volume\""),
        ..SAME
    },
];

#[test]
fn what_is_posted_is_the_difference_and_posted_once() {
    let (_, history) = first();
    for case in CASES {
        let text = PROGRAM.replacen(
            case.replaced.0,
            case.replaced.1,
            usize::from(!case.replaced.0.is_empty()),
        );
        assert!(
            case.replaced.0.is_empty() || text != PROGRAM,
            "{}",
            case.name
        );
        let program = program_of(&text);
        let facts = facts(&program, &format!("{SALES}{}", case.sales), case.returns);
        let (settled, after) = go(&program, &facts, case.until, Some(&history));
        assert_eq!(told(&settled), case.posted, "{}", case.name);
        assert_eq!(
            told_of(&settled),
            FIRST,
            "{}: what was posted stays",
            case.name
        );
        let (again, last) = go(&program, &facts, case.until, Some(&after));
        assert_eq!(told(&again), [] as [String; 0], "{}, again", case.name);
        assert_eq!(write(&last), write(&after), "{}, again", case.name);
        assert_eq!(again.ledger, settled.ledger, "{}, again", case.name);
    }
}

/// What earlier settlements posted, in the same words.
fn told_of(settled: &Settlement) -> Vec<String> {
    let earlier = Settlement {
        entries: settled.earlier.clone(),
        ..settled.clone()
    };
    told(&earlier)
}

#[test]
fn a_cost_that_moves_is_in_the_ledger_and_on_no_statement() {
    let (_, history) = first();
    let program = program_of(&PROGRAM.replace("account marketing", "account cost of sales"));
    let (settled, _) = go(
        &program,
        &facts(&program, SALES, ""),
        "2027-03-31",
        Some(&history),
    );
    let id = &settled.entries[0].id;
    let lines = settled.ledger.iter().filter(|line| line.entry == *id);
    let lines: Vec<_> = lines
        .map(|line| (words(line.account), line.amount.minor))
        .collect();
    assert_eq!(lines, [("marketing", -1_000), ("cost of sales", 1_000)]);
    assert_eq!(settled.statements.len(), 1);
    let all = settled.statements[0]
        .entries
        .iter()
        .chain(&settled.statements[0].earlier);
    assert!(all.into_iter().all(|entry| entry.id != *id));
}

#[test]
fn a_correction_is_due_as_if_it_were_earned_on_the_first_open_day() {
    let (_, history) = first();
    let program = program_of(&PROGRAM.replace("|  2% |", "|  3% |"));
    let (settled, _) = go(
        &program,
        &facts(&program, SALES, ""),
        "2027-03-31",
        Some(&history),
    );
    // The second quarter ends on 2027-06-30; thirty days later is Friday, 2027-07-30.
    assert_eq!(settled.entries[0].due, date("2027-07-30"));
    assert!(settled.entries[0].corrects);
    assert_eq!(settled.entries[0].before, 200_000);
    let quarters: Vec<_> = settled
        .accruals
        .iter()
        .map(|each| (&*each.quarter, each.amount.minor))
        .collect();
    assert_eq!(
        quarters,
        [
            ("Q1 2027", 200_000),
            ("Q1 2027", 1_000),
            ("Q2 2027", 100_000)
        ],
        "the closed quarter keeps its cost"
    );
}

/// A changed program, sales and partners, up to when, and the name of what stands against it.
type Refused = (
    (&'static str, &'static str),
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
);

const REFUSED: &[Refused] = &[
    (
        ("", ""),
        "",
        &["acme"],
        "2027-06-30",
        "settled-fact-missing",
    ),
    (
        ("", ""),
        "s1,2027-01-20,2027-01-20,acme,widget,100000.01\n",
        &["acme"],
        "2027-06-30",
        "settled-fact-changed",
    ),
    (
        ("", ""),
        SALES,
        &["bert"],
        "2027-06-30",
        "settled-partner-missing",
    ),
    (("", ""), SALES, &["acme"], "2027-03-30", "closed-already"),
    (
        ("spiff push", "spiff pushed"),
        SALES,
        &["acme"],
        "2027-06-30",
        "posted-incentive-missing",
    ),
    (
        ("program small", "program large"),
        SALES,
        &["acme"],
        "2027-06-30",
        "other-history",
    ),
    (
        ("2027-01-01 to 2027-12-31", "2026-02-01 to 2027-01-31"),
        SALES,
        &["acme"],
        "2027-06-30",
        "other-history",
    ),
];

#[test]
fn what_would_take_back_by_mistake_is_refused() {
    let (_, history) = first();
    for ((one, other), sales, names, until, problem) in REFUSED {
        let mut text = PROGRAM.replace("push, again", "push");
        if !one.is_empty() {
            text = text.replace(one, other).replace(
                "with push",
                if *one == "spiff push" {
                    "with pushed"
                } else {
                    "with push"
                },
            );
        }
        let program = program_of(&text);
        let found = history.problems(
            &program,
            &accounts(names),
            &facts(&program, sales, ""),
            date(until),
        );
        let found: Vec<&str> = found.iter().map(|problem| problem.name).collect();
        assert_eq!(found, [*problem], "{one} {sales}");
    }
}

/// What is replaced in the text of a history, by what, and what is expected instead.
const DAMAGED: &[(&str, &str, &str)] = &[
    (
        "charter history 2",
        "charter history 1",
        "expected `charter history 2` on line 1",
    ),
    ("\"facts\":1", "\"facts\":2", "expected a fact on line 4"),
    (
        "\"entries\":2",
        "\"entries\":1",
        "expected the end of the file on line 5",
    ),
    (
        "\"entries\":2",
        "\"entries\":3",
        "expected an entry on line 6",
    ),
    (
        "\"minor\":\"1000\"",
        "\"minor\":\"10.00\"",
        "expected an entry on line 4",
    ),
    (
        "\"sequence\":1",
        "\"sequence\":2",
        "expected an entry whose id is that of its claim and number on line 4",
    ),
    (
        "\"partner\":\"acme\"",
        "\"partner\":\"bert\"",
        "expected an entry whose id is that of its claim and number on line 4",
    ),
    (
        "\"before\":\"0\"",
        "\"before\":\"5\"",
        "expected the next entry of its claim on line 4",
    ),
    ("\"award\"", "\"present\"", "expected an entry on line 4"),
    (
        "\"until\":\"2027-03-31\"",
        "\"until\":\"2027-02-30\"",
        "expected a settlement on line 2",
    ),
    (
        "\"sale\",\"s1\"",
        "\"sail\",\"s1\"",
        "expected a fact on line 3",
    ),
];

#[test]
fn a_damaged_history_is_named_by_its_line() {
    let (_, history) = first();
    let text = write(&history);
    for (one, other, expected) in DAMAGED {
        let changed = text.replacen(one, other, 1);
        assert_ne!(changed, text, "{one}");
        assert_eq!(
            read(&changed).unwrap_err().to_string(),
            *expected,
            "{other}"
        );
    }
    assert_eq!(
        read("").unwrap_err().to_string(),
        "expected the heading of a history on line 1"
    );
}
