//! Judging the fenced programs of a page.

use std::borrow::Cow;
use std::collections::BTreeSet;

use charter::base::span::{FileId, Source, Sources, Span};
use charter::compile::regional::{is_regional, names};
use charter::compile::{compile, compile_one};
use charter::diagnostic::place::Place;
use charter::diagnostic::{Problem, Severity};
use charter::lint;
use charter::lint::level::Levels;
use charter::model::Program;
use charter::parse::{parse, parse_file};
use charter::shell::examples::problems as example_problems;
use charter::syntax::print::print;
use charter::syntax::{Item, Tree};

use crate::data;
use crate::page::{Fence, Page};
use crate::play::{self, examples};

/// What a program on a page may use without declaring it.
const PREAMBLE: &str = include_str!("../language/preamble.charter");

/// The text of the page is the first file of a fenced program, the preamble the second.
const PAGE: FileId = FileId(0);

/// What is read besides the page: the preamble, and more text.
const BESIDES: [FileId; 2] = [FileId(1), FileId(2)];

/// A line of a fence that begins another file of the program.
const NEXT_FILE: &str = "# file ";

/// What is wrong with a page. A fence `facts` is settled by the program above it, and the fence `postings`
/// below it must be what is booked.
pub fn faults(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    let preamble = &*preamble(page);
    let problem = page.path.contains("/problem/");
    let mut program = None;
    let mut facts = None;
    for fence in &page.fences {
        let alone = if fence.has("alone") { "" } else { preamble };
        let found = match (fence.closed, fence.language.as_str()) {
            (false, _) => vec![(fence.line - 1, "the fence is not closed".to_owned())],
            (true, "charter") => {
                program = Some(fence);
                judge(fence, alone)
            }
            (true, "csv" | "yaml" | "toml") if problem => data::judge(fence, preamble),
            (true, "facts") => {
                facts = Some(fence);
                Vec::new()
            }
            (true, "postings") => booked(program, facts, fence, preamble),
            (true, _) => Vec::new(),
        };
        faults.extend(
            found
                .into_iter()
                .map(|(line, fault)| format!("{}:{line}: {fault}", page.path)),
        );
    }
    faults
}

/// What the programs of a page may use without declaring it.
fn preamble(page: &Page) -> Cow<'static, str> {
    if page.path.starts_with("docs/guide") {
        Cow::Owned(crate::guide::program())
    } else {
        Cow::Borrowed(PREAMBLE)
    }
}

/// A fault and its line on the page.
pub type Fault = (usize, String);

fn judge(fence: &Fence, preamble: &str) -> Vec<Fault> {
    let mut expected = marks(fence);
    let mut faults = Vec::new();
    let mut read = Read::new(fence, preamble, "");
    let tells_of_examples = expected
        .iter()
        .any(|(_, _, name)| name.starts_with("example-"));
    if let Some(program) = read.program.as_ref().filter(|_| tells_of_examples) {
        read.problems.extend(example_problems(program));
    }
    let mut hit = BTreeSet::new();
    for problem in &read.problems {
        faults.extend(form(problem).map(|fault| (fence.line, fault)));
        let line = match &problem.primary {
            Some(Place::Source(span)) => read.line(*span),
            Some(Place::Row(_)) | None => fence.line,
        };
        let mark = (line, problem.severity.word(), problem.name.to_owned());
        if expected.contains(&mark) {
            hit.insert(mark);
        } else if problem.severity == Severity::Error {
            faults.push((line, unmarked(problem)));
        }
    }
    expected.retain(|mark| !hit.contains(mark));
    for (line, severity, name) in expected {
        faults.push((line, format!("there is no {severity} [{name}] here")));
    }
    if let Some(program) = read.program.as_ref().filter(|_| !tells_of_examples) {
        let programs = std::iter::once(program).chain(&read.regional);
        faults.extend(programs.flat_map(|program| examples(program, &read)));
    }
    if faults.is_empty() {
        faults.extend(layout(fence));
    }
    faults.sort();
    faults
}

fn booked(
    program: Option<&Fence>,
    facts: Option<&Fence>,
    postings: &Fence,
    preamble: &str,
) -> Vec<Fault> {
    let (Some(program), Some(facts)) = (program, facts) else {
        return vec![(postings.line, "there are no facts above it".to_owned())];
    };
    let example = format!(
        "example \"facts\" {{\n{}expect nothing else\n}}\n",
        facts.text
    );
    let read = Read::new(program, preamble, &example);
    let errors = read.problems.iter().filter(|problem| problem.is_error());
    let mut faults: Vec<Fault> = errors
        .map(|problem| (facts.line, unmarked(problem)))
        .collect();
    if let Some(program) = &read.program {
        faults.extend(play::postings(program, postings));
    }
    faults
}

/// What is wrong with the form of a message: it is one line in lower case, with a help that stands apart.
fn form(problem: &Problem) -> Option<String> {
    let Problem {
        name,
        message,
        help,
        ..
    } = problem;
    let begins_low = !message.starts_with(char::is_uppercase);
    let one_line = !message.contains('\n') && !message.ends_with('.');
    match (begins_low && one_line, help) {
        (true, Some(_)) => None,
        (false, _) => Some(format!("{name}: not one line in lower case: {message}")),
        (true, None) => Some(format!("{name}: without help: {message}")),
    }
}

/// A problem that no mark names.
pub fn unmarked(problem: &Problem) -> String {
    format!("not marked: error [{}] {}", problem.name, problem.message)
}

/// How far a program is read.
#[derive(PartialEq, Eq)]
enum Depth {
    Compiled,
    Linted,
}

/// A fenced program, read.
pub struct Read {
    /// The texts: the page's own is the first.
    pub sources: Sources,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    program: Option<Program>,
    regional: Vec<Program>,
    first: usize,
}

impl Read {
    /// Reads a fenced program of a page, with the findings of its examples.
    pub fn of(page: &Page, fence: &Fence) -> Read {
        let preamble = preamble(page);
        let alone = if fence.has("alone") { "" } else { &preamble };
        let mut read = Read::new(fence, alone, "");
        if let Some(program) = &read.program {
            read.problems.extend(example_problems(program));
        }
        read
    }

    /// The line of the fence, from 1, on which a problem of the page itself stands.
    pub fn first_line(&self, problem: &Problem) -> Option<usize> {
        match &problem.primary {
            Some(Place::Source(span)) if span.file == PAGE => {
                Some(self.sources.line_column(*span).0 as usize)
            }
            Some(Place::Source(_) | Place::Row(_)) | None => None,
        }
    }

    /// Reads a fenced program of a page without its lints and examples.
    pub fn compiled(page: &Page, fence: &Fence) -> Read {
        let preamble = preamble(page);
        let alone = if fence.has("alone") { "" } else { &preamble };
        Read::with(fence, alone, "", Depth::Compiled)
    }

    /// Reads a fenced program with what the page may use, and with further text.
    fn new(fence: &Fence, preamble: &str, more: &str) -> Read {
        Read::with(fence, preamble, more, Depth::Linted)
    }

    fn with(fence: &Fence, preamble: &str, more: &str, depth: Depth) -> Read {
        let mut files = files(&fence.raw()).into_iter();
        let mut texts = vec![
            files.next().unwrap_or_default(),
            preamble.to_owned(),
            more.to_owned(),
        ];
        texts.extend(files);
        let named = |(at, text): (usize, String)| Source {
            name: match at {
                0 => "page".to_owned(),
                1 => "preamble".to_owned(),
                at => format!("file {at}"),
            },
            text,
        };
        let sources = Sources::new(texts.into_iter().enumerate().map(named).collect());
        let (mut trees, mut problems) = parse(&sources);
        replace(&mut trees);
        let (program, found) = compile(&trees);
        problems.extend(found);
        if let Some(program) = program.as_ref().filter(|_| depth == Depth::Linted) {
            problems.extend(lint::check(program, &Levels::all_on()));
        }
        let mut regional = Vec::new();
        for name in names(&trees) {
            let (program, found) = compile_one(&trees, Some(&name));
            problems.extend(found);
            if let Some(program) = program {
                if depth == Depth::Linted {
                    problems.extend(lint::check(&program, &Levels::all_on()));
                }
                regional.push(program);
            }
        }
        Read {
            sources,
            problems,
            program,
            regional,
            first: fence.line,
        }
    }

    /// The line of the page on which a place stands.
    pub fn line(&self, span: Span) -> usize {
        if BESIDES.contains(&span.file) {
            self.first
        } else {
            self.first + self.sources.line_column(span).0 as usize - 1
        }
    }
}

/// A name that the page declares replaces that of the preamble, and so does a block that has no name; a
/// whole program replaces it all.
fn replace(trees: &mut [Tree]) {
    let [page, preamble, _, others @ ..] = trees else {
        return;
    };
    let items = || {
        page.items
            .iter()
            .chain(others.iter().flat_map(|each| &each.items))
    };
    let own: BTreeSet<String> = items().filter_map(declared).collect();
    let whole = items().any(|item| match item {
        Item::Block(block) => word(item, 0).as_deref() == Some("program") && !is_regional(block),
        Item::Clause(_) | Item::Broken(_) => false,
    });
    preamble
        .items
        .retain(|item| !whole && declared(item).is_none_or(|name| !own.contains(&name)));
}

/// The files of a fence, each with as many empty lines before it as make its lines those of the fence.
fn files(fence: &str) -> Vec<String> {
    let mut files = vec![String::new()];
    for (at, line) in fence.lines().enumerate() {
        if line.starts_with(NEXT_FILE) {
            files.push("\n".repeat(at));
        }
        if let Some(file) = files.last_mut() {
            file.push_str(line);
            file.push('\n');
        }
    }
    files
}

/// The name a block is known by; its kind where it has none.
pub fn declared(item: &Item) -> Option<String> {
    word(item, 1).or_else(|| word(item, 0))
}

fn word(item: &Item, at: usize) -> Option<String> {
    match item {
        Item::Block(block) => block.head.get(at)?.kind.word().map(|word| word.to_string()),
        Item::Clause(_) | Item::Broken(_) => None,
    }
}

/// A line, a severity and a name: `# error: [unknown-name]`, or several names in brackets.
pub type Mark = (usize, &'static str, String);

///
/// A text that can hold no comment has its mark after the opening fence, with the line that is meant:
/// `csv sales error: 3 [blank-row]`.
pub fn marks(fence: &Fence) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let word = severity.word();
        for (at, line) in fence.text.lines().enumerate() {
            if let Some((_, names)) = line.split_once(&format!("# {word}: ")) {
                // A line may have marks of several severities, one after the other.
                let names = names.split(" # ").next().unwrap_or_default();
                for name in names.split(", ") {
                    marks.insert((fence.line + at, word, bare(name)));
                }
            }
        }
        if let Some((_, mark)) = fence.words.split_once(&format!("{word}: "))
            && let Some((line, name)) = mark.split_once(' ')
        {
            let line: usize = line.parse().expect("a mark after a fence names its line");
            marks.insert((fence.line + line - 1, word, bare(name)));
        }
    }
    marks
}

fn bare(name: &str) -> String {
    let name = name.trim().trim_start_matches('[').trim_end_matches(']');
    name.to_owned()
}

/// A program that can be read stands in the one layout.
fn layout(fence: &Fence) -> Option<Fault> {
    let (tree, problems) = parse_file(PAGE, &fence.raw());
    if !problems.is_empty() {
        return None;
    }
    let printed = print(&tree);
    let lines = printed
        .lines()
        .zip(fence.text.lines().chain([""].into_iter().cycle()));
    let (at, (printed, _)) = lines.enumerate().find(|(_, (one, two))| one != two)?;
    Some((fence.line + at, format!("the layout is: {printed}")))
}

/// A line that expects an amount, with a cent more; `None` for any other line.
pub fn a_cent_more(line: &str) -> Option<String> {
    if line.contains("# error: ") {
        return None;
    }
    let (what, amount) = line.split_once(" = ")?;
    let (units, rest) = amount.split_once('.')?;
    let (cents, currency) = rest.split_once(' ')?;
    let cents: u8 = cents.parse().ok()?;
    let other = if cents == 99 { 98 } else { cents + 1 };
    what.trim_start()
        .starts_with("expect ")
        .then(|| format!("{what} = {units}.{other:02} {currency}"))
}
