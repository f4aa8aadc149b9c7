//! `charter why`: what a partner joins, and by when.

use std::fs;
use std::process::Command;

use crate::why::{PARTNERS, STARTER, folder, said_of};

/// The starter's tier with steps that somebody takes for it. 45 days after the review of 31 March is 15 May.
fn with_steps(rows: &str, until: &str) -> String {
    let folder = folder();
    let rise = "rise   at review";
    assert_eq!(STARTER.matches(rise).count(), 1);
    let asked = format!(
        "{rise}\n  invite by channel_director\n  enrol  within 45 days\n  fee    900 USD per year prorated by whole months"
    );
    fs::write(
        folder.path().join("a.charter"),
        STARTER.replace(rise, &asked),
    )
    .unwrap();
    let partners = PARTNERS.replace(",member,2027-01-01", ",,");
    fs::write(folder.path().join("facts/partners.csv"), partners).unwrap();
    let rows = format!("standing_id,happened,partner,tier,step,by\n{rows}");
    fs::write(folder.path().join("facts/standing.csv"), rows).unwrap();
    said_of(&folder, "acme", &["--until", until])
}

/// What is asked of people stands with what is asked of sales, each with its day.
#[test]
fn what_a_standing_asks_besides_is_said_with_the_last_day_to_enrol() {
    let before = with_steps("", "2027-03-05");
    for line in [
        "- Missing: an invitation by Channel director.",
        "- Missing: enrolment. If what earns it is met at the review, the last day to enrol is 15 May 2027.",
        "- Missing: the fee of 900 USD for the program year. Whoever comes in during the year pays a twelfth of it for each whole month that is left.",
    ] {
        assert!(before.contains(&format!("{line}\n")), "{line}\n{before}");
    }
    let invited = "a1,2027-02-01,acme,member,invited,channel_director\n";
    let offered = with_steps(invited, "2027-04-01");
    for line in [
        "- Met: invited by Channel director.",
        "- Missing: enrolment. It is offered: the last day to enrol is 15 May 2027.",
    ] {
        assert!(offered.contains(&format!("{line}\n")), "{line}\n{offered}");
    }
    let paid = format!("{invited}a2,2027-04-01,acme,member,paid,\n");
    let held = with_steps(
        &format!("{paid}a3,2027-04-02,acme,member,enrolled,\n"),
        "2027-04-02",
    );
    assert!(held.contains("Holds Member."), "{held}");
    assert!(
        held.contains("- Met: the fee of 900 USD for the program year.\n"),
        "{held}"
    );
    assert!(!held.contains("enrol"), "{held}");
}

/// Both tiers were earned on 31 March, and each may be joined to 15 May: the higher one is not left for later.
#[test]
fn every_tier_that_is_offered_is_told() {
    let case = "tests/oracle/cases/two-offers";
    let said = Command::new(env!("CARGO_BIN_EXE_charter"))
        .args(["why", "birch", case, "--until", "2027-04-10"])
        .args(["--facts", &format!("{case}/facts")])
        .output()
        .unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    for tier in ["Silver", "Gold"] {
        let heading = format!("### For {tier}, at the review on 30 June 2027\n");
        assert!(said.contains(&heading), "{tier}\n{said}");
    }
    let offered = "It is offered: the last day to enrol is 15 May 2027.\n";
    assert_eq!(said.matches(offered).count(), 2, "{said}");
}

/// A level of those who enrol within 10 days, and another within 20: to 10 and to 20 January.
fn with_levels(rows: &str, until: &str) -> String {
    let folder = folder();
    let climb = r#"
measure joined "Joined the climb" { count of enrolment where enrolment.offer is climb }
rebate climb "Climb" {
  on      bookings in quarter
  enrol   joined in quarter
    | within  | level |
    | 10 days | full  |
    | 20 days | half  |
  rate    marginal across level
    | from  | full | half |
    | 0 USD |   4% |   2% |
  cap     20,000 USD per partner per year crossing paid to the limit
  pay     30 days after quarter end next business day in US to the partner as credit note
  undo    never
  account contra revenue
  tax     reported by partner
}
stack climb with volume
"#;
    fs::write(folder.path().join("a.charter"), format!("{STARTER}{climb}")).unwrap();
    let rows = format!("enrolment_id,happened,partner,offer\n{rows}");
    fs::write(folder.path().join("facts/enrolments.csv"), rows).unwrap();
    said_of(&folder, "acme", &["--until", until])
}

#[test]
fn a_level_is_said_or_those_that_can_still_be_had() {
    let days = "Climb, 1 January to 31 March 2027";
    for (rows, until, line) in [
        ("", "2027-01-09", format!("- {days}: not enrolled yet. Level full to 10 January 2027 and half to 20 January 2027.")),
        ("", "2027-01-10", format!("- {days}: not enrolled yet. Level half to 20 January 2027.")),
        ("", "2027-01-20", format!("- {days}: not enrolled in time; nothing is paid.")),
        ("e1,2027-01-11,acme,climb\n", "2027-01-12", format!("- {days}: the level is half.")),
        ("", "2027-03-31", "- Climb, 1 April to 30 June 2027: not enrolled yet. Level full to 10 April 2027 and half to 20 April 2027.".to_owned()),
    ] {
        let text = with_levels(rows, until);
        assert!(text.lines().any(|each| each == line), "{line}\n{text}");
    }
}
