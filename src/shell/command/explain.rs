//! `charter explain`: the page of a kind, a clause, a lint or an error.

use std::io::IsTerminal;

use crate::base::name::nearest;
use crate::kind::KINDS;
use crate::kind::file::FILE;
use crate::kind::spec::{Clause, Kind, Phrase, Times};
use crate::lint::LINTS;
use crate::shell::arguments::{Colour, Explain};
use crate::shell::exit::Exit;
use crate::shell::page::{Look, lay_out};
use crate::shell::{fact_page, problem, report, scenario_page, word_page};

/// Columns of a page.
const COLUMNS: usize = 100;

/// Prints a page, or the list of all names.
pub fn run(explain: &Explain, colour: Colour) -> Exit {
    let look = look(colour);
    if explain.list || explain.name.is_empty() {
        report::out(&lay_out(&list(), look, COLUMNS));
        return Exit::Fine;
    }
    let name = explain.name.join(" ");
    match page(&name) {
        Some(page) => {
            report::out(&lay_out(&page, look, COLUMNS));
            Exit::Fine
        }
        None => {
            report::error(&unknown(&name));
            Exit::Usage
        }
    }
}

fn look(colour: Colour) -> Look {
    match colour {
        Colour::Always => Look::Styled,
        Colour::Never => Look::Plain,
        Colour::Auto if std::io::stdout().is_terminal() && !report::no_color() => Look::Styled,
        Colour::Auto => Look::Plain,
    }
}

fn unknown(name: &str) -> String {
    if let Some(homes) = written_in(name) {
        return format!("charter: there is no page `{name}`; it is a word of {homes}\n");
    }
    let topics = topics();
    match nearest(name, topics.iter().map(|topic| topic.name)) {
        Some(near) => format!("charter: there is no page `{name}`; did you mean `{near}`?\n"),
        None => {
            format!("charter: there is no page `{name}`; `charter explain --list` lists them\n")
        }
    }
}

/// The clauses in whose lines a word stands, each as the command that explains it.
fn written_in(name: &str) -> Option<String> {
    let holds = |clause: &Clause| {
        let mut words = clause.help.split_whitespace();
        !name.is_empty() && words.any(|word| word == name)
    };
    let mut homes: Vec<&str> = kinds_and_clauses()
        .filter(|(_, clause)| holds(clause))
        .map(|(_, clause)| clause.word)
        .collect();
    homes.sort_unstable();
    homes.dedup();
    let homes: Vec<String> = homes
        .iter()
        .take(4)
        .map(|word| format!("`charter explain {word}`"))
        .collect();
    (!homes.is_empty()).then(|| homes.join(", "))
}

/// Something that has a page.
struct Topic {
    name: &'static str,
    sort: &'static str,
    summary: String,
}

/// Everything that has a page: kinds, clauses, lints, then problems by the stage that finds them.
fn topics() -> Vec<Topic> {
    let kinds = kinds().into_iter().map(|kind| Topic {
        name: kind.word,
        sort: "Kinds",
        summary: kind.summary.to_owned(),
    });
    let lints = LINTS.iter().map(|lint| Topic {
        name: lint.name,
        sort: "Lints",
        summary: lint.summary.to_owned(),
    });
    let mut words: Vec<&'static str> = kinds_and_clauses().map(|(_, clause)| clause.word).collect();
    words.sort_unstable();
    words.dedup();
    let clauses = words.into_iter().map(|word| {
        let homes: Vec<String> = kinds_and_clauses()
            .filter(|(_, clause)| clause.word == word)
            .map(|(kind, _)| format!("`{}`", kind.word))
            .collect();
        Topic {
            name: word,
            sort: "Clauses",
            summary: format!("In {}.", homes.join(", ")),
        }
    });
    let mut leads: Vec<&'static str> = phrases().map(|(_, phrase)| phrase.lead).collect();
    leads.sort_unstable();
    leads.dedup();
    leads.retain(|lead| kinds_and_clauses().all(|(_, clause)| clause.word != *lead));
    let leads = leads.into_iter().map(|lead| {
        let mut homes: Vec<String> = phrases()
            .filter(|(_, phrase)| phrase.lead == lead)
            .map(|(home, _)| home)
            .collect();
        homes.sort_unstable();
        homes.dedup();
        Topic {
            name: lead,
            sort: "Phrases",
            summary: format!("In {}.", homes.join(", ")),
        }
    });
    let problems = problem::GROUPS.iter().flat_map(|group| {
        group.pages.iter().map(|page| Topic {
            name: page.name,
            sort: group.title,
            summary: page.title().to_owned(),
        })
    });
    let of = |sort| {
        move |(name, summary)| Topic {
            name,
            sort,
            summary,
        }
    };
    let files = fact_page::topics().map(of("Files"));
    let scenario = scenario_page::topics().map(of("Scenarios"));
    let words = word_page::topics().map(of("Words"));
    let clause = |word: &str| kinds_and_clauses().any(|(_, clause)| clause.word == word);
    let words =
        words.filter(|it| !clause(it.name) && phrases().all(|(_, each)| each.lead != it.name));
    let own = kinds
        .chain(clauses)
        .chain(leads)
        .chain(words)
        .chain(files)
        .chain(scenario);
    own.chain(lints).chain(problems).collect()
}

/// Every kind, nested ones included, each once.
fn kinds() -> Vec<&'static Kind> {
    let mut found: Vec<&'static Kind> = Vec::new();
    let mut pending: Vec<&'static Kind> = KINDS.iter().rev().copied().chain([&FILE]).collect();
    while let Some(kind) = pending.pop() {
        if !found.iter().any(|each| each.word == kind.word) {
            found.push(kind);
            pending.extend(kind.children.iter().rev());
        }
    }
    found
}

fn kinds_and_clauses() -> impl Iterator<Item = (&'static Kind, &'static Clause)> {
    let pairs = kinds()
        .into_iter()
        .flat_map(|kind| kind.clauses.iter().map(move |clause| (kind, clause)));
    pairs.filter(|(_, clause)| !clause.word.is_empty())
}

/// The page of a name, or the one that holds it: that of the words with which it begins, or of the clause with a line of it.
pub fn page(name: &str) -> Option<String> {
    let begins = || {
        let cuts = name.match_indices(' ').rev();
        cuts.map(|(at, _)| at)
            .find_map(|at| page_of(name.get(..at)?))
    };
    let holds = |clause: &Clause| format!(" {} ", clause.help).contains(&format!(" {name} "));
    let is_said = || {
        let mut pairs = kinds_and_clauses().filter(|_| name.contains(' '));
        let (_, clause) = pairs.find(|(_, clause)| holds(clause))?;
        clause_page(clause.word)
    };
    page_of(name).or_else(is_said).or_else(begins)
}

/// The page of a name; a word that is a kind and a clause has both.
fn page_of(name: &str) -> Option<String> {
    let kind = kinds().into_iter().find(|kind| kind.word == name);
    let lint = LINTS.iter().find(|lint| lint.name == name);
    let mut parts: Vec<String> = Vec::new();
    parts.extend(kind.map(kind_page));
    parts.extend(clause_page(name));
    parts.extend(phrase_page(name));
    parts.extend(word_page::page(name));
    parts.extend(fact_page::page(name));
    parts.extend(scenario_page::page(name));
    parts.extend(lint.map(|lint| lint.page.to_owned()));
    parts.extend(problem::page(name).map(|page| page.text.to_owned()));
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// The page of a kind, then from the descriptor a line of each clause, and what each phrase says.
fn kind_page(kind: &'static Kind) -> String {
    let mut page = kind.page.trim_end().to_owned();
    page.push_str("\n\n## A line of each clause\n\n");
    for clause in kind.clauses {
        page.push_str(&format!("- `{}`\n", clause.help));
    }
    let mut phrases = String::new();
    for clause in kind.clauses {
        for phrase in clause.phrases {
            let word = if clause.word.is_empty() {
                "(first)"
            } else {
                clause.word
            };
            let must = if phrase.required { "must" } else { "may" };
            let (lead, help) = (phrase.lead, phrase.help);
            phrases.push_str(&format!("| `{word}` | `{lead}` | {must} | {help} |\n"));
        }
    }
    if !phrases.is_empty() {
        page.push_str("\n## Phrases\n\n| after | phrase | stands | says |\n|---|---|---|---|\n");
        page.push_str(&phrases);
    }
    page
}

fn stands(times: Times) -> &'static str {
    match times {
        Times::Once => "once",
        Times::Optional => "once or not at all",
        Times::Many => "any number of times",
        Times::Some => "at least once",
    }
}

/// A heading names no more kinds than this.
const NAMED: usize = 4;

/// The page of a clause: what it means in each kind that has it.
fn clause_page(word: &str) -> Option<String> {
    // Kinds that say the same of it share a section.
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for (kind, clause) in kinds_and_clauses().filter(|(_, clause)| clause.word == word) {
        let text = clause_in(kind, clause);
        match said.iter_mut().find(|(other, _)| *other == text) {
            Some((_, kinds)) => kinds.push(kind.word),
            None => said.push((text, vec![kind.word])),
        }
    }
    if said.is_empty() {
        return None;
    }
    let mut page = format!("# The clause {word}\n");
    for (text, kinds) in said {
        let (count, kinds) = (kinds.len(), kinds.join(", "));
        page.push_str(&match count > NAMED {
            false => format!("\n## In {kinds}\n\n{text}"),
            true => format!("\n## In {count} kinds\n\nIn {kinds}.\n\n{text}"),
        });
    }
    Some(page)
}

/// Every phrase with what it stands after: a clause, or the heading of a kind.
fn phrases() -> impl Iterator<Item = (String, &'static Phrase)> {
    kinds().into_iter().flat_map(|kind| {
        let heading = format!("the heading of `{}`", kind.word);
        let in_heading = kind.heading.iter().map(move |each| (heading.clone(), each));
        let clauses = kind.clauses.iter().filter(|clause| !clause.word.is_empty());
        let in_clauses = clauses.flat_map(|clause| {
            let home = format!("`{}`", clause.word);
            clause.phrases.iter().map(move |each| (home.clone(), each))
        });
        in_heading.chain(in_clauses)
    })
}

/// The page of a phrase: what it says in each place where it may stand.
fn phrase_page(lead: &str) -> Option<String> {
    let mut said: Vec<(&str, Vec<String>)> = Vec::new();
    for (home, phrase) in phrases().filter(|(_, phrase)| phrase.lead == lead) {
        match said.iter_mut().find(|(help, _)| *help == phrase.help) {
            Some((_, homes)) if homes.contains(&home) => {}
            Some((_, homes)) => homes.push(home),
            None => said.push((phrase.help, vec![home])),
        }
    }
    if said.is_empty() {
        return None;
    }
    let mut page = format!("# The phrase {lead}\n\n");
    for (help, homes) in said {
        page.push_str(&format!("- {help} It stands in {}.\n", homes.join(", ")));
    }
    Some(page)
}

/// What a clause means in a kind, a line of it, and its phrases.
fn clause_in(kind: &Kind, clause: &Clause) -> String {
    let meaning = kind.meaning(clause).unwrap_or_default();
    let mut text = format!(
        "{meaning} Stands {}.\n\n```charter\n{}\n```\n",
        stands(clause.times),
        clause.help
    );
    if !clause.phrases.is_empty() {
        text.push_str("\nIts phrases:\n\n");
    }
    for phrase in clause.phrases {
        let must = if phrase.required { " (required)" } else { "" };
        text.push_str(&format!("- `{}`{must}: {}\n", phrase.lead, phrase.help));
    }
    text
}

fn list() -> String {
    let mut page = String::from("# Pages\n");
    let mut sort = "";
    for topic in topics() {
        if topic.sort != sort {
            sort = topic.sort;
            page.push_str(&format!("\n## {sort}\n\n"));
        }
        page.push_str(&format!("| {} | {} |\n", topic.name, topic.summary));
    }
    page
}
