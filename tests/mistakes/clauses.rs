//! Clauses with a part that is wrong: what is said is of that part, and the line that is offered is of that clause.

use super::check;
use super::conditions::told;

const GROUND: &str = include_str!("../language/preamble.charter");

const TIER: &str = "tier extra \"Extra\" {
  rank   9
  review every quarter on last business day in NA
  rise   at review
  fall   never
";

const REBATE: &str = "rebate volume \"Volume\" {
  for     gold as of sale date
  on      bookings in quarter
  pay     30 days after quarter end next business day in NA to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
";

const FUND: &str = "fund mdf \"Fund\" {
  for      gold as of quarter end
  accrue   2% of bookings in quarter
  reimburse
    | activity | share | proof   |
    | webinar  |   50% | invoice |
  approval on cost of activity in NA
    | from  | by      | within          | silence  |
    | 0 USD | finance | 2 business days | approved |
  claim    within 45 days after activity
  expire   2 quarters after the quarter of accrual
  undo     never
  account  marketing
  tax      reported by partner
";

const PAID: &str =
    "  pay 30 days after approved claim next business day in NA to the partner as credit note\n";

/// The one error of a block with these lines: the words that are marked, the message and the help.
fn error(block: &str, lines: &str) -> (String, String, String) {
    let errors = told(&format!("{GROUND}\n{block}{lines}}}\n"));
    let [one] = errors.as_slice() else {
        panic!("{lines}: {errors:#?}");
    };
    one.clone()
}

/// A month has no year. The date that is offered is its first or last day in the year of the program.
#[test]
fn a_month_where_a_date_can_stand_is_answered_with_one() {
    let earn = "  earn bookings in quarter >= 5 USD\n";
    for (line, offered) in [
        ("invite by finance from July", "from 2027-07-01"),
        ("invite by finance until July", "until 2027-07-31"),
        ("invite by finance from next summer", "from 2027-01-01"),
    ] {
        let (marked, message, help) = error(TIER, &format!("{earn}  {line}\n"));
        assert!(line.contains(&marked), "{marked}");
        assert!(
            message.contains("asks for a date with its year"),
            "{message}"
        );
        assert!(help.ends_with(offered), "{help}");
        let valid = help
            .strip_prefix("write: ")
            .unwrap()
            .replace("channel_director", "finance");
        assert_eq!(told(&format!("{GROUND}\n{TIER}{earn}  {valid}\n}}\n")), []);
    }
}

/// Days without a version, or with two, are those of a tier: it is named.
#[test]
fn days_of_versions_name_what_they_are_of() {
    let found = |earn: &str| {
        let text = format!("{GROUND}\n{TIER}{earn}}}\n");
        let (_, out) = check(&text, "human");
        out.lines().next().unwrap().to_owned()
    };
    let two = |until: &str, from: &str| {
        found(&format!(
            "  earn bookings in quarter >= 5 USD until {until}\n  earn bookings in quarter >= 6 USD from {from}\n"
        ))
    };
    assert_eq!(
        two("2027-03-31", "2027-05-01"),
        "gap-between-versions in tier extra"
    );
    assert_eq!(
        two("2027-06-30", "2027-05-01"),
        "overlapping-versions in tier extra"
    );
}

/// The line that is offered has the amount, the scope and the crossing of the one that is written.
#[test]
fn a_cap_without_its_time_is_offered_as_it_is_written() {
    for (cap, offered) in [
        (
            "20,000 USD per group crossing paid to the limit",
            "write: cap 20,000 USD per group per year crossing paid to the limit",
        ),
        (
            "5,000 USD per region crossing paid to the limit",
            "write: cap 5,000 USD per region per year crossing paid to the limit",
        ),
    ] {
        let (_, _, help) = error(REBATE, &format!("  rate 2%\n  cap {cap}\n"));
        assert_eq!(help, offered);
        let valid = help.strip_prefix("write: ").unwrap();
        assert_eq!(
            told(&format!("{GROUND}\n{REBATE}  rate 2%\n  {valid}\n}}\n")),
            []
        );
    }
}

#[test]
fn what_is_carried_is_a_part_or_an_amount() {
    for (line, marked, says) in [
        (
            "carry over 50%",
            "over",
            "expected a part such as `50%`, or an amount",
        ),
        (
            "carry half beyond 1 quarter after the quarter of accrual",
            "half",
            "a part such as `50%`",
        ),
        (
            "carry 50 percent beyond 1 quarter after the quarter of accrual",
            "percent",
            "`50%`",
        ),
    ] {
        let (at, message, help) = error(FUND, &format!("{PAID}  {line}\n"));
        assert_eq!(at, marked, "{message}");
        assert!(
            format!("{message} {help}").contains(says),
            "{message} {help}"
        );
    }
}

/// The one phrase with a word that begins as the one which stands there was meant.
#[test]
fn a_word_of_a_phrase_is_answered_with_the_phrase() {
    let pay = "  pay 30 days after approval in NA to the partner as credit note\n";
    let (marked, _, help) = error(FUND, pay);
    assert_eq!(
        (&*marked, &*help),
        ("approval", "did you mean `approved claim`?")
    );
}

#[test]
fn brackets_are_answered_with_how_conditions_are_joined() {
    let line = "  rate 2%\n  needs (type is reseller or type is distributor) and region is NA\n";
    let (marked, message, help) = error(REBATE, line);
    assert_eq!((&*marked, &*message), ("(", "a condition has no brackets"));
    assert!(
        help.contains("of two clauses `needs` both must hold"),
        "{help}"
    );
}

/// Every period that could be meant stands in the help.
#[test]
fn a_period_that_there_is_not_is_answered_with_those_there_are() {
    let rebate = REBATE.replace("bookings in quarter", "bookings in fortnight");
    let (marked, _, help) = error(&rebate, "  rate 2%\n");
    assert_eq!(marked, "fortnight");
    assert!(
        help.starts_with("write `month`, `quarter`, `half` or `year`"),
        "{help}"
    );
    let (_, _, help) = error(
        REBATE,
        "  rate marginl\n    | from | all |\n    | 0 USD | 2% |\n",
    );
    assert_eq!(help, "did you mean `marginal`?");
}

#[test]
fn what_is_counted_has_no_or() {
    for or in ["renewal or upsell", "renewal or sale.kind is upsell"] {
        let line =
            format!("measure more \"More\" {{ sum of sale.net_amount where sale.kind is {or} ");
        let (marked, _, help) = error("", &line);
        assert_eq!(marked, "or");
        assert!(help.ends_with("sale.kind is renewal, upsell"), "{help}");
    }
}

const YEAR: &str = "calendar {
  promotion spring \"Spring\" { SPRING }
  communications
    | when | title    | audience | channel | load  |
    | WHEN | \"News\" | everyone | CHANNEL | event |
}
bonus b \"B\" {
  on      each sale accepted in spring
  amount  5 USD per sale
  pay     10 business days after month end in NA to the partner as cash
  undo    never
  account marketing
  tax     reported by vendor
";

/// An entry whose days cannot be read is told once, where it stands, and not again where it is named.
#[test]
fn the_year_is_answered_where_it_is_wrong() {
    let days = "2027-04-01 to 2027-05-31";
    let year = |spring: &str, when: &str, channel: &str| {
        let year = YEAR.replace("SPRING", spring).replace("WHEN", when);
        error(&year.replace("CHANNEL", channel), "")
    };
    let (marked, _, help) = year("2027-05-31 to 2027-04-01", "2027-03-01", "email");
    assert_eq!(
        (&*marked, &*help),
        (
            "2027-05-31 to 2027-04-01",
            "write: 2027-04-01 to 2027-05-31"
        )
    );
    let (marked, _, help) = year(days, "10 days before spring", "email");
    assert_eq!(
        (&*marked, &*help),
        ("spring", "write `start of spring` or `end of spring`")
    );
    let (marked, _, help) = year(days, "Jan 14 2027", "email");
    assert!(
        marked == "Jan" && help.starts_with("write a date such as"),
        "{marked}: {help}"
    );
    let (marked, _, help) = year(days, "2027-03-01", "email and portal");
    assert_eq!(
        (&*marked, &*help),
        ("and", "names of a list have commas: email, portal")
    );
}

/// The clause that begins as the word which is written is offered whole.
#[test]
fn a_clause_of_two_words_is_offered_whole() {
    let fund = FUND.replace("  claim    within 45 days", "  claim    45 days");
    let (marked, _, help) = error(&fund, PAID);
    assert_eq!(marked, "claim");
    assert!(help.starts_with("did you mean `claim within`?"), "{help}");
}

/// A heading says what the amounts below it are; one that says something else is refused, whatever follows.
#[test]
fn headings_are_read_to_their_end() {
    for heading in ["at most", "at least of it", "amount"] {
        let table = format!(
            "  earn bookings in quarter across region\n    | region | {heading} |\n    | NA | 5 USD |\n    | EMEA | 5 USD |\n"
        );
        let (marked, message, help) = error(TIER, &table);
        assert_eq!(
            (&*marked, &*help),
            (heading, "write: | region | at least |"),
            "{message}"
        );
    }
    for heading in ["gold", "all of it", "gold, silver"] {
        let table = format!("  rate marginal\n    | from | {heading} |\n    | 0 USD | 2% |\n");
        let (marked, ..) = error(REBATE, &table);
        assert_eq!(marked, heading);
    }
    let (marked, ..) = error(
        REBATE,
        "  rate marginal\n    | from the start | all |\n    | 0 USD | 2% |\n",
    );
    assert_eq!(marked, "from the start");
    let twice = FUND
        .replace(
            "| activity | share | proof   |",
            "| activity | share | share |",
        )
        .replace("invoice", "60%");
    let (marked, message, _) = error(&twice, PAID);
    assert_eq!(
        (&*marked, &*message),
        ("share", "two columns have one name")
    );
}

/// Of clauses that begin alike the one that most of the words are of is offered.
#[test]
fn the_clause_that_most_words_are_of_is_offered() {
    let gold = "assume    yearly sales of a partner at gold <= 8,000,000 USD";
    assert!(GROUND.contains(gold));
    for written in [
        "yearly sales of a partner <= 8 USD",
        "yearly sales <= 8 USD",
    ] {
        let text = GROUND.replace(gold, &format!("assume    {written}"));
        let errors = told(&text);
        let [(_, _, help)] = errors.as_slice() else {
            panic!("{written}: {errors:#?}");
        };
        assert!(
            help.starts_with("did you mean `assume yearly sales of a partner at`?"),
            "{help}"
        );
    }
}

/// The line that is offered fits the block: its columns, what it has, and how often.
#[test]
fn the_line_that_is_offered_fits() {
    let table = "  enrol joined in quarter\n    | within | level |\n    | 10 days | full |\n    | 20 days | half |\n  rate marginal\n    | from | full | half |\n    | 0 USD | 4% | 2% |\n";
    let joined = "measure joined \"Joined\" { count of enrolment }\n";
    let (_, _, help) = error(&format!("{joined}{REBATE}"), table);
    assert_eq!(help, "write: rate marginal across level");
    let table = "  rate marginal\n    | from | silver | gold |\n    | 0 USD | 4% | 2% |\n";
    let (_, _, help) = error(REBATE, table);
    assert_eq!(
        help,
        "write: rate marginal across tier as of sale date continue"
    );
    let granted = "budget pot \"Pot\" internal {\n  1,000 USD per year\n  owner finance\n  order first accepted ties by claim number\n  crossing refused\n}\nexception goodwill \"Goodwill\" {\n  on each exception decided by finance in year\n  budget pot\n  pay 10 business days after approved claim in NA to the partner as credit note\n  account marketing\n  tax reported by partner\n";
    let (marked, _, help) = error(granted, "  amount 500 USD\n");
    assert_eq!(marked, "amount");
    assert!(
        help.starts_with("each exception brings its own amount, in `exceptions.csv`"),
        "{help}"
    );
    let deals = "registration deals \"Deals\" {\n  decide within 5 business days silence approves in NA\n  protect 90 days\n  conflict first registered wins\n";
    let (marked, _, help) = error(deals, "  extend 30 days twice\n");
    assert_eq!(
        (&*marked, &*help),
        (
            "twice",
            "leave `twice` out: extend 30 days; or write: extend 30 days at most 2 times"
        )
    );
}

/// A sample of an amount is in the money of the program.
#[test]
fn a_sample_of_an_amount_is_in_the_programs_money() {
    let ground = GROUND
        .replace("  exchange  EUR to USD at fixed 1.08\n", "")
        .replace("USD", "EUR");
    let lines = "  rate 2%\n  cap 20,000 per partner per year crossing refused\n";
    let errors = told(&format!("{ground}\n{REBATE}{lines}}}\n"));
    let [(_, _, help)] = errors.as_slice() else {
        panic!("{errors:#?}");
    };
    assert_eq!(
        help,
        "write the currency behind the number, such as `600 EUR`"
    );
}

/// Neither the region itself nor one inside it is offered as the one around it.
#[test]
fn a_region_is_not_offered_what_lies_in_it() {
    let inside =
        "region BY \"Bavaria\" { in DACH; countries LI }\nregion DACH \"Alps\" {\n  countries AT\n";
    for (written, help) in [
        ("DAHC", "declared are `EMEA`, `NA`"),
        ("ELSEWHERE", "declared are `EMEA`, `NA`"),
        ("EMAE", "did you mean `EMEA`?"),
    ] {
        let (marked, _, found) = error(inside, &format!("  in {written}\n"));
        assert_eq!((&*marked, &*found), (written, help));
    }
}

/// What was written stays in the line that is offered: a word is put right, put in or left out.
#[test]
fn the_line_that_is_offered_is_the_one_that_was_written() {
    let cap = "cap 700 USD per partner per quarter crossing paid to the limit";
    let undo =
        "undo when returned within 61 days of sale date by recomputing the period from next payout";
    for (line, offered) in [
        (
            cap.replace("per quarter", "a quarter"),
            format!("write: {cap}"),
        ),
        (undo.replace("within", "in"), format!("write: {undo}")),
        (
            undo.replace("undo", "undone"),
            format!("did you mean `undo`? write: {undo}"),
        ),
        (
            format!("{cap} xyz"),
            format!("leave `xyz` out: {cap}; or write: cap "),
        ),
    ] {
        let (_, _, help) = error(REBATE, &format!("  rate 2%\n  {line}\n"));
        assert!(help.starts_with(&offered), "{line}\n{help}");
    }
}

/// What is missing is taken from the clause's sample, in the names of the program; what was written stays.
#[test]
fn what_is_missing_is_put_in() {
    let to = "to the partner as credit note";
    for (line, offered) in [
        (
            "pay 33 days after quarter end".to_owned(),
            format!("pay 33 days after quarter end next business day in NA {to}"),
        ),
        (
            "pay 33 days after quarter end to the partner".to_owned(),
            format!("pay 33 days after quarter end {to}"),
        ),
        (
            "cap 700 USD".to_owned(),
            "cap 700 USD per partner per year crossing paid to the limit".to_owned(),
        ),
        (
            "cap 700 USD per seller".to_owned(),
            "cap 700 USD per seller crossing paid to the limit".to_owned(),
        ),
    ] {
        let (_, _, help) = error(REBATE, &format!("  rate 2%\n  {line}\n"));
        assert_eq!(help, format!("write: {offered}"), "{line}");
    }
    for (line, offered) in [
        (
            "earn bookings",
            "earn bookings over last 4 quarters >= 1,000,000 USD",
        ),
        (
            "earn 70 USD",
            "earn bookings over last 4 quarters >= 70 USD",
        ),
    ] {
        let (_, _, help) = error(TIER, &format!("  {line}\n"));
        assert_eq!(help, format!("write: {offered}"), "{line}");
    }
    let year = "year      2027-01-01 to 2027-12-31";
    let errors = told(&GROUND.replace(year, "year 2027"));
    let [(marked, _, help)] = errors.as_slice() else {
        panic!("{errors:#?}");
    };
    assert_eq!(
        (&**marked, &**help),
        ("2027", "write: 2027-01-01 to 2027-12-31")
    );
}

/// `until` says the opposite of `from`: where a word near to it is wrong, the last day is not offered for the first.
#[test]
fn no_last_day_is_offered_for_a_first_one() {
    let line = "cap 700 USD per partner per year crossing paid to the limit form 2027-03-01";
    let (_, _, help) = error(REBATE, &format!("  rate 2%\n  {line}\n"));
    assert!(!help.contains("until"), "{help}");
}
