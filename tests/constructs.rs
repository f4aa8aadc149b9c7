//! The table of what the field has: every system and construct, with a word that its page has and a proof that is there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what is not as expected fails the test; tests read files"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

const TABLE: &str = "docs/reference/constructs.md";

/// How many rows each table has, from the lists that they were made of.
const SYSTEMS: usize = 24;
const CONSTRUCTS: usize = 112;

struct Row {
    name: String,
    word: String,
    page: String,
    proof: String,
}

/// The rows below a heading.
fn rows(heading: &str) -> Vec<Row> {
    let text = fs::read_to_string(TABLE).expect("the table can be read");
    let part = text
        .split(&format!("\n## {heading}\n"))
        .nth(1)
        .expect("a heading");
    let part = part.split("\n## ").next().unwrap_or("");
    let lines = part.lines().filter(|line| line.starts_with("| "));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, name, word, page, proof, _] = cells.as_slice() else {
            panic!("a row has four cells: {line}");
        };
        let page = page
            .split_once("](")
            .map_or("", |(_, rest)| rest.trim_end_matches(')'));
        Row {
            name: (*name).to_owned(),
            word: word.trim_matches('`').to_owned(),
            page: page.to_owned(),
            proof: (*proof).to_owned(),
        }
    };
    lines.skip(1).map(row).collect()
}

/// The file that a link on the page of the table leads to.
fn linked(link: &str) -> PathBuf {
    let mut path = PathBuf::new();
    for part in Path::new("docs/reference").join(link).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    path
}

/// What is wrong with the proof of a row.
fn unproved(row: &Row) -> Option<String> {
    // A row without a plain form says why.
    let proof = row.proof.split("; no plain form: ").next().unwrap_or("");
    let (what, file) = match proof.split_once(" in ") {
        Some((what, _)) => {
            // The title of an example may have the word in it, too.
            let file = proof.rsplit(" in ").next().unwrap_or("");
            (
                proof.strip_suffix(&format!(" in {file}")).unwrap_or(what),
                file,
            )
        }
        None => ("", proof.strip_prefix("the programs of ")?),
    };
    let Ok(text) = fs::read_to_string(file) else {
        return Some(format!("{}: there is no {file}", row.name));
    };
    let there = match (what.strip_prefix("fn "), what) {
        (Some(name), _) => text.contains(&format!("fn {name}(")),
        (None, what) if what.starts_with("the words ") || what.starts_with("the finding ") => {
            text.contains("```charter")
        }
        (None, "") => text.contains("```charter"),
        (None, title) => text.contains(&format!("example {title}")),
    };
    (!there).then(|| format!("{}: {file} has no {what}", row.name))
}

/// A row is proved by its plain form, or says why it has none.
#[test]
fn every_row_has_a_plain_form_or_a_reason() {
    let all = rows("Systems").into_iter().chain(rows("Constructs"));
    let without: Vec<String> = all
        .filter(|row| row.proof.starts_with("fn ") || row.proof.starts_with("the programs of "))
        .filter(|row| !row.proof.contains("; no plain form: "))
        .map(|row| row.name)
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn every_row_has_a_word_a_page_and_a_proof() {
    let mut faults = Vec::new();
    for (heading, count) in [("Systems", SYSTEMS), ("Constructs", CONSTRUCTS)] {
        let rows = rows(heading);
        let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!((rows.len(), names.len()), (count, count), "{heading}");
        for row in &rows {
            if let Some(why) = row.proof.strip_prefix("not yet: ") {
                if why.is_empty() || !row.page.is_empty() || !row.word.is_empty() {
                    faults.push(format!("{}: it is there, or it is not yet", row.name));
                }
                continue;
            }
            let page = linked(&row.page);
            match fs::read_to_string(&page) {
                Ok(text) if !row.word.is_empty() && text.contains(&row.word) => {}
                Ok(_) => faults.push(format!(
                    "{}: {} does not say `{}`",
                    row.name,
                    page.display(),
                    row.word
                )),
                Err(_) => faults.push(format!("{}: there is no {}", row.name, page.display())),
            }
            if row.proof.is_empty() {
                faults.push(format!("{}: nothing proves it", row.name));
            }
            faults.extend(unproved(row));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// What a text says in words of the language: comments, texts and the bars of tables are left out.
fn words(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| {
        let parts: Vec<&str> = line.split('"').collect();
        let code = parts.iter().step_by(2).copied();
        let code = code.collect::<Vec<_>>().join(" \" ");
        code.split('#').next().unwrap_or("").to_owned()
    });
    let text = lines.collect::<Vec<_>>().join(" ");
    let words = text.split_whitespace().filter(|word| *word != "|");
    words.map(str::to_owned).collect()
}

/// Whether a phrase stands in what a text says; `_` stands for any word, and `_,` for one with a comma.
fn says(text: &[String], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split_whitespace().collect();
    let same = |(said, asked): (&String, &&str)| match *asked {
        "_" => !said.ends_with(','),
        "_," => said.ends_with(','),
        asked => said == asked,
    };
    let mut places = text.windows(phrase.len());
    places.any(|place| place.iter().zip(&phrase).all(same))
}

/// A program with a page, what it says, and the constructs of which the page says that no other one uses them.
struct Program {
    name: String,
    page: String,
    text: String,
    own: Vec<(String, String)>,
}

fn listed(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).expect("a folder can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn programs() -> Vec<Program> {
    let with_page = |folder: PathBuf| {
        let page = fs::read_to_string(folder.join("README.md")).ok()?;
        let files = listed(&folder).into_iter();
        let files = files.filter(|file| file.extension().is_some_and(|ending| ending == "charter"));
        let texts = files.map(|file| fs::read_to_string(file).expect("a file"));
        let table = page.split("| construct | words |").nth(1).expect("a table");
        let lines = table.lines().skip(2).take_while(|line| !line.is_empty());
        let row = |line: &str| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, construct, words, _, _] = cells.as_slice() else {
                panic!("a row has three cells: {line}");
            };
            ((*construct).to_owned(), words.trim_matches('`').to_owned())
        };
        Some(Program {
            name: folder.file_name()?.to_str()?.to_owned(),
            text: texts.collect::<Vec<_>>().join("\n"),
            own: lines.map(row).collect(),
            page,
        })
    };
    let folders = listed(Path::new("programs")).into_iter();
    folders.filter_map(with_page).collect()
}

/// Each of the ten programs has six constructs or more that no other of them uses: they are of the table, it has their word, and the
/// words that its page shows stand in it alone and name nothing that it declares.
#[test]
fn every_program_has_six_constructs_of_its_own() {
    let programs = programs();
    assert_eq!(programs.len(), 10);
    let table = rows("Constructs");
    let said: Vec<Vec<String>> = programs.iter().map(|each| words(&each.text)).collect();
    let mut claimed = BTreeSet::new();
    let mut faults = Vec::new();
    for (place, program) in programs.iter().enumerate() {
        let name = &program.name;
        if program.own.len() < 6 {
            faults.push(format!("{name} has {} of its own", program.own.len()));
        }
        let code = said.get(place).expect("as many").join(" ");
        let declared = declared(&program.text);
        for (construct, phrase) in &program.own {
            if !claimed.insert(construct) {
                faults.push(format!("{name}: another one has {construct} for its own"));
            }
            match table.iter().find(|row| row.name == *construct) {
                Some(row) if !row.word.is_empty() && code.contains(&row.word) => {}
                Some(row) => faults.push(format!("{name} does not say `{}`", row.word)),
                None => faults.push(format!("{name}: there is no construct {construct}")),
            }
            let those = said.iter().enumerate();
            let those = those.filter(|(_, text)| says(text, phrase));
            let those: Vec<usize> = those.map(|(at, _)| at).collect();
            if those != [place] {
                faults.push(format!("{name}: `{phrase}` stands in {those:?} of the ten"));
            }
            if let Some(word) = phrase.split(' ').find(|word| declared.contains(word)) {
                faults.push(format!("{name}: `{word}` of `{phrase}` is a name"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The names of the blocks of a text.
fn declared(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with('|'))
        .filter_map(|line| line.split_once(" \"").map(|(head, _)| head))
        .filter_map(|head| head.trim().split_once(' '))
        .filter_map(|(_, name)| name.split(' ').next())
        .collect()
}

/// The list of programs says of each what its page says, and the examples that a page works by hand are those of its program.
#[test]
fn every_page_of_a_program_tells_what_is_there() {
    let list = fs::read_to_string("programs/README.md").expect("the list of programs");
    for program in programs() {
        let own: Vec<&str> = program.own.iter().map(|(name, _)| name.as_str()).collect();
        let row = list
            .lines()
            .find(|line| line.starts_with(&format!("| [{0}]({0}/README.md) |", program.name)));
        let row = row.unwrap_or_else(|| panic!("{} is not in the list", program.name));
        assert!(row.ends_with(&format!("| {} |", own.join(", "))), "{row}");
        let worked = program.page.lines();
        let worked: Vec<&str> = worked
            .filter_map(|line| line.strip_prefix("### "))
            .collect();
        assert!(worked.len() >= 2, "{}", program.name);
        for title in worked {
            let example = format!("example \"{title}\"");
            assert!(program.text.contains(&example), "{}: {title}", program.name);
        }
    }
}
