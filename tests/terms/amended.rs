//! What is like another block, or changed for a time, has the terms of what it would be written out in full.

use charter::export::canonical;

use crate::{comes_back, problems, program};

/// A program around one rebate and what is told of it.
fn around(rest: &str) -> String {
    format!(
        r#"
program small "Small Program" {{
  edition   2027
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      America/New_York
  languages en
  prevails  en
}}
region US "United States" {{ countries US; weekend Saturday, Sunday }}
line tools "Tools" {{ margin 45% internal }}
product widget "Widget" {{ line tools; list 1,200 USD }}
measure bookings "Bookings" {{ sum of sale.net_amount where sale.status is accepted }}
rebate volume "Volume rebate" {{
  on      bookings in quarter
{rest}"#
    )
}

/// The clauses of the rebate that never change.
const REST: &str =
    "  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
";

fn rebate(name: &str, title: &str, clauses: &str) -> String {
    format!("rebate {name} \"{title}\" {{\n  on bookings in quarter\n{clauses}{REST}}}\n")
}

/// Each with how it is written short, and how in full.
fn cases() -> Vec<(&'static str, String, String)> {
    let base = "  rate    2%\n  cap     900 USD per partner per year crossing refused\n";
    let whole = format!("{base}{REST}}}\n");
    let mut cases = Vec::new();
    let mut case =
        |name, short: String, full: String| cases.push((name, around(&short), around(&full)));
    case(
        "a variant",
        format!(
            "{whole}rebate another \"Other\" like volume {{ change rate 3%; drop cap; open when bookings in quarter >= 5 USD }}\n"
        ),
        format!(
            "{whole}{}",
            rebate(
                "another",
                "Other",
                "  rate 3%\n  open when bookings in quarter >= 5 USD\n"
            )
        ),
    );
    case(
        "a variant of a variant, declared before it, without a title",
        format!(
            "{whole}rebate z like another {{ change rate 4% }}\nrebate another \"Other\" like volume {{ drop cap }}\n"
        ),
        format!(
            "{whole}{}{}",
            rebate("another", "Other", "  rate 2%\n"),
            rebate("z", "Other", "  rate 4%\n")
        ),
    );
    case(
        "a change for a time",
        format!("{whole}change from 2027-04-01 until 2027-06-30 volume {{ rate 3% }}\n"),
        format!(
            "  rate 2% until 2027-03-31\n  rate 3% from 2027-04-01 until 2027-06-30\n  rate 2% from 2027-07-01\n  \
             cap 900 USD per partner per year crossing refused\n{REST}}}\n"
        ),
    );
    case(
        "two changes, the later written first",
        format!(
            "{whole}change from 2027-07-01 volume {{ rate 4%; cap 800 USD per partner per year crossing refused }}\n\
             change from 2027-04-01 until 2027-06-30 volume {{ rate 3% }}\n"
        ),
        format!(
            "  rate 2% until 2027-03-31\n  rate 3% from 2027-04-01 until 2027-06-30\n  rate 4% from 2027-07-01\n  \
             cap 900 USD per partner per year crossing refused until 2027-06-30\n  \
             cap 800 USD per partner per year crossing refused from 2027-07-01\n{REST}}}\n"
        ),
    );
    cases
}

#[test]
fn an_amended_block_has_the_terms_of_the_written_one() {
    for (name, short, full) in cases() {
        for text in [&short, &full] {
            let text = std::slice::from_ref(text);
            assert_eq!(problems(text), Vec::<String>::new(), "{name}\n{text:?}");
        }
        let (short, full) = (program(&[short]).unwrap(), program(&[full]).unwrap());
        assert_eq!(canonical(&short), canonical(&full), "{name}");
        comes_back(name, &short);
    }
}

#[test]
fn what_amends_nothing_is_told() {
    let whole = format!("  rate    2%\n{REST}}}\n");
    for (rest, told) in [
        (
            "rebate another like volum { drop rate }",
            "there is no rebate `volum`",
        ),
        (
            "rebate another like bookings { drop rate }",
            "`bookings` is a measure, and a rebate cannot be like it",
        ),
        (
            "rebate another like volume { change cap 3 USD per partner per year crossing refused }",
            "`volume` has no clause `cap` to change",
        ),
        (
            "rebate another like volume { drop needs }",
            "`volume` has no clause `needs` to change",
        ),
        (
            "rebate another like volume { change rate 2% }",
            "`rate` says what it says already",
        ),
        (
            "rebate a like b {}\nrebate b like a {}",
            "the blocks are like each other in a circle",
        ),
        (
            "change from 2027-02-01 volum { rate 3% }",
            "there is no incentive `volum`",
        ),
        (
            "change from 2027-02-01 volume { rat 3% }",
            "`volume` has no clause `rat` to change",
        ),
        (
            "change from 2027-02-01 volume { tax reported by vendor }",
            "a clause `tax` holds for the whole year",
        ),
        (
            "change from 2027-02-01 volume { rate 3% }\nchange from 2027-03-01 volume { rate 4% }",
            "two changes of one clause hold on the same days",
        ),
        (
            "change volume { rate 3% }",
            "expected `from`, found `volume`",
        ),
    ] {
        let found = problems(&[around(&format!("{whole}{rest}\n"))]);
        assert!(found.iter().any(|each| each == told), "{rest}: {found:#?}");
    }
}
