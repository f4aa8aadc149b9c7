//! The guide, followed word for word: the program that `charter new` makes, and what each page adds to it or puts
//! in the place of something.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use charter::base::span::{FileId, Source, Sources};
use charter::compile::compile;
use charter::lint;
use charter::lint::level::Levels;
use charter::parse::{parse, parse_file};
use charter::syntax::print::print;

use crate::page::{Fence, Page};
use crate::program::declared;

/// The program that `charter new` makes.
const STARTER: &str = include_str!("../../programs/starter/starter.charter");

/// The program of a reader who has followed every page.
pub fn program() -> String {
    static LAST: LazyLock<String> = LazyLock::new(|| {
        let followed = followed();
        followed.last().map_or(STARTER, |(_, text)| text).to_owned()
    });
    LAST.clone()
}

/// Each page of the guide and the program after it, in order.
fn followed() -> Vec<(String, String)> {
    let entries = fs::read_dir("docs/guide").expect("the guide can be listed");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    paths.sort();
    let mut text = STARTER.to_owned();
    let mut followed = Vec::new();
    for path in paths {
        let shown = path.display().to_string();
        let page = fs::read_to_string(&path).expect("a page can be read");
        for fence in &Page::new(&shown, &page).fences {
            if fence.language == "charter" && !fence.text.contains("# error: ") {
                text = follow(&text, fence);
            }
        }
        followed.push((shown, text.clone()));
    }
    followed
}

/// A program with a fence put into it: what has a name takes the place of what had it; examples are added.
fn follow(program: &str, fence: &Fence) -> String {
    let (page, _) = parse_file(FileId(0), &fence.text);
    let (mut whole, _) = parse_file(FileId(0), program);
    let mut own: BTreeSet<String> = page.items.iter().filter_map(declared).collect();
    own.remove("example");
    whole
        .items
        .retain(|item| declared(item).is_none_or(|name| !own.contains(&name)));
    format!("{}\n{}", print(&whole), fence.text)
}

#[test]
fn whoever_follows_the_guide_has_a_program_without_findings() {
    let followed = followed();
    assert!(followed.len() > 5, "the guide was not found");
    for (page, text) in followed {
        let source = Source {
            name: page.clone(),
            text,
        };
        let (trees, mut problems) = parse(&Sources::new(vec![source]));
        let (program, found) = compile(&trees);
        problems.extend(found);
        let program = program.unwrap_or_else(|| panic!("{page}: {problems:#?}"));
        problems.extend(lint::check(&program, &Levels::default()));
        assert_eq!(problems, [], "{page}");
    }
}
