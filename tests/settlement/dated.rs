//! A change that is effective from a day alters nothing before it (law 8): whatever the day, the change and the
//! sales, what is earned until the day before is what it was without the change.

use charter::base::date::Date;
use charter::fact::{Fact, FactKind};
use charter::model::Program;
use charter::settle::entry::Entry;
use charter::settle::settle;
use proptest::prelude::*;

use crate::world::date;
use crate::{account, facts_of, program_of};

/// A program with a rebate of quarters, one of months with a `whole` table, a reward of sales with a cap. Each clause
/// that changes stands as `{RATE}` and so on.
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
{RATE}  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    when returned within 90 days of sale date by recomputing the period from next payout
  account contra revenue
  tax     reported by partner
}
rebate monthly "Monthly rebate" {
  on      bookings in month
{WHOLE}  pay     30 days after month end next business day in US to the partner as credit note
  undo    when returned within 90 days of sale date by recomputing the period from next payout
  account contra revenue
  tax     reported by partner
}
spiff push "Push" {
  on      each sale of widget in year
{AMOUNT}{CAP}  pay     30 days after quarter end next business day in US to the partner as cash
  undo    when returned within 90 days of sale date at the rate first paid from next payout
  account marketing
  tax     reported by partner
}
stack volume with push, monthly
stack push with monthly
"#;

/// What changes: the placeholder, the clause, how it was, how it becomes, and the table below each.
const CHANGES: [(&str, &str, &str, &str, &str, &str); 4] = [
    (
        "{RATE}",
        "rate",
        "marginal",
        "marginal restart",
        "    | from | all |\n    | 0 USD | 2% |\n    | 100,000 USD | 4% |\n",
        "    | from | all |\n    | 0 USD | 3% |\n    | 80,000 USD | 1% |\n",
    ),
    (
        "{WHOLE}",
        "rate",
        "whole",
        "whole continue",
        "    | from | all |\n    | 0 USD | 1% |\n    | 30,000 USD | 2% |\n",
        "    | from | all |\n    | 0 USD | 2% |\n    | 20,000 USD | 5% |\n",
    ),
    ("{AMOUNT}", "amount", "10 USD", "25 USD", "", ""),
    (
        "{CAP}",
        "cap",
        "60 USD per partner per year crossing paid to the limit",
        "90 USD per partner per year crossing paid to the limit",
        "",
        "",
    ),
];

/// The program, with every chosen clause another one from a day.
fn program(changed: [bool; 4], from: Option<Date>) -> Program {
    let mut text = PROGRAM.to_owned();
    for (chosen, (mark, word, old, new, was, is)) in changed.into_iter().zip(CHANGES) {
        let clause = match from.filter(|_| chosen) {
            None => format!("  {word} {old}\n{was}"),
            Some(from) => {
                let until = from.plus_days(-1);
                format!("  {word} {old} until {until}\n{was}  {word} {new} from {from}\n{is}")
            }
        };
        text = text.replace(mark, &clause);
    }
    program_of(&text)
}

fn facts(program: &Program, sales: &[(i64, u32)]) -> Vec<Fact> {
    let mut text = "sale_id,happened,known,partner,product,net_amount\n".to_owned();
    for (at, (day, amount)) in sales.iter().enumerate() {
        let day = date("2027-01-01").plus_days(*day);
        text.push_str(&format!("s{at},{day},{day},acme,widget,{amount}.00\n"));
    }
    facts_of(program, FactKind::Sale, &text)
}

fn entries(program: &Program, sales: &[(i64, u32)], until: Date) -> Vec<Entry> {
    settle(
        program,
        &[account("acme")],
        &facts(program, sales),
        until,
        None,
    )
    .unwrap()
    .entries
}

/// What was booked, as anybody outside sees it.
fn booked(entries: &[Entry], until: Date) -> Vec<String> {
    let told = entries
        .iter()
        .filter(|entry| entry.booked <= until)
        .map(|entry| {
            format!(
                "{} {:?} {} {}",
                entry.id,
                entry.claim,
                entry.amount.plain(),
                entry.booked
            )
        });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_change_from_a_day_alters_nothing_before_it(
        sales in prop::collection::vec((0_i64..365, 1_u32..60_000), 1..12),
        changed in prop::array::uniform4(any::<bool>()),
        cut in 1_i64..365,
    ) {
        let cut = date("2027-01-01").plus_days(cut);
        let (was, is) = (program(changed, None), program(changed, Some(cut)));
        let end = date("2027-12-31");
        let before = cut.plus_days(-1);
        let (old, new) = (entries(&was, &sales, end), entries(&is, &sales, end));
        prop_assert_eq!(booked(&old, before), booked(&new, before));
        // Settled on the day before, the change is not to be seen at all.
        prop_assert_eq!(
            booked(&entries(&was, &sales, before), before),
            booked(&entries(&is, &sales, before), before)
        );
    }

    /// A clause that is written twice with the same words, cut on any day, is one clause.
    #[test]
    fn a_cut_between_two_equal_versions_changes_nothing(
        sales in prop::collection::vec((0_i64..365, 1_u32..60_000), 1..12),
        cut in 1_i64..365,
    ) {
        let cut = date("2027-01-01").plus_days(cut);
        let whole = program([false; 4], None);
        let mut text = PROGRAM.to_owned();
        for (mark, word, old, _, was, _) in CHANGES {
            let until = cut.plus_days(-1);
            text = text.replace(
                mark,
                &format!("  {word} {old} until {until}\n{was}  {word} {old} from {cut}\n{was}"),
            );
        }
        let parted = program_of(&text);
        let end = date("2027-12-31");
        prop_assert_eq!(
            booked(&entries(&whole, &sales, end), end),
            booked(&entries(&parted, &sales, end), end)
        );
    }
}
