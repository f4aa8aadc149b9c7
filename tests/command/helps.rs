//! A help shows a line that is valid there: what it leads to is not the next error.

use std::fs;

use crate::run::{charter, errors};

const GROUND: &str = include_str!("../language/preamble.charter");
const DISCOUNT: &str = "discount front \"Front\" {
  for     gold as of sale date
  on      each sale of edge_router in year
RATE
  cap     5,000 USD per partner per year crossing paid to the limit
  undo    never
  account contra revenue
  tax     reported by partner
}
";

/// The names of what is wrong with these terms of a discount, and all that is said.
fn told(rate: &str, more: &str) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{GROUND}{}{more}", DISCOUNT.replace("RATE", rate));
    fs::write(folder.path().join("a.charter"), text).unwrap();
    let ran = charter(folder.path(), &["check", "a.charter", "--format", "json"]);
    let names = errors(&ran).into_iter().map(|it| {
        let told = it.to_string();
        told.split(' ').next().unwrap_or_default().to_owned()
    });
    (names.collect(), ran.out)
}

#[test]
fn a_help_is_a_line_that_is_valid() {
    let none: [&str; 0] = [];
    for (wrong, name, help, right) in [
        (
            "  rate    5%\n  keep    terms 90 days after registration",
            "keeps-nothing",
            "rate 5% until 2027-06-30, and rate 4% from 2027-07-01",
            "  rate    5% until 2027-06-30\n  rate    4% from 2027-07-01\n  keep    terms 90 days after registration",
        ),
        (
            "  rate    whole\n    | from    | all |\n    | 0 EUR   |  2% |\n    | 500 EUR |  4% |",
            "other-currency",
            "write the amount in USD",
            "  rate    marginal\n    | from    | all |\n    | 0 USD   |  2% |\n    | 500 USD |  4% |",
        ),
        (
            "  amount  50 USD per unit",
            "unknown-word",
            "did you mean `rate`? write: rate 10%",
            "  rate    10%",
        ),
        (
            "  rate    10% by bookings in year",
            "missing-table",
            "leave `by` out",
            "  rate    10%",
        ),
        (
            "  rate    10% across tier as of sale date",
            "missing-table",
            "a table of bands with a column for each below it",
            "  rate    whole across tier as of sale date\n    | from  | gold |\n    | 0 USD |  10% |",
        ),
    ] {
        let (names, said) = told(wrong, "");
        assert_eq!(names, [name], "{said}");
        assert!(said.contains(help), "{help}: {said}");
        let (names, said) = told(right, "");
        assert_eq!(names, none, "{said}");
    }
}

#[test]
fn who_has_it_at_the_order_waits_for_no_share() {
    let pot = |shared: &str| {
        format!("budget pot \"Pot\" {{ 450,000 USD per quarter; owner finance; {shared} }}\n")
    };
    let rate = "  rate    5%\n  budget  pot";
    let (names, said) = told(rate, &pot("share pro rata at quarter end"));
    assert_eq!(names, ["paid-before-share-known"]);
    let help = "order first accepted ties by claim number; crossing paid to the limit";
    assert!(
        said.contains(help) && !said.contains("pay 30 days"),
        "{said}"
    );
    assert_eq!(told(rate, &pot(help)).0.len(), 0);
}

/// Seventy roles in a row: the 65th is the first that is too far, and the others are so for the same reason.
#[test]
fn a_long_row_is_no_circle() {
    let roles = (1..70).map(|at| format!("role r{at} \"R{at}\" like r{} {{}}\n", at - 1));
    let roles: String = roles.collect();
    let (names, said) = told(
        "  rate    5%",
        &format!("role r0 \"R0\" {{ duty \"Files.\" }}\n{roles}"),
    );
    assert_eq!(names, ["like-too-deep"], "{said}");
    let plays = (1..70).map(|at| format!("playbook p{at} \"P{at}\" like p{} {{}}\n", at - 1));
    let plays: String = plays.collect();
    let (names, said) = told(
        "  rate    5%",
        &format!("playbook p0 \"P0\" {{ role clerk \"Clerk\" {{ duty \"Files.\" }} }}\n{plays}"),
    );
    assert_eq!(names, ["like-too-deep"], "{said}");
}

/// Each regional program is written out and checked whole: of a great many the first too many is told, once.
#[test]
fn regional_programs_are_counted() {
    let regions = (0..101).map(|at| format!("program p{at:03} \"P\" like page in EMEA {{}}\n"));
    let (names, said) = told("  rate    5%", &regions.collect::<String>());
    let many = names.iter().filter(|name| *name == "too-many-programs");
    assert_eq!(many.count(), 1, "{said}");
    assert!(
        said.contains("101 programs are like another here"),
        "{said}"
    );
}

/// A hundred partners at gold are assumed: 10,000 USD each in a quarter are 1,000,000, and in the year four times as much.
#[test]
fn a_guardrail_of_a_quarter_is_told_in_its_quarter() {
    let more = "guardrail exposure \"Exposure\" internal { worst case of all payouts per quarter <= 900,000 USD }
rebate volume \"Volume\" {
  for     gold as of sale date
  on      bookings in quarter
  rate    2%
  cap     10,000 USD per partner per quarter crossing paid to the limit
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
stack volume with front
";
    let (names, said) = told("  rate    0.001%", more);
    assert_eq!(names, ["guardrail-refuted"], "{said}");
    let quarter = "in 2027-10-01 to 2027-12-31: `volume` 1,000,000 USD";
    assert!(
        said.contains(quarter) && !said.contains("in the year"),
        "{said}"
    );
    assert!(said.contains("`charter bound` shows the case"), "{said}");
}

#[test]
fn a_clause_that_begins_with_the_word_is_meant() {
    let more = "program page_emea \"Page in Europe\" like page in EMEA {
  change front { drop keep }
}
";
    let kept = "  rate    5% until 2027-06-30\n  rate    4% from 2027-07-01\n  keep    terms 90 days after registration";
    let (names, said) = told(kept, more);
    assert_eq!(names, ["amends-nothing"], "{said}");
    assert!(said.contains("did you mean `keep terms`?"), "{said}");
}

const PAID: &str = "  cap     5,000 USD per partner per year crossing paid to the limit
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
";

/// All that is said of a block with these terms, on one line.
fn said_of(block: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{GROUND}{block}{PAID}");
    fs::write(folder.path().join("a.charter"), text).unwrap();
    let ran = charter(folder.path(), &["check", "a.charter"]);
    let all = format!("{}{}", ran.out, ran.err);
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The help at a jump is of the clause that jumps: no table is asked of what has none.
#[test]
fn a_jump_is_answered_by_the_clause_that_jumps() {
    let spiff = "spiff box \"Box\" {\n  on      each sale of edge_router in year\n";
    let gate = "  needs   bookings in quarter >= 100,000 USD\n";
    for (block, help) in [
        (
            format!("{spiff}  amount  50 USD per sale\n{gate}"),
            "ask for less, pay less at once, or",
        ),
        (
            format!("{spiff}  amount  50 USD per whole 10,000 USD\n"),
            "write a smaller step, or `in proportion to` in place of `per whole`, or",
        ),
        (
            format!("rebate box \"Box\" {{\n  on      bookings in quarter\n  rate    2%\n{gate}"),
            "leave the gate out and write `rate marginal` with a first band of 0%",
        ),
        (
            "rebate box \"Box\" {\n  on      bookings in quarter\n  rate    whole\n    | from | all |\n    \
             | 0 USD | 1% |\n    | 50,000 USD | 2% |\n"
                .to_owned(),
            "write `rate marginal`, put more bands between, or",
        ),
    ] {
        let said = said_of(&block);
        assert!(
            said.contains("payout-cliff") && said.contains(help),
            "{block}{said}"
        );
    }
}

/// What is paid on a quarter is no discount, whatever its payday; each of the two ways out is one.
#[test]
fn a_discount_of_a_quarter_is_told_of_its_sales() {
    let of = |on: &str, pay: &str| {
        format!(
            "rebate front \"Front\" {{\n  on      {on}\n  rate    5%\n  cap     5,000 USD per partner per year crossing paid to the limit\n  \
             pay     {pay}\n  undo    never\n  account contra revenue\n  tax     reported by partner\n}}\n"
        )
    };
    let discount = "0 days after sale date to the partner as discount";
    let note = "45 days after quarter end next business day in NA to the partner as credit note";
    let folder = tempfile::tempdir().unwrap();
    let ran = |block: String| {
        fs::write(folder.path().join("a.charter"), format!("{GROUND}{block}")).unwrap();
        charter(folder.path(), &["check", "a.charter", "--format", "json"])
    };
    let wrong = ran(of("bookings in quarter", discount));
    assert!(
        errors(&wrong)[0].starts_with("discount-not-at-the-order"),
        "{}",
        wrong.out
    );
    let help = format!("write `on each sale in year`, or pay it in another form: pay {note}");
    assert!(wrong.out.contains(&help), "{}", wrong.out);
    for right in [
        of("each sale in year", discount),
        of("bookings in quarter", note),
    ] {
        let ran = ran(right);
        assert_eq!(errors(&ran).len(), 0, "{}", ran.out);
    }
}

#[test]
fn an_amount_of_a_unit_is_answered_by_one() {
    let spiff =
        "spiff box \"Box\" {\n  on      each sale of edge_router in year\n  amount  50 USD ";
    let said = said_of(&format!("{spiff}per unit\n"));
    assert!(said.contains("help: write: per whole 1 unit"), "{said}");
    let said = said_of(&format!("{spiff}per box\n"));
    assert!(
        said.contains("its phrases are `per whole`, `per deal`, `per sale`"),
        "{said}"
    );
    let said = said_of(&format!("{spiff}per whole 1 unit\n"));
    assert!(!said.contains("error"), "{said}");
}

/// What names a tier where there is none is left out, and what is left is a line.
#[test]
fn partners_of_no_tier_are_all_partners() {
    let head = "program page \"Page\" {
  edition   2027
  published 2026-11-01
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
  owner     director
  assume    at most 40 partners at gold
}
role director \"Director\" { duty \"Owns.\" }
";
    let folder = tempfile::tempdir().unwrap();
    let ran = |text: &str| {
        fs::write(folder.path().join("a.charter"), text).unwrap();
        charter(folder.path(), &["check", "a.charter", "--format", "json"])
    };
    let wrong = ran(head);
    assert_eq!(errors(&wrong), ["unknown-name 11:36"], "{}", wrong.out);
    assert!(
        wrong
            .out
            .contains("the program declares no tier: leave `at` and what follows it out"),
        "{}",
        wrong.out
    );
    let right = ran(&head.replace(" at gold", ""));
    assert_eq!(errors(&right).len(), 0, "{}", right.out);
}

/// `drop` takes a word; what the clause says behind it is not read, and so it is not written.
#[test]
fn what_stands_behind_a_dropped_word_is_refused() {
    let kept = "  rate    5% until 2027-06-30\n  rate    4% from 2027-07-01\n  keep    terms 90 days after registration";
    let region = |dropped: &str| {
        format!(
            "program page_emea \"Page in Europe\" like page in EMEA {{\n  change front {{ drop {dropped} }}\n}}\n"
        )
    };
    let (names, said) = told(kept, &region("keep terms 90 days after registration"));
    assert_eq!(names, ["unexpected-text"], "{said}");
    assert!(said.contains("write: drop keep terms"), "{said}");
    let (names, said) = told(kept, &region("keep terms"));
    assert_eq!(names.len(), 0, "{said}");
}

/// 200,000 evenly over the 91 days of the quarter, 45 at 4% and 46 at 5%: 3,956.04 and 5,054.95, and whole bands have no part below.
#[test]
fn two_equal_costs_are_one() {
    let block = "rebate volume \"Volume\" {
  on      bookings in quarter
  rate    whole until 2027-05-15
    | from        | all |
    | 0 USD       |  2% |
    | 100,000 USD |  4% |
  rate    whole from 2027-05-16
    | from        | all |
    | 0 USD       |  3% |
    | 100,000 USD |  5% |
";
    let said = said_of(block);
    assert!(said.contains("would get 9,010.99 USD by either"), "{said}");
}
