//! Programs that are wrong, as a pull request would bring them: what is found, where, and that nothing is
//! written. The id of a case is its number in the list of bad inputs; what has no case stands in
//! `not_applicable.rs`.

use std::fs;

use crate::run::{errors, refused};

/// A program on which a case may build.
const GROUND: &str = include_str!("../language/preamble.charter");

/// A case: its id, the file beside the ground, and all that must be found in it.
struct Case {
    id: &'static str,
    text: String,
    found: &'static [&'static str],
}

fn case(id: &'static str, text: impl Into<String>, found: &'static [&'static str]) -> Case {
    Case {
        id,
        text: text.into(),
        found,
    }
}

fn rebate(lines: &str) -> String {
    format!(
        "rebate volume \"Volume\" {{\n  for     gold as of sale date\n{lines}\n  pay     45 days after quarter end \
         next business day in NA to the partner as credit note\n  undo    when returned within 90 days of sale date \
         by recomputing the period from next payout\n  account contra revenue\n  tax     reported by partner\n}}\n"
    )
}

const CAPPED: &str = "  cap     40,000 USD per partner per year crossing paid to the limit";

fn characters() -> Vec<Case> {
    vec![
        case("A03", "\u{feff}role clerk \"Clerk\" { duty \"x\" }\n", &[]),
        case(
            "A03",
            "\u{feff}role clerk \"Cl\u{feff}erk\" { duty \"x\" }\n",
            &["invisible-character 1:16"],
        ),
        case(
            "A09",
            "role clerk \"a\u{1b}]0;x\u{7}\" { duty \"x\" }\n",
            &["control-character 1:14", "control-character 1:19"],
        ),
        case(
            "A11",
            "role clerk \"a\u{202e}b\" { duty \"x\" }\n",
            &["bidirectional-control 1:14"],
        ),
        case(
            "A13",
            "role clerk \"Clerk\" { duty \"x\u{2066}\" }\n",
            &["bidirectional-control 1:29"],
        ),
        case(
            "A15",
            rebate("  on      bookings in quarter\n  rate    2\u{200b}5%"),
            &["invisible-character 4:12"],
        ),
        case(
            "A17",
            rebate("  on      bookings in quarter\n  rate    2%\n  c\u{430}p 5 USD"),
            &["mixed-script 5:3", "unknown-word 5:3"],
        ),
        case(
            "A19",
            "role cafe\u{301} \"A\" { duty \"x\" }\nrole caf\u{e9} \"B\" { duty \"x\" }\n",
            &["name-not-normalised 1:6"],
        ),
        case(
            "A21",
            "role clerk \"Clerk\" {\r  duty \"x\"\r}\r",
            &["lone-carriage-return 1:21"],
        ),
        case(
            "A23",
            rebate("  on      bookings in quarter\n  rate    \u{2212}5%"),
            &["foreign-minus 4:11"],
        ),
        case(
            "A25",
            rebate("  on      bookings in quarter\n  rate    \u{ff15}%"),
            &["foreign-digits 4:11"],
        ),
        case(
            "A27",
            "role clerk \"Clerk\" { duty \"x }\n",
            &["unclosed-text 1:27"],
        ),
        case(
            "A29",
            "role clerk \"\\u{110000}\" { duty \"x\" }\n",
            &["bad-escape 1:13"],
        ),
    ]
}

fn shapes() -> Vec<Case> {
    let deep = |open: &str, close: &str, count: usize| {
        format!(
            "segment odd \"Odd\" {{ {}bookings in quarter >= 1 USD{} }}\n",
            open.repeat(count),
            close.repeat(count)
        )
    };
    let text = format!(
        "role clerk \"Clerk\" {{ duty \"{}\" }}\n",
        "x".repeat(16 * 1024 + 1)
    );
    vec![
        case("B01", deep("(", ")", 65), &["nesting-too-deep 1:84"]),
        case("B03", "[".repeat(100_000), &["nesting-too-deep 1:65"]),
        case(
            "B05",
            format!("role clerk {}5\n", "-".repeat(100_000)),
            &["nesting-too-deep 1:76"],
        ),
        case(
            "B09",
            "role one \"One\" {\n  duty \"x\"\nrole two \"Two\" {\n  duty \"x\"\nrole three \"Three\" { duty 5 }\n",
            &[
                "unclosed-block 2:11",
                "unclosed-block 4:11",
                "unexpected-text 5:27",
            ],
        ),
        case(
            "B11",
            "programm tiny \"Tiny\" { edition 2027 }\n",
            &["unknown-word 1:1"],
        ),
        case(
            "B13",
            "role clerk \"Clerk\" { duty \"x\" }\n; 5\n",
            &["empty-clause 2:1"],
        ),
        case(
            "B15",
            "role quarter \"Quarter\" { duty \"x\" }\n",
            &["reserved-name 1:6"],
        ),
        case("B17", text, &["text-too-long 1:27"]),
        case(
            "B19",
            format!("# {}", "x".repeat((1 << 20) - 1)),
            &["file-too-large 1:1048577"],
        ),
        case("B21", "a {\n".repeat(65), &["nesting-too-deep 65:3"]),
    ]
}

fn meanings() -> Vec<Case> {
    vec![
        case(
            "C01",
            "spiff quick \"Quick\" { for plattinum as of sale date }\n",
            &[
                "missing-clause 1:1",
                "missing-clause 1:1",
                "missing-clause 1:1",
                "missing-clause 1:1",
                "missing-clause 1:1",
                "missing-clause 1:1",
                "unknown-name 1:27",
            ],
        ),
        case(
            "C03",
            "role clerk \"One\" { duty \"x\" }\nrole clerk \"Two\" { duty \"x\" }\n",
            &["declared-twice 2:1"],
        ),
        case(
            "C09",
            "segment odd \"Odd\" { bookings in quarter >= 5% }\n",
            &["wrong-unit 1:44"],
        ),
        case(
            "C13",
            "segment odd \"Odd\" { 5 }\n",
            &["unexpected-text 1:21"],
        ),
        case(
            "C17",
            "segment odd \"Odd\" {\n  growth of bookings in quarter over bookings in previous year when base is 0 then \
             fails >= 5%\n}\n",
            &["period-mismatch 2:13"],
        ),
        case(
            "C19",
            "role gold_clerk \"Clerk\" { duty \"x\" }\ntier gold_clerk \"Tier\" {\n  rank   9\n  earn   bookings over \
             last 4 quarters >= 90,000,000 USD\n  review every quarter on last day\n  rise   at review\n  fall   never\n}\n",
            &["declared-twice 2:1"],
        ),
        case(
            "C21",
            "product odd \"Odd\" { line hardware; list 5 EURO }\n",
            &["unknown-currency 1:43"],
        ),
        case(
            "C23",
            "measure odd \"Odd\" { sum of sale.netto }\n",
            &["unknown-field 1:28"],
        ),
    ]
}

fn numbers() -> Vec<Case> {
    let price = |amount: &str| format!("product odd \"Odd\" {{ line hardware; list {amount} }}\n");
    vec![
        case("D01", price("10.005 EUR"), &["too-many-decimals 1:41"]),
        case("D05", price("1_0_0 EUR"), &["bad-grouping 1:41"]),
        case(
            "D07",
            rebate("  on      bookings in quarter\n  rate    .5%"),
            &["leading-point 4:11"],
        ),
        case(
            "D09",
            rebate("  on      bookings in quarter\n  rate    +5%"),
            &["leading-plus 4:11"],
        ),
        case(
            "D11",
            rebate("  on      bookings in quarter\n  rate    inf"),
            &["unknown-word 4:11"],
        ),
        case(
            "D13",
            rebate("  on      bookings in quarter\n  rate    101%"),
            &["rate-above-all 4:11"],
        ),
        case(
            "D15",
            price("100,000,000,000,000,000,000 EUR"),
            &["amount-out-of-range 1:41"],
        ),
    ]
}

fn dates() -> Vec<Case> {
    let closed = |text: &str| {
        format!("region US \"US\" {{ countries US; weekend Saturday, Sunday; closed {text} }}\n")
    };
    vec![
        case("E01", closed("2026-02-29"), &["no-such-date 1:65"]),
        case("E03", closed("01/02/2026"), &["bad-date 1:65"]),
        case(
            "E07",
            "calendar {\n  promotion push \"Push\" { 24:00 }\n}\n",
            &["digit-led-word 2:27"],
        ),
        case(
            "E15",
            "calendar {\n  promotion push \"Push\" { 2027-05-31 to 2027-05-01; for gold }\n}\n",
            &["ends-before-it-starts 2:27"],
        ),
        case(
            "E17",
            "spiff quick \"Quick\" {\n  on      each sale in year\n  amount  100 USD per sale until 2027-05-31\n  amount  \
             150 USD per sale from 2027-07-01\n  pay     30 days after quarter end next business day in NA to the partner \
             as credit note\n  undo    never\n  account marketing\n  tax     reported by partner\n}\n",
            &["gap-between-versions 4:3"],
        ),
    ]
}

fn rules() -> Vec<Case> {
    vec![
        case(
            "F01",
            format!(
                "{}\n{}",
                rebate(&format!(
                    "  on      bookings in quarter\n  rate    2%\n{CAPPED}"
                )),
                rebate(&format!(
                    "  on      bookings in quarter\n  rate    1%\n{CAPPED}"
                ))
                .replace("volume", "other_volume")
            ),
            &["unstated-stacking 1:1"],
        ),
        case(
            "F03",
            rebate(
                "  on      bookings in quarter\n  rate    marginal\n    | from      | all |\n    | 5,000 USD |  2% \
                 |\n    | 0 USD     |  3% |",
            ),
            &["bands-out-of-order 7:7"],
        ),
        case(
            "F11",
            rebate(
                "  on      bookings in quarter\n  rate    2%\n  cap     40,000 CHF per partner per year crossing paid \
                 to the limit",
            ),
            &["currency-without-exchange 5:18"],
        ),
        case(
            "F19",
            rebate(&format!(
                "  on      bookings in 2026-01-01 to 2026-06-30\n  rate    2%\n{CAPPED}"
            )),
            &["never-pays 3:3"],
        ),
        case(
            "F21",
            "guardrail small \"Small\" { payouts on any one sale <= 1% of sale.net_amount }\n\nspiff quick \"Quick\" \
             {\n  for     gold as of sale date\n  on      each sale of cloud_secure\n  amount  500 USD per sale\n  cap     \
             10 sales per partner per year crossing refused\n  pay     10 business days after month end in NA to the partner \
             as cash\n  undo    when returned within 90 days of sale date at the rate first paid from next payout\n  account \
             marketing\n  tax     reported by partner\n}\n",
            &["guardrail-refuted 1:27"],
        ),
        case(
            "F25",
            "policy rules \"Rules\" { section 6; text \"See {plattinum.cap}.\" }\n",
            &["unknown-placeholder 1:35"],
        ),
    ]
}

/// What `check` says of a case that stands beside the ground.
fn found(case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ground.charter"), GROUND).unwrap();
    fs::write(folder.path().join("case.charter"), &case.text).unwrap();
    let ran = refused(folder.path(), &["check", "--format", "json", "."]);
    let human = refused(folder.path(), &["check", "."]);
    let found = errors(&ran);
    let code = i32::from(!found.is_empty());
    assert_eq!((ran.code, human.code), (code, code), "{}", case.id);
    found
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let found = found(case);
        if found != case.found {
            wrong.push(format!("{}: {found:?}, not {:?}", case.id, case.found));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn characters_that_may_not_stand() {
    check(&characters());
}

#[test]
fn shapes_and_limits() {
    check(&shapes());
}

#[test]
fn names_and_units() {
    check(&meanings());
}

#[test]
fn numbers_and_amounts() {
    check(&numbers());
}

#[test]
fn dates_and_windows() {
    check(&dates());
}

#[test]
fn rules_that_do_not_fit() {
    check(&rules());
}

/// "D03" and "D25": a program of another currency, without the ground.
#[test]
fn a_program_is_counted_in_its_own_currency() {
    let program = |money: &str, round: &str, list: &str| {
        format!(
            "program tiny \"Tiny\" {{\n  edition 2027\n  year 2027-01-01 to 2027-12-31\n  money {money}\n  round {round} \
             per posting\n  zone Asia/Kuwait\n  languages en\n  prevails en\n}}\nline tools \"Tools\" {{ margin 38% \
             internal }}\nproduct odd \"Odd\" {{ line tools; list {list} }}\n"
        )
    };
    for (text, expected) in [
        (program("KWD", "half even", "1.234 KWD"), &[][..]),
        (
            program("KWD", "half even", "1.2345 KWD"),
            &["too-many-decimals 11:38"],
        ),
        (
            program("EUR", "half up to 0.001", "1.20 EUR"),
            &["unknown-word 5:17"],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.charter"), &text).unwrap();
        let ran = refused(folder.path(), &["check", "--format", "json", "."]);
        assert_eq!(errors(&ran), expected, "{text}");
    }
}

/// Every id of sections A to F is here or is said not to apply.
pub fn ids() -> Vec<&'static str> {
    [
        characters(),
        shapes(),
        meanings(),
        numbers(),
        dates(),
        rules(),
    ]
    .iter()
    .flatten()
    .map(|case| case.id)
    .collect()
}
