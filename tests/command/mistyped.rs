//! What is mistyped in files of facts and in a scenario: the help is what is to be written there. And why a row that
//! earns nothing earns nothing.

use std::fs;

use crate::run::charter;

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const FACTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/starter/facts");
const HEAD: &str = "sale_id,happened,partner,product,net_amount\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = STARTER.split("\nexample ").next().unwrap();
    fs::write(folder.path().join("a.charter"), text).unwrap();
    fs::create_dir(folder.path().join("facts")).unwrap();
    let partners = fs::read_to_string(format!("{FACTS}/partners.csv")).unwrap();
    fs::write(folder.path().join("facts/partners.csv"), partners).unwrap();
    folder
}

/// What `settle` says of a file of facts, on one line.
fn said(name: &str, text: &str) -> String {
    let folder = folder();
    fs::write(folder.path().join("facts/sales.csv"), HEAD).unwrap();
    fs::write(folder.path().join("facts").join(name), text).unwrap();
    let ran = charter(folder.path(), &["settle", ".", "--facts", "facts"]);
    let all = format!("{}{}", ran.out, ran.err);
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What follows an amount is not taken for a code that looks like it.
#[test]
fn an_amount_without_its_currency_is_asked_for_one() {
    let folder = folder();
    let text = fs::read_to_string(folder.path().join("a.charter")).unwrap();
    let text = text.replacen("  rank   1\n", "  rank   1\n  fee    600 per year\n", 1);
    fs::write(folder.path().join("a.charter"), text).unwrap();
    let ran = charter(folder.path(), &["check", "a.charter"]);
    let all = format!("{}{}", ran.out, ran.err);
    assert!(all.contains("behind the number"), "{all}");
}

/// A negative amount of what is no sale has nothing to do with returns.
#[test]
fn a_price_below_zero_is_written_without_a_sign() {
    let head = "exception_id,happened,partner,amount,reason,decided_by,decision\n";
    let text = said(
        "exceptions.csv",
        &format!("{head}x1,2027-03-01,acme,-5.00,late,panel,approved\n"),
    );
    assert!(text.contains("write it without a sign;"), "{text}");
}

#[test]
fn a_cell_is_answered_with_what_is_to_be_written() {
    for (row, message, help) in [
        (
            "s1,20.01.2027,acme,widget,5",
            "`20.01.2027` is not a date",
            "help: write `2027-01-20`",
        ),
        (
            "s1,3/4/2027,acme,widget,5",
            "`3/4/2027` is not a date",
            "help: write `2027-04-03`, or `2027-03-04` if that is meant",
        ),
        (
            "s1,2027-01-20,acme,widget,9000 USD",
            "`9000 USD` names a currency inside a number",
            "help: write a number such as `1234.50`",
        ),
        (
            "s1,2027-01-20,acme,widget,EUR 9000",
            "`EUR 9000` names a currency inside a number",
            "help: write a number such as `1234.50`",
        ),
    ] {
        let text = said("sales.csv", &format!("{HEAD}{row}\n"));
        assert!(
            text.contains(message) && text.contains(help),
            "{row}: {text}"
        );
    }
    let text = said(
        "sales.csv",
        "sale_id,happened,partner,product,net_amount,status\ns1,2027-01-20,acme,widget,5,ok\n",
    );
    assert!(text.contains("`ok` is no status"), "{text}");
}

/// A column that stands in the file is not the one that was meant by another.
#[test]
fn a_heading_is_answered_with_a_column_that_is_missing() {
    let text = said(
        "certifications.csv",
        "certification_id,happened,partner,person,certification\nc1,2027-01-20,acme,ann,x\n",
    );
    assert!(text.contains("unknown column `certification_id`"), "{text}");
    assert!(text.contains("did you mean `certificate_id`?"), "{text}");
    assert!(text.contains("1 error"), "{text}");
}

#[test]
fn a_scenario_is_answered_with_the_number_alone() {
    let folder = folder();
    let said = |text: &str| {
        fs::write(folder.path().join("s.yaml"), text).unwrap();
        let ran = charter(folder.path(), &["simulate", ".", "--scenario", "s.yaml"]);
        assert_eq!(ran.code, 1, "{text}: {}", ran.err);
        let all = format!("{}{}", ran.out, ran.err);
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (text, help) in [
        (
            "behaviour: {return_share: 7%}\n",
            "write the number alone: 0.07",
        ),
        (
            "costs: {fixed_per_year: 100000 USD}\n",
            "write the number alone: 100000",
        ),
        (
            "costs: {fixed_per_year: 100,000}\n",
            "a number has no commas: 100000",
        ),
        (
            "behaviour: {cap: 5}\n",
            "what there is: charter explain behaviour",
        ),
        (
            "market: {shocks: {flu: {probability: 0.5}}}\n",
            "`market.shocks.flu` does not say its `kind`",
        ),
    ] {
        let found = said(text);
        assert!(
            found.contains(help) && found.contains("1 error"),
            "{text}: {found}"
        );
    }
    // A share that cannot be read is not missing in the sum of all shares.
    let found = said("population: {regions: {US: 100%}}\n");
    assert!(
        found.contains("write the number alone: 1") && found.contains("1 error"),
        "{found}"
    );
}

/// A sale that came back before it was paid for is told so: an incentive would pay for it.
#[test]
fn a_sale_that_came_back_is_told_so() {
    let folder = folder();
    let write = |name: &str, text: String| fs::write(folder.path().join("facts").join(name), text);
    write(
        "sales.csv",
        format!("{HEAD}s1,2027-01-20,acme,widget,9000\ns2,2027-02-20,acme,widget,9000\n"),
    )
    .unwrap();
    write(
        "returns.csv",
        "return_id,sale_id,happened,net_amount\nr1,s1,2027-02-01,9000\n".to_owned(),
    )
    .unwrap();
    let ran = charter(
        folder.path(),
        &["settle", ".", "--facts", "facts", "--out", "out"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = folder.path().join("out/current");
    let rows = fs::read_to_string(out.join("rows.csv")).unwrap();
    assert!(
        rows.contains("sale,s1,acme,excluded,it was returned whole"),
        "{rows}"
    );
    let statement = fs::read_to_string(out.join("statements/en/0001-acme.md")).unwrap();
    assert!(
        statement.contains("| it was returned whole |"),
        "{statement}"
    );
}

/// Of a path that is not there the first part that is not is answered with what is there instead of it.
#[test]
fn a_path_is_answered_with_a_near_one() {
    let folder = folder();
    let said = |path: &str, facts: &str| {
        let ran = charter(folder.path(), &["settle", path, "--facts", facts]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        ran.err
    };
    let near = |text: &str, path: &str| {
        assert!(
            text.trim_end()
                .ends_with(&format!("; did you mean `{path}`?")),
            "{text}"
        );
    };
    let text = said("elsewhere", "facts");
    assert!(!text.contains("did you mean"), "{text}");
    fs::create_dir(folder.path().join("program")).unwrap();
    fs::copy(
        folder.path().join("a.charter"),
        folder.path().join("program/starter.charter"),
    )
    .unwrap();
    near(
        &said("program/startr.charter", "facts"),
        "program/starter.charter",
    );
    near(
        &said("progam/starter.charter", "facts"),
        "program/starter.charter",
    );
    near(&said("a.charter", "fcts"), "facts");
}
