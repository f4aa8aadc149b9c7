//! Exceptions off the rules, settled from a file of what was decided.

use std::fs;

use crate::run::charter;

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const SCENARIO: &str = include_str!("../../scenarios/starter/baseline.yaml");
const PARTNERS: &str = include_str!("../../programs/starter/facts/partners.csv");
const SALES: &str = "sale_id,happened,partner,product,net_amount\n";

const EXCEPTIONS: &str = r#"
role panel "Panel" {}
role sales "Sales" {}
budget off_rules "Off the rules" internal {
  100 USD per year
  owner    panel
  order    first accepted ties by claim number
  crossing paid to the limit
}
exception goodwill "Goodwill" {
  on      each exception decided by panel in year
  budget  off_rules
  pay     10 business days after approved claim in US to the partner as credit note
  account marketing
  tax     reported by partner
}
"#;

/// Of a pool of 100: 80 for acme, and the 20 that are left for brook. Somebody else's decision is passed over; a row that
/// says no reason is refused, and one that nobody of the program decided is rejected.
#[test]
fn what_was_granted_is_paid_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("facts")).unwrap();
    fs::write(at("a.charter"), format!("{STARTER}{EXCEPTIONS}")).unwrap();
    fs::write(at("scenario.yaml"), SCENARIO).unwrap();
    fs::write(at("facts/partners.csv"), PARTNERS).unwrap();
    fs::write(at("facts/sales.csv"), SALES).unwrap();
    let rows = "exception_id,happened,known,partner,amount,reason,decided_by,decision
x1,2027-03-01,2027-03-02,acme,80.00,Parcel lost by the vendor,panel,approved
x2,2027-03-03,2027-03-03,brook,55.00,Promised at the launch,panel,approved
x3,2027-03-04,2027-03-04,acme,10.00,A favour,sales,approved
x4,2027-03-05,2027-03-05,acme,10.00,,panel,approved
x5,2027-03-06,2027-03-06,acme,10.00,A favour,pannel,approved
";
    fs::write(at("facts/exceptions.csv"), rows).unwrap();
    let command = [
        "settle",
        "a.charter",
        "--facts",
        "facts",
        "--out",
        "out",
        "--until",
        "2027-03-31",
    ];
    let ran = charter(folder.path(), &command);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("reason"), "{}", ran.err);
    fs::write(
        at("facts/exceptions.csv"),
        rows.replace("x4,2027-03-05,2027-03-05,acme,10.00,,panel,approved\n", ""),
    )
    .unwrap();
    let ran = charter(folder.path(), &command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let entries = fs::read_to_string(at("out/current/entries.csv")).unwrap();
    let paid: Vec<String> = entries
        .lines()
        .skip(1)
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            format!(
                "{} {} {} {} {}",
                cells[1], cells[2], cells[3], cells[4], cells[10]
            )
        })
        .collect();
    // Ten business days after 2 and 3 March 2027, a Tuesday and a Wednesday.
    assert_eq!(
        paid,
        [
            "2027-03-02 2027-03-16 goodwill acme 80.00",
            "2027-03-03 2027-03-17 goodwill brook 20.00",
        ]
    );
    let statements = at("out/current/statements/en");
    let mut pages = fs::read_dir(statements)
        .unwrap()
        .map(|it| fs::read_to_string(it.unwrap().path()).unwrap());
    assert!(
        pages.any(|page| page.contains("Parcel lost by the vendor") && page.contains("80.00 USD"))
    );
    let rows = fs::read_to_string(at("out/current/rows.csv")).unwrap();
    let unpaid = "exception,x3,acme,excluded,no incentive pays for it";
    assert!(rows.contains(unpaid), "{rows}");
    let nobody =
        "exception,x5,acme,rejected,no role or committee of the program is called `pannel`";
    assert!(rows.contains(nobody), "{rows}");
}
