//! Constructs that pay nothing: replaced by its plain form, each is missing in what the program says. The documents have no longer the words
//! that the table names, or the checker no longer the finding.

use std::fs;
use std::path::Path;
use std::process::Command;

use charter::base::span::FileId;
use charter::parse::parse_file;

use crate::page::Page;
use crate::program::declared;

const TABLE: &str = "docs/reference/constructs.md";

/// A construct, what stands in a program of its page, the plain form of it, and what is said of the first alone: words of its documents, or
/// the name of a finding. What stands there is a whole block where its first words are given with `block `.
type Shown = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const SHOWN: &[Shown] = &[
    ("Channel inventory", "block inventory routers", "", "Stock may be rotated against other products."),
    ("Onboarding", "block onboarding first_90_days", "", "First person is certified"),
    ("Communications", "block message welcome_gold", "", "You are a gold partner now."),
    ("Analytics and scorecards", "block scorecard partner", "", "Training completion"),
    ("Governance, compliance, risk", "block risk soft_market", "", "Extend the registration of open deals by 30 days."),
    ("Experiments", "block experiment quick_pilot", "", "20% of partners"),
    ("Business planning", "block plan joint", "", "Two engineers certified"),
    ("Documents", "block policy disputes", "", "within 30 days of the statement"),
    ("Partner journey and lifecycle", "block stage recruitment", "", "Vetting by legal."),
    ("Recruitment and partner profile", "block territory clinics", "", "Hospitals with more than 400 beds"),
    ("entitlement quantities", "{ quantity 5 }", "{}", "Demonstration licences: 5"),
    ("notice period", "  notice   90 days when worse for any partner\n", "", "A change that is worse for any partner is announced 90 days before it takes effect."),
    ("source conflict", "  languages en, de\n  prevails  en in", "  languages en\n  prevails  en in", "If translations differ, the English text prevails."),
    ("document precedence", " in order of agreement, policy, guide, portal", "", "If documents differ, the one that is named first counts"),
    ("weighted score", "|    40% |     20 | \"%\"  |\n    | \"Training completion\" |    30% |", "|    35% |     20 | \"%\"  |\n    | \"Training completion\" |    35% |", "40%"),
    ("notice and communication", "    | 5 days before start of push | \"It is close\"    | gold     | email          | announcement |\n", "", "It is close"),
    ("split payout", " and marketing 40%", "", "\"weight\": \"0.4\""),
    ("margin floor", "payouts on any one sale <= 0.5% of sale.net_amount", "worst case of all payouts per year <= 100,000,000 USD", "guardrail-refuted"),
];

/// What the table says of a construct: what is shown, and the page.
fn proof(name: &str) -> Option<(String, String)> {
    let text = fs::read_to_string(TABLE).expect("the table can be read");
    let row = text
        .lines()
        .find(|line| line.starts_with(&format!("| {name} |")))?;
    let proof = row.split(" | ").last()?.trim_end_matches(" |");
    let (what, file) = proof.rsplit_once(" in ")?;
    let what = what
        .strip_prefix("the words ")
        .map(|it| it.trim_matches('\''))
        .or_else(|| what.strip_prefix("the finding "))?;
    Some((what.to_owned(), file.to_owned()))
}

#[test]
fn the_plain_form_of_a_construct_is_not_said() {
    let mut faults = Vec::new();
    for (name, from, to, said) in SHOWN {
        let Some((what, file)) = proof(name) else {
            faults.push(format!("{name}: the table has no such proof"));
            continue;
        };
        if what != *said {
            faults.push(format!("{name}: the table says `{what}`, not `{said}`"));
        }
        faults.extend(
            differs(&file, (from, to), said)
                .err()
                .map(|why| format!("{name}: {why}")),
        );
    }
    let text = fs::read_to_string(TABLE).expect("the table can be read");
    let rows = text
        .lines()
        .filter(|line| line.contains("| the words ") || line.contains("| the finding "));
    if rows.count() != SHOWN.len() {
        faults.push("a row with words or a finding has no plain form here".to_owned());
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The first program of a page that has the construct says it, and does not with its plain form.
fn differs(file: &str, (from, to): (&str, &str), said: &str) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|_| format!("there is no {file}"))?;
    let page = Page::new(file, &text);
    let plain = |text: &str| match from.strip_prefix("block ") {
        Some(head) => without_block(text, head),
        None => text.contains(from).then(|| text.replace(from, to)),
    };
    let mut fences = page.fences.iter().filter(|it| it.language == "charter");
    let both = |text: &str| Some((text.to_owned(), plain(text)?));
    let found = fences.find_map(|fence| Some((fence.has("alone"), both(&fence.text)?)));
    let (alone, (whole, plain)) = found.ok_or("no program of the page has it")?;
    let of = |text: &str| {
        said_of(&if alone {
            text.to_owned()
        } else {
            with_preamble(text)
        })
    };
    if !of(&whole)?.contains(said) {
        return Err(format!("`{said}` is not said with it"));
    }
    match of(&plain)?.contains(said) {
        true => Err(format!("`{said}` is said without it")),
        false => Ok(()),
    }
}

/// A text with what a page may use, but for what it declares itself.
fn with_preamble(text: &str) -> String {
    const PREAMBLE: &str = include_str!("../language/preamble.charter");
    let (page, _) = parse_file(FileId(0), text);
    let own: Vec<String> = page.items.iter().filter_map(declared).collect();
    if text.starts_with("program ") {
        return text.to_owned();
    }
    let (preamble, _) = parse_file(FileId(0), PREAMBLE);
    let others = preamble
        .items
        .iter()
        .filter(|it| declared(it).is_none_or(|name| !own.contains(&name)));
    let others =
        others.filter_map(|it| PREAMBLE.get(it.span().start as usize..it.span().end as usize));
    let others: Vec<&str> = others.collect();
    format!("{text}\n{}\n", others.join("\n"))
}

/// A text without the block whose heading begins so.
fn without_block(text: &str, head: &str) -> Option<String> {
    let start = text
        .find(head)
        .filter(|at| *at == 0 || text[..*at].ends_with('\n'))?;
    let rest = &text[start..];
    let line = rest.find('\n')?;
    let end = match rest[..line].ends_with('}') {
        true => line,
        false => rest.find("\n}\n")? + 2,
    };
    Some(format!(
        "{}{}",
        &text[..start],
        rest.get(end + 1..).unwrap_or("")
    ))
}

/// What the checker finds in a program, and what its documents say, without their markup.
fn said_of(text: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|_| "no folder")?;
    fs::write(folder.path().join("page.charter"), text).map_err(|_| "not written")?;
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_charter"));
        let output = command.current_dir(folder.path()).args(arguments).output();
        let output = output.expect("charter runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let (_, mut said) = run(&["check", "page.charter", "--format", "concise"]);
    let (code, shown) = run(&["render", "page.charter", "--out", "out"]);
    if code != Some(0) {
        return Err(format!("it is no program: {said}{shown}"));
    }
    let mut pending = vec![folder.path().join("out")];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).map_err(|_| "no entries")?;
            pending.extend(entries.flatten().map(|entry| entry.path()));
        } else {
            said.push_str(&words(&path));
        }
    }
    Ok(said)
}

/// The text of a file; of a page only what a reader sees.
fn words(path: &Path) -> String {
    let text = fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let text = text.unwrap_or_default();
    if path.extension().is_none_or(|ending| ending != "html") {
        return text;
    }
    let unseen = |part: &&str| part.starts_with("style") || part.starts_with("script");
    let parts = text.split('<').filter(|part| !unseen(part));
    let parts = parts.map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join("")
}
