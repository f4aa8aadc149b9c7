//! A playbook that is played has the terms of what it would be written out, and its faults show who played it.

use charter::base::span::{Source, Sources};
use charter::compile::compile;
use charter::diagnostic::place::Place;
use charter::export::canonical;
use charter::lint;
use charter::lint::level::Levels;
use charter::parse::parse;

use crate::{comes_back, program};

const HEAD: &str = r#"
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
product gadget "Gadget" { line tools; list 900 USD }
"#;

fn bonus(heading: &str, product: &str, amount: &str, rest: &str) -> String {
    format!(
        "bonus {heading} {{
  on      each sale of {product} accepted in year
  amount  {amount} per sale
  cap     500 USD per partner per year crossing refused
  pay     30 days after month end next business day in US to the partner as credit note
  undo    never
  account marketing
  tax     reported by partner
{rest}}}
"
    )
}

fn pattern() -> String {
    let push = bonus("push \"Push\"", "playbook.what", "playbook.amount", "");
    let rest = "  why     \"{playbook}: {playbook.push.cap} for {playbook.what}, {playbook.amount} each\"\n";
    let more = bonus("more \"More\" like playbook.push", "gadget", "1 USD", rest);
    // What it is like says all but the reason.
    let more = more.lines().next().unwrap_or("").to_owned() + "\n" + rest + "}\n";
    format!(
        "playbook drive \"Drive\" {{\ntakes what, amount\n{push}{more}stack playbook.push with playbook.more\n}}\n"
    )
}

#[test]
fn what_is_played_has_the_terms_of_what_is_written_out() {
    let why = |name: &str, title: &str, what: &str, amount: &str| {
        format!("  why     \"{title}: {{{name}_push.cap}} for {{{what}}}, {amount} each\"\n")
    };
    let written = |name: &str, first: &str, title: &str, what: &str, amount: &str| {
        let old = |own: &str| match first {
            "" => String::new(),
            first => format!(" renamed from {first}_{own}"),
        };
        let push = bonus(
            &format!("{name}_push \"Push\"{}", old("push")),
            what,
            amount,
            "",
        );
        let more = bonus(
            &format!("{name}_more \"More\"{}", old("more")),
            what,
            amount,
            &why(name, title, what, amount),
        );
        format!("{push}{more}stack {name}_push with {name}_more\n")
    };
    let one = "playbook one \"One\" like drive { set what widget; set amount 20 USD }\n";
    let two = "playbook two renamed from deux like drive {
  set    what gadget
  set    amount 1,500.50 USD
  change push { drop cap; cap 7 awards per partner per year crossing refused }
  drop   more
}
";
    let two_written = bonus(
        "two_push \"Push\" renamed from deux_push",
        "gadget",
        "1,500.50 USD",
        "",
    )
    .replace("500 USD per partner", "7 awards per partner");
    let between = "stack one_push with two_push\nstack one_more with two_push\n";
    let short = format!("{HEAD}{}{one}{two}{between}", pattern());
    let full = format!(
        "{HEAD}{}{two_written}{between}",
        written("one", "", "One", "widget", "20 USD")
    );
    let short = program(&[short]).expect("the playbooks are played");
    let full = program(&[full]).expect("written out it is a program");
    assert_eq!(canonical(&short), canonical(&full));
    comes_back("played", &short);
}

/// A problem: its name, its line, and the other lines with the part that each plays.
type Told = (String, u32, Vec<(u32, String)>);

/// The lines of a problem: its own, then the others with the part that each plays.
fn told(text: &str) -> Vec<Told> {
    let sources = Sources::new(vec![Source {
        name: "program.charter".to_owned(),
        text: text.to_owned(),
    }]);
    let (trees, mut problems) = parse(&sources);
    let (program, found) = compile(&trees);
    problems.extend(found);
    if let Some(program) = &program {
        problems.extend(lint::check(program, &Levels::all_on()));
    }
    let line = |place: &Place| match place {
        Place::Source(span) => sources.line_column(*span).0,
        Place::Row(_) => 0,
    };
    let told = problems.iter().map(|problem| {
        let related = problem.related.iter();
        (
            problem.name.to_owned(),
            problem.primary.as_ref().map_or(0, line),
            related
                .map(|(place, part)| (line(place), part.clone()))
                .collect(),
        )
    });
    told.collect()
}

#[test]
fn a_fault_shows_what_was_set_or_the_line_of_the_pattern_and_who_played_it() {
    let head = u32::try_from(HEAD.lines().count()).expect("a few lines");
    let text = format!(
        "{HEAD}playbook drive \"Drive\" {{
takes what
{}}}
playbook one like drive {{ set what widget }}
playbook two like drive {{
  set what gidget
}}
stack one_push with two_push
",
        bonus(
            "push \"Push\"",
            "playbook.what",
            "5 USD",
            "  tell    \"TODO\"\n"
        )
    );
    let told_of = told(&text);
    let unknown = |(name, line, related): &Told| {
        let used = related.contains(&(head + 4, "stands here".to_owned()));
        name == "unknown-name" && *line == head + 16 && used
    };
    assert!(told_of.iter().any(unknown), "{told_of:#?}");
    // Mended, the text that is not finished is told of each playbook that says it.
    let told_of = told(&text.replace("gidget", "gadget"));
    for by in [head + 14, head + 15] {
        let lint = told_of.iter().find(|(name, _, related)| {
            name == "unfinished-text" && related.contains(&(by, "played here".to_owned()))
        });
        assert!(lint.is_some(), "{by}: {told_of:#?}");
    }
}

/// One example of a pattern is played with each playbook: one that fails says with which.
#[test]
fn a_failing_example_says_which_playbook_played_it() {
    let text = format!(
        "{HEAD}playbook drive \"Drive\" {{
takes amount
{}example \"one sale: {{playbook}}\" {{
  given
    | fact | sale_id | happened   | partner | product | net_amount |
    | sale | s1      | 2027-02-01 | acme    | widget  | 1,200 USD  |
  expect playbook.push for acme = 5.00 USD
  expect nothing else
}}
}}
playbook one \"One\" like drive {{ set amount 5 USD }}
playbook two \"Two\" like drive {{ set amount 6 USD }}
stack one_push with two_push
",
        bonus("push \"Push\"", "widget", "playbook.amount", "")
    );
    let sources = Sources::new(vec![Source {
        name: "program.charter".to_owned(),
        text: text.clone(),
    }]);
    let (trees, _) = parse(&sources);
    let (program, problems) = compile(&trees);
    let program = program.unwrap_or_else(|| panic!("{problems:#?}"));
    let found = charter::shell::examples::problems(&program);
    let lines: Vec<(&str, Option<u32>)> = found
        .iter()
        .map(|problem| {
            let played = problem
                .related
                .iter()
                .find(|(_, part)| part == "played here");
            let line = played.and_then(|(place, _)| match place {
                Place::Source(span) => Some(sources.line_column(*span).0),
                Place::Row(_) => None,
            });
            (problem.name, line)
        })
        .collect();
    // Each play of the example sees what both playbooks pay: one pays 5, and two pays 6.
    let two = text
        .lines()
        .position(|line| line.starts_with("playbook two"));
    let two = two.and_then(|at| u32::try_from(at + 1).ok());
    assert!(lines.contains(&("example-fails", two)), "{lines:?}");
    assert!(lines.iter().all(|(_, line)| line.is_some()), "{lines:?}");
}
