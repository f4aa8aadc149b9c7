//! Steps of registrations and leads: what they are about is there, is the partner's, and can have them.

use std::fs;

use charter::shell::exit::Exit;

use crate::bad_files::{folder, settled};

/// One step each about the registration r1 of acme or the lead l1 of birch, both of 2027-02-01, and what becomes of it.
const STEPS: &[(&str, &str)] = &[
    (
        "x1,2027-02-02,acme,r11,refused",
        "rejected,no registration or lead `r11` of this partner was known by then",
    ),
    (
        "x1,2027-02-02,birch,r1,refused",
        "rejected,no registration or lead `r1` of this partner was known by then",
    ),
    (
        "x1,2027-02-02,acme,l1,accepted",
        "rejected,no registration or lead `l1` of this partner was known by then",
    ),
    (
        "x1,2027-02-02,acme,r1,recalled",
        "rejected,there is no step `recalled` of a registration",
    ),
    (
        "x1,2027-02-02,birch,l1,won",
        "rejected,there is no step `won` of a lead",
    ),
    ("x1,2027-02-01,birch,l1,accepted", "excluded,"),
    ("x1,2027-02-01,acme,r1,refused", "excluded,"),
];

#[test]
fn a_step_is_about_a_registration_or_a_lead_of_its_partner() {
    for (step, expected) in STEPS {
        let facts = folder("partners.csv", b"partner,title\nacme,Acme\nbirch,Birch\n");
        for (file, text) in [
            (
                "registrations.csv",
                "registration_id,happened,partner,deal_id,decision\nr1,2027-02-01,acme,d1,open\n",
            ),
            (
                "leads.csv",
                "lead_id,happened,partner,deal_id\nl1,2027-02-01,birch,d2\n",
            ),
        ] {
            fs::write(facts.path().join(file), text).unwrap();
        }
        let text = format!("step_id,happened,partner,about,step\n{step}\n");
        fs::write(facts.path().join("deal_steps.csv"), text).unwrap();
        let out = facts.path().join("out");
        assert_eq!(settled(facts.path(), &out), Exit::Fine, "{step}");
        let rows = fs::read_to_string(out.join("current/rows.csv")).unwrap();
        let own = rows.lines().find(|line| line.contains(",x1,"));
        assert!(
            own.is_some_and(|it| it.contains(expected)),
            "{step}: {own:?}"
        );
    }
}
