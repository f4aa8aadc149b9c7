//! Conditions and phrases with one word wrong: where it is, and a line that is valid in its place.

use super::check;

const GROUND: &str = include_str!("../language/preamble.charter");

const PAID: &str = "  pay     10 business days after month end in NA to the partner as cash
  undo    never
  account marketing
  tax     reported by vendor
";

/// What is written in a block, the words that the problem marks, what it says and what it offers.
const CONDITIONS: &[(&str, &str, &str, &str)] = &[
    (
        "needs partner iz acme",
        "iz",
        "`partner` goes on with `is`, found `iz`",
        "write: needs partner is acme, brook",
    ),
    (
        "needs type iz reseller",
        "iz",
        "`type` goes on with `is`",
        "write: needs type is distributor",
    ),
    (
        "needs tier iz gold as of sale date",
        "iz",
        "`tier` goes on with `is`",
        "write: needs tier is silver as of sale date",
    ),
    (
        "needs in evry 2 years since 2027-01-01",
        "evry",
        "`in` goes on with `every`",
        "write: needs in every 2 years since 2027-01-01",
    ),
    (
        "needs joined befor 2027-02-01",
        "befor",
        "`joined` goes on with `before`",
        "write: needs joined before 2027-01-01",
    ),
    (
        "needs partnr is acme",
        "partnr is",
        "no condition begins with `partnr is`",
        "did you mean `partner is`? write: needs partner is acme, brook",
    ),
    (
        "needs partner is acme brook",
        "brook",
        "no comma stands between `acme` and `brook`",
        "write: needs partner is acme, brook",
    ),
    (
        "needs type is reseller distributor",
        "distributor",
        "no comma stands between `reseller` and `distributor`",
        "write: needs type is reseller, distributor",
    ),
    (
        "needs partner is not acme",
        "not",
        "`not` stands before the condition",
        "write: needs not partner is acme",
    ),
    (
        "needs type is reseller or distributor",
        "or",
        "`or` joins conditions, and names of a list have commas",
        "write: needs type is reseller, distributor",
    ),
    (
        "needs tier is silver or gold as of sale date",
        "or",
        "`or` joins conditions",
        "write: needs tier is silver, gold as of sale date",
    ),
    (
        "needs partner is acme or brook",
        "or",
        "`or` joins conditions",
        "write: needs partner is acme, brook",
    ),
    (
        "split to the second registrent",
        "registrent",
        "`to the second` goes on with `registrant`, found `registrent`",
        "write `to the second registrant`",
    ),
    (
        "needs growth of bookings in quarter over bookings in previous quarter >= 10%",
        "bookings in quarter over bookings in previous quarter",
        "what a base of zero gives is not said",
        "write it behind the second figure: when base is 0 then fails",
    ),
];

fn bonus(line: &str) -> String {
    format!(
        "{GROUND}
bonus b \"B\" {{
  on      each sale accepted in year
  {line}
  amount  5 USD per sale
{PAID}}}
"
    )
}

/// The problems of a program: the words that are marked, the message and the help.
pub fn told(text: &str) -> Vec<(String, String, String)> {
    let (_, out) = check(text, "json");
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let problems = found["problems"].as_array().unwrap().iter();
    let errors = problems.filter(|each| each["severity"] == "error");
    let told = errors.map(|each| {
        let line = usize::try_from(each["line"].as_u64().unwrap()).unwrap();
        let place = |key: &str| usize::try_from(each[key].as_u64().unwrap()).unwrap() - 1;
        let line = text.lines().nth(line - 1).unwrap();
        let marked = line.get(place("column")..place("end_column")).unwrap_or("");
        let text = |key: &str| each[key].as_str().unwrap_or("").to_owned();
        (marked.to_owned(), text("message"), text("help"))
    });
    told.collect()
}

#[test]
fn a_word_that_is_wrong_is_marked_and_a_line_offered() {
    for (line, marked, message, help) in CONDITIONS {
        let told = told(&bonus(line));
        let [(at, said, offered)] = told.as_slice() else {
            panic!("{line}: {told:#?}");
        };
        assert_eq!(at, marked, "{line}: {said}");
        assert!(said.contains(message), "{line}: {said}");
        assert!(offered.starts_with(help), "{line}: {offered}");
    }
}

/// What is offered is valid: it reads without an error where the mistyped line stood.
#[test]
fn a_line_that_is_offered_is_valid() {
    for (.., help) in CONDITIONS {
        let (_, line) = help.split_once("write: ").unwrap_or_default();
        if !line.starts_with("needs ") {
            continue;
        }
        let errors = told(&bonus(line));
        assert_eq!(errors, [], "{line}");
    }
}

/// In an audience there is no clause to name.
#[test]
fn an_audience_names_no_clause() {
    let errors = told(&format!(
        "{GROUND}\nsegment s \"S\" {{ type is reseller extra }}\n"
    ));
    assert!(!errors.is_empty());
    for (_, message, _) in errors {
        assert!(!message.contains("``"), "{message}");
    }
}

/// What is set is marked where it is set, and what cannot be read there is one problem.
#[test]
fn what_a_playbook_sets_is_marked_where_it_is_set() {
    let play = |set: &str| {
        format!(
            "{GROUND}
playbook drive \"Drive\" {{
  takes what, days
  bonus b \"B\" {{
    on      each sale of playbook.what accepted in playbook.days
    amount  5 USD per sale
{PAID}  }}
}}
playbook now \"Now\" like drive {{
  {set}
}}
"
        )
    };
    assert_eq!(
        told(&play(
            "set what edge_router\n  set days 2027-02-01 to 2027-02-28"
        )),
        []
    );
    let told_of = told(&play(
        "set what edge_ruter\n  set days 2027-02-01 to 2027-02-28",
    ));
    let [(marked, message, _)] = told_of.as_slice() else {
        panic!("{told_of:#?}");
    };
    assert_eq!(marked, "edge_ruter", "{message}");
    let told_of = told(&play("set what edge_router\n  set days 2027-02-30"));
    let [(marked, message, _)] = told_of.as_slice() else {
        panic!("{told_of:#?}");
    };
    assert_eq!(
        (marked.as_str(), message.as_str()),
        ("2027-02-30", "there is no day `2027-02-30`")
    );
}
