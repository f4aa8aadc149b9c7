//! Programs to try: those that come with Charter, and every one on a page.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use charter::parse::parse_file;
use charter::syntax::print::print;
use charter::syntax::{Item, Tree};

use crate::page::Page;

const PREAMBLE: &str = include_str!("../language/preamble.charter");
const STARTER: &str = include_str!("../../programs/starter/starter.charter");

/// A program as the texts of its files.
pub struct Texts {
    pub name: String,
    pub files: Vec<String>,
}

fn listed(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).expect("a directory can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    paths.sort();
    paths
}

/// The programs of `programs/`.
pub fn programs() -> Vec<Texts> {
    let folders = listed(Path::new("programs")).into_iter();
    folders
        .filter(|path| path.is_dir())
        .map(|path| {
            let mut files = listed(&path);
            files.retain(|file| file.extension().is_some_and(|ending| ending == "charter"));
            let read = |file: &PathBuf| fs::read_to_string(file).expect("a file can be read");
            Texts {
                name: path.display().to_string(),
                files: files.iter().map(read).collect(),
            }
        })
        .collect()
}

/// The fenced programs of all pages, each with what its page may use.
pub fn pages() -> Vec<Texts> {
    let mut found = Vec::new();
    let mut pending = vec![PathBuf::from("src"), PathBuf::from("docs")];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(listed(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).expect("a page can be read");
            let page = Page::new(&path.display().to_string(), &text);
            let preamble = if page.path.starts_with("docs/guide") {
                STARTER
            } else {
                PREAMBLE
            };
            for fence in page
                .fences
                .iter()
                .filter(|fence| fence.language == "charter")
            {
                found.push(Texts {
                    name: format!("{}:{}", page.path, fence.line),
                    files: vec![fence.text.clone(), without(preamble, &fence.text)],
                });
            }
        }
    }
    found
}

fn tree(text: &str) -> Tree {
    parse_file(charter::base::span::FileId(0), text).0
}

/// The preamble without what the text declares itself.
fn without(preamble: &str, text: &str) -> String {
    let own: BTreeSet<String> = tree(text).items.iter().filter_map(declared).collect();
    let mut left = tree(preamble);
    let whole = own.iter().any(|head| head.starts_with("program "));
    left.items
        .retain(|item| !whole && declared(item).is_none_or(|name| !own.contains(&name)));
    print(&left)
}

/// The name of a block, else its kind; of a program both.
fn declared(item: &Item) -> Option<String> {
    let Item::Block(block) = item else {
        return None;
    };
    let word = |at: usize| block.head.get(at)?.kind.word().map(|word| word.to_string());
    let kind = word(0)?;
    Some(match word(1) {
        Some(name) if kind == "program" => format!("program {name}"),
        Some(name) => name,
        None => kind,
    })
}
