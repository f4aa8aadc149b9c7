//! `charter why`: where a partner stands, worked by hand on the starter's five sales.

use std::fs;

use crate::run::charter;

pub const STARTER: &str = include_str!("../../programs/starter/starter.charter");
pub const PARTNERS: &str = include_str!("../../programs/starter/facts/partners.csv");
const SALES: &str = include_str!("../../programs/starter/facts/sales.csv");

pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("facts")).unwrap();
    fs::write(at("a.charter"), STARTER).unwrap();
    fs::write(at("facts/partners.csv"), PARTNERS).unwrap();
    fs::write(at("facts/sales.csv"), SALES).unwrap();
    folder
}

/// What is said of a partner on a day.
fn said(partner: &str, more: &[&str]) -> String {
    said_of(&folder(), partner, more)
}

pub fn said_of(folder: &tempfile::TempDir, partner: &str, more: &[&str]) -> String {
    let command = ["why", partner, ".", "--facts", "facts"];
    let all: Vec<&str> = command.iter().chain(more).copied().collect();
    let ran = charter(folder.path(), &all);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    ran.out
}

const MARCH: &[&str] = &["--until", "2027-03-05"];

/// Brook has sold 12,345.67: it misses 37,654.33 of 50,000, and 87,654.33 of the second band; 2% so far are 246.9134.
#[test]
fn what_is_missing_for_a_tier_and_a_band_is_the_difference() {
    let text = said("brook", MARCH);
    for line in [
        "# Brook & Sons on 5 March 2027",
        "Holds Member.",
        "### To keep Member, at the review on 31 March 2027",
        "- Missing: Bookings over the last 4 quarters are at least 50,000 USD. Now: 12,345.67 USD; 37,654.33 USD more is asked.",
        "- Quarterly rebate, 1 January to 31 March 2027: 246.91 USD so far.",
        "Bookings 12,345.67 USD; what is sold next is paid 2%. What lies above 100,000 USD pays 4%: 87,654.33 USD to go.",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("Posted so far"), "{text}");
}

/// 60,000 on 20 April and 50,201.01 from 16 May on are 110,201.01 of the second table's 120,000; a table that begins again has 46 of the
/// 91 days of the quarter and 46 / 91 of its bands: 60,659.34. In April the first table is in force.
#[test]
fn in_a_period_whose_terms_change_the_table_of_today_is_read() {
    let said = |change: &str, until: &str| {
        let folder = folder();
        let table = |more: &str, rates: [&str; 3]| {
            format!(
                "  rate    marginal {more}\n    | from | all |\n    | 0 USD | {} |\n    | {} USD | {} |\n",
                rates[0], rates[1], rates[2]
            )
        };
        let begin = STARTER.find("  rate").unwrap();
        let end = STARTER[begin..].find("  cap").unwrap() + begin;
        let text = format!(
            "{}{}{}{}",
            &STARTER[..begin],
            table("until 2027-05-15", ["1%", "100,000", "2%"]),
            table(
                &format!("{change} from 2027-05-16"),
                ["2%", "120,000", "3%"]
            ),
            &STARTER[end..]
        );
        fs::write(folder.path().join("a.charter"), text).unwrap();
        let sales = "sale_id,happened,partner,product,net_amount\n\
                     s1,2027-04-20,acme,widget,60000.00\n\
                     s2,2027-05-20,acme,widget,50000.00\n\
                     s3,2027-06-10,acme,widget,201.01\n";
        fs::write(folder.path().join("facts/sales.csv"), sales).unwrap();
        let command = ["why", "acme", ".", "--facts", "facts", "--until", until];
        let ran = charter(folder.path(), &command);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let lines = ran.out.lines().filter(|line| line.contains("sold next"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    for (change, until, line) in [
        (
            "continue",
            "2027-06-15",
            "Bookings 110,201.01 USD; what is sold next is paid 2%. What lies above 120,000 USD pays 3%: 9,798.99 USD to go.",
        ),
        (
            "restart",
            "2027-06-15",
            "Bookings 50,201.01 USD; what is sold next is paid 2%. What lies above 60,659.34 USD pays 3%: 10,458.33 USD to go.",
        ),
        (
            "continue",
            "2027-05-10",
            "Bookings 60,000 USD; what is sold next is paid 1%. What lies above 100,000 USD pays 2%: 40,000 USD to go.",
        ),
    ] {
        let lines = said(change, until);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].ends_with(line), "{lines:?}");
    }
}

/// Brook holds the tier since 1 January: six months end on 30 June, 50 days before that is 11 May, and 20 days after it 20 July.
#[test]
fn what_lasts_for_a_time_says_when_it_is_renewed() {
    let lasting = |audit: &str| {
        let folder = folder();
        let fall = "fall   at review after 2 missed reviews in a row one rank at a time";
        assert!(STARTER.contains(fall));
        let lasts = format!(
            "fall   at the end one rank at a time\n  lasts  6 months\n{audit}  grace  20 days"
        );
        fs::write(
            folder.path().join("a.charter"),
            STARTER.replace(fall, &lasts),
        )
        .unwrap();
        said_of(&folder, "brook", MARCH)
    };
    let renew = "  renew  50 days before the end\n";
    let audit = |every: &str| format!("{renew}  audit  every {every} by channel_director\n");
    let days = "From 11 May 2027 to 20 July 2027 it is renewed as soon as what keeps it is met.";
    let renewed = format!("It lasts to 30 June 2027. {days}");
    let looked_at = format!(
        "{renewed} The renewal asks for an audit by: Channel director. It has not taken place yet."
    );
    for (audit, line) in [
        (String::new(), "It lasts to 30 June 2027."),
        (renew.to_owned(), &renewed),
        (audit("1 renewal"), &looked_at),
        (audit("2 renewals"), &renewed),
    ] {
        let text = lasting(&audit);
        assert!(text.lines().any(|each| each == line), "{line}\n{text}");
    }
}

/// An audit of the last renewal, the day before this one opens on 11 May, does not count for it; one of that day does.
#[test]
fn an_audit_that_is_asked_has_taken_place_from_the_first_day_of_the_renewal_on() {
    let audited = |day: &str| {
        let folder = folder();
        let fall = "fall   at review after 2 missed reviews in a row one rank at a time";
        let lasts = "fall   at the end one rank at a time\n  lasts  6 months\n  renew  50 days before the end\n  \
                     audit  every 1 renewal by channel_director\n  grace  20 days";
        fs::write(
            folder.path().join("a.charter"),
            STARTER.replace(fall, lasts),
        )
        .unwrap();
        let step = format!(
            "standing_id,happened,partner,tier,step,by\na1,{day},brook,member,audited,channel_director\n"
        );
        fs::write(folder.path().join("facts/standing.csv"), step).unwrap();
        said_of(&folder, "brook", &["--until", "2027-05-20"])
    };
    let asked = "The renewal asks for an audit by: Channel director.";
    let before = audited("2027-05-10");
    assert!(
        before.contains(&format!("{asked} It has not taken place yet.\n")),
        "{before}"
    );
    // What keeps the tier is not met on that day, so that it is not renewed at once.
    let inside = audited("2027-05-11");
    assert!(
        inside.contains(&format!("{asked} It has taken place.\n")),
        "{inside}"
    );
}

/// Acme has reached the second band, which is the last: nothing is ahead. Cedar holds nothing, and has sold 70,000.
#[test]
fn what_is_met_misses_nothing() {
    let acme = said("acme", MARCH);
    assert!(
        acme.contains("at least 50,000 USD. Now: 150,000 USD.\n"),
        "{acme}"
    );
    assert!(acme.contains("4,000.00 USD so far"), "{acme}");
    assert!(
        acme.contains("Bookings 150,000 USD; what is sold next is paid 4%.\n"),
        "{acme}"
    );
    let cedar = said("cedar", MARCH);
    assert!(
        cedar.contains("Holds no tier and no specialization."),
        "{cedar}"
    );
    assert!(
        cedar.contains("### For Member, at the review on 31 March 2027"),
        "{cedar}"
    );
    assert!(
        cedar.contains("- Met: ") && cedar.contains("Now: 70,000 USD."),
        "{cedar}"
    );
    // Only what members sell counts: nothing lies ahead of cedar there.
    assert!(cedar.starts_with("# Cedar Works on"), "{cedar}");
    assert!(!cedar.contains("Quarterly rebate"), "{cedar}");
}

/// At the end of the year 150,000 have been paid 2% of 100,000 and 4% of 50,000, and a year without sales has gone by since.
#[test]
fn each_entry_of_the_incentive_that_is_asked_for_is_explained() {
    let text = said("acme", &["--of", "volume"]);
    for line in [
        "| Quarterly rebate | acme | 1 | 4,000.00 USD |",
        "### Quarterly rebate, award for Q1 2027: 4,000.00 USD",
        "- 2% on 100,000 USD inside the first band: 2,000.00 USD",
        "- 4% on 50,000 USD inside the band from 100,000 USD: 2,000.00 USD",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!said("acme", &[]).contains("inside the"));
}

/// 2% of 100,000 and 4% of 450,000 are 20,000: all that the year may pay. A quarter of a dollar less is a cent less.
#[test]
fn a_limit_that_is_used_up_leaves_nothing_to_earn() {
    let folder = folder();
    let sold = |amount: &str, until: &str, per: &str| {
        let sales = format!(
            "sale_id,happened,partner,product,net_amount\ns1,2027-01-20,acme,widget,{amount}\n"
        );
        fs::write(folder.path().join("facts/sales.csv"), sales).unwrap();
        let text = STARTER.replace("per partner per year", per);
        fs::write(folder.path().join("a.charter"), text).unwrap();
        said_of(&folder, "acme", &["--until", until])
    };
    let spent =
        "- Quarterly rebate: the limit of 20,000 USD is used up; nothing more can be earned";
    let text = sold("550000", "2027-03-05", "per partner per year");
    assert!(
        text.contains("Quarterly rebate, 1 January to 31 March 2027: 20,000.00 USD so far."),
        "{text}"
    );
    assert!(
        text.contains(&format!("{spent} in the program's year.")),
        "{text}"
    );
    assert!(!text.contains("what is sold next"), "{text}");
    let text = sold("549999.75", "2027-03-05", "per partner per year");
    assert!(
        !text.contains("is used up") && text.contains("what is sold next"),
        "{text}"
    );
    // In the next quarter nothing is under way, and nothing can be.
    let text = sold("550000", "2027-05-05", "per partner per year");
    assert!(
        text.contains(&format!("{spent} in the program's year.")),
        "{text}"
    );
    let text = sold("550000", "2027-03-05", "per partner per quarter");
    assert!(
        text.contains(&format!("{spent} before 1 April 2027.")),
        "{text}"
    );
    let text = sold("550000", "2027-05-05", "per partner per quarter");
    assert!(!text.contains("is used up"), "{text}");
    // One limit of the whole program is full, whoever filled it.
    let text = sold("550000", "2027-03-05", "per program per year");
    let shared = "the limit of 20,000 USD that partners share is used up; nothing more can be earned in the program's year.";
    assert!(text.contains(shared), "{text}");
    let text = said_of(&folder, "brook", &["--until", "2027-05-05"]);
    assert!(text.contains(shared), "{text}");
}

const SCORED: &str = r#"
measure customers "Customers" { distinct customer_id of sale where sale.status is accepted }
score cloud_score "Cloud score" {
  category performance "Performance" {
    part sales "Sales" { on bookings over last 4 quarters; points 5 per whole 10,000 USD; cap 20 }
    part breadth "Customers" { on customers over last 4 quarters; points 10 in proportion to 4 }
  }
  category skills "Skills" {
    needs  certified as of review >= 1
    weight 200%
    part   people "Certified people" { on certified as of review; points 4 at 1; points 9 at 2 }
  }
  pass 30 with at least 4 in each category
}
tier silver "Silver" {
  rank   1
  earn   cloud_score passed as of review
  review every quarter on last business day in NA
  rise   at review
  fall   never
}
"#;

/// Birch has sold 28,000 to two customers, two whole 10,000s: 10 points and half of 10. Nobody is certified: 15 of 30, and 4 of
/// a category are missing.
#[test]
fn a_score_that_is_not_passed_is_taken_apart() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let ground: Vec<&str> = include_str!("../language/preamble.charter")
        .split("\ntier ")
        .collect();
    fs::create_dir(at("facts")).unwrap();
    let ground = ground[0]
        .lines()
        .filter(|line| !line.contains("assume    ") || line.contains("price"));
    let ground: String = ground.map(|line| format!("{line}\n")).collect();
    fs::write(at("a.charter"), ground + SCORED).unwrap();
    fs::write(at("facts/partners.csv"), "partner,region\nbirch,NA\n").unwrap();
    let sales = "sale_id,happened,partner,customer_id,product,net_amount\n\
        b1,2027-02-15,birch,c1,edge_router,9000\nb2,2027-02-15,birch,c2,edge_router,19000\n";
    fs::write(at("facts/sales.csv"), sales).unwrap();
    let text = said_of(&folder, "birch", &["--until", "2027-03-05"]);
    for line in [
        "  - Points in all: 15; 15 more is asked.",
        "  - Performance: 15.",
        "    - Sales: 10 of at most 20.",
        "    - Customers: 5.",
        "  - Skills: 0, counted at 200%; 4 more is asked. Missing: ",
        "    - Certified people: 0.",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn the_words_are_those_of_the_language() {
    let text = said("brook", &["--until", "2027-03-05", "--lang", "de"]);
    assert!(text.contains("noch 37.654,33 USD"), "{text}");
}

#[test]
fn who_is_not_there_is_refused_and_the_nearest_name_offered() {
    let folder = folder();
    let told = |arguments: &[&str]| {
        let ran = charter(folder.path(), arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
        ran.err
    };
    let err = told(&["why", "brok", "a.charter", "--facts", "facts"]);
    assert!(
        err.contains("there is no partner `brok`; is it `brook`?"),
        "{err}"
    );
    let err = told(&[
        "why",
        "brook",
        "a.charter",
        "--facts",
        "facts",
        "--of",
        "volum",
    ]);
    assert!(
        err.contains("there is no incentive `volum`; is it `volume`?"),
        "{err}"
    );
    let err = told(&[
        "why",
        "brook",
        "a.charter",
        "--facts",
        "facts",
        "--until",
        "2026-12-31",
    ]);
    assert!(err.contains("begins on 2027-01-01"), "{err}");
    let on = |until: &str| {
        let command = [
            "why",
            "brook",
            "a.charter",
            "--facts",
            "facts",
            "--until",
            until,
        ];
        told(&command)
    };
    for (until, said) in [
        (
            "9999-12-31",
            "nothing is earned after 2027-12-31, the last day of the program's year",
        ),
        ("2028-01-01", "write: --until 2027-12-31"),
        (
            "2027-02-30",
            "there is no day `2027-02-30`: that month ends on 2027-02-28",
        ),
        ("31.12.2027", "`31.12.2027` is not a date; write 2027-12-31"),
        (
            "2027-13-01",
            "year, month and day are written as in 2027-12-31",
        ),
    ] {
        let err = on(until);
        assert!(err.contains(said), "{until}: {err}");
    }
    let err = told(&["why", "zzz", "a.charter", "--facts", "facts"]);
    assert!(
        err.contains("there is no partner `zzz`; there is `acme`, `brook`, `cedar`"),
        "{err}"
    );
    let err = told(&[
        "why",
        "acme",
        "a.charter",
        "--facts",
        "facts",
        "--of",
        "mdf_of_q",
    ]);
    assert!(
        err.contains("there is no incentive `mdf_of_q`; there is `volume`"),
        "{err}"
    );
}

#[test]
fn a_path_is_no_partner() {
    let folder = folder();
    fs::create_dir(folder.path().join("program")).unwrap();
    fs::rename(
        folder.path().join("a.charter"),
        folder.path().join("program/a.charter"),
    )
    .unwrap();
    let ran = charter(folder.path(), &["why", "program", "--facts", "facts"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let said = "`program` is a path, and the partner is not named; write: charter why PARTNER program --facts facts";
    assert!(ran.err.contains(said), "{}", ran.err);
}

#[test]
fn files_that_settle_refuses_are_refused() {
    let folder = folder();
    fs::write(
        folder.path().join("facts/sales.csv"),
        "sale_id,happened\ns1,soon\n",
    )
    .unwrap();
    let ran = charter(
        folder.path(),
        &["why", "brook", "a.charter", "--facts", "facts"],
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(
        ran.err.contains("facts/sales.csv") && ran.err.contains("mend the files first"),
        "{}",
        ran.err
    );
}

/// Ost has not passed the score that its tier asks for: no amount is missing.
#[test]
fn a_score_that_is_not_passed_is_said_without_an_amount() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let command = "why ost programs/lumen --facts programs/lumen/facts --until 2027-06-30";
    let ran = charter(root, &command.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = "- Missing: Lumen points is passed.\n";
    assert!(ran.out.contains(line), "{}", ran.out);
}

/// 150,000 have reached the second band, which gives 500 whatever is sold: the reason says money.
#[test]
fn a_band_of_a_fixed_amount_is_told_in_money() {
    let folder = folder();
    let table = "  rate    whole\n    | from        | all     |\n    | 0 USD       |  50 USD |\n    | 100,000 USD | 500 USD |\n  cap";
    let (before, after) = STARTER.split_once("  rate    marginal").unwrap();
    let (_, after) = after.split_once("  cap").unwrap();
    let (program, _) = after.split_once("example").unwrap();
    fs::write(
        folder.path().join("a.charter"),
        format!("{before}{table}{program}"),
    )
    .unwrap();
    let line = |partner: &str| said_of(&folder, partner, &["--of", "volume"]);
    let acme = line("acme");
    let said =
        "- 500 USD on all of 150,000 USD, the band from 100,000 USD being reached: 500.00 USD";
    assert!(acme.contains(said), "{acme}");
    let brook = line("brook");
    let said = "- 50 USD on all of 12,345.67 USD, in the first band: 50.00 USD";
    assert!(brook.contains(said), "{brook}");
}

const KEPT: &str = r#"
registration deals "Deals" {
  decide   within 2 business days silence approves in US
  protect  90 days
  conflict first registered wins
}
bonus quick "Quick" {
  on      each sale in year
  amount  100 USD per sale until 2027-06-30
  amount  50 USD per sale from 2027-07-01
  keep    terms 90 days after registration
  cap     500 USD per partner per year crossing refused
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
}
"#;

/// The deal was registered in June: the sale in July keeps the 100 of then, and of the 50 of its own day there is nothing to say.
#[test]
fn a_sale_that_keeps_its_terms_is_told_by_them_alone() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.charter"), format!("{STARTER}{KEPT}")).unwrap();
    let sales =
        "sale_id,happened,partner,deal_id,product,net_amount\ns1,2027-07-10,acme,d1,widget,1200\n";
    fs::write(at("facts/sales.csv"), sales).unwrap();
    let registrations =
        "registration_id,happened,partner,deal_id,decision\nr1,2027-06-01,acme,d1,approved\n";
    fs::write(at("facts/registrations.csv"), registrations).unwrap();
    let text = said_of(&folder, "acme", &["--of", "quick"]);
    assert!(
        text.contains("\n- 1 × 100 USD (s1): 100.00 USD\n"),
        "{text}"
    );
    assert!(
        !text.contains("largest amount") && !text.contains("not met"),
        "{text}"
    );
}

const FUND: &str = r#"
fund mdf "Marketing fund" {
  for      member as of quarter end
  accrue   1% of bookings in quarter
  reimburse
    | activity | share | proof   |
    | event    |   50% | invoice |
  approval on cost of activity in US
    | from  | by               | within          | silence  |
    | 0 USD | channel_director | 2 business days | approved |
  claim    within 60 days after activity
  expire   2 quarters after the quarter of accrual
  pay      30 days after approved claim next business day in US to the partner as credit note
  undo     never
  account  marketing
  tax      reported by partner
}
stack mdf with volume
"#;

/// Acme sold 150,000 in the first quarter: 1% of it is credit from 31 March until 30 September.
#[test]
fn credit_of_a_fund_that_is_left_is_told() {
    let folder = folder();
    let starter = STARTER.split("\nexample ").next().unwrap();
    fs::write(folder.path().join("a.charter"), format!("{starter}{FUND}")).unwrap();
    let said = |until: &str| said_of(&folder, "acme", &["--until", until]);
    let text = said("2027-08-15");
    assert!(
        text.contains("\nFund credit left: 1,500.00 USD.\n"),
        "{text}"
    );
    let text = said("2027-10-01");
    assert!(text.contains("\nFund credit left: 0.00 USD.\n"), "{text}");
}
