//! The sizes that a program may have, the same on every machine and raised by nothing in it.
//! It must not depend on time, memory or the stack.

use crate::base::span::{FileId, Span};
use crate::diagnostic::Problem;
use crate::diagnostic::place::Place;
use crate::syntax::Tree;

/// Bytes of one file.
pub(super) const FILE_BYTES: usize = 1024 * 1024;
/// Bytes of all files.
pub(super) const PROGRAM_BYTES: usize = 16 * 1024 * 1024;
/// Tokens in all files. A comment counts as one, and so does the end of a line that holds anything.
pub(super) const TOKENS: usize = 400_000;
/// Blocks in all files.
pub(super) const DECLARATIONS: usize = 20_000;
/// Brackets inside brackets.
pub(super) const NESTING: usize = 64;
/// Bytes between two quotes.
pub(super) const TEXT_BYTES: usize = 16 * 1024;
/// Problems listed for one file.
const PROBLEMS: usize = 1_000;

/// What all files together have used so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    bytes: usize,
    /// Whether it was said that all files together are too large.
    told: bool,
    tokens: usize,
    declarations: usize,
}

impl Budget {
    /// Counts a file in; why it is not read when it or all files together are too large. Of all files
    /// together it is said once.
    pub(super) fn take_file(&mut self, file: FileId, text: &str) -> Result<(), Option<Problem>> {
        self.bytes = self.bytes.saturating_add(text.len());
        if text.len() > FILE_BYTES {
            let at = Span::new(file, offset(FILE_BYTES), offset(FILE_BYTES));
            return Err(Some(too_much("file-too-large", "the file", "1 MiB", at)));
        }
        if self.bytes > PROGRAM_BYTES {
            let at = Span::new(file, 0, 0);
            let problem = too_much("program-too-large", "the program", "16 MiB", at);
            return Err((!std::mem::replace(&mut self.told, true)).then_some(problem));
        }
        Ok(())
    }

    /// Counts a token in; the problem when it is the first too many.
    pub(super) fn take_token(&mut self, at: Span) -> Option<Problem> {
        self.tokens = self.tokens.saturating_add(1);
        (self.tokens > TOKENS)
            .then(|| too_much("too-many-tokens", "the program", "400,000 tokens", at))
    }

    /// Counts a block in; the problem when it is the first too many.
    pub(super) fn take_declaration(&mut self, at: Span) -> Option<Problem> {
        self.declarations = self.declarations.saturating_add(1);
        (self.declarations > DECLARATIONS)
            .then(|| too_much("too-many-declarations", "the program", "20,000 blocks", at))
    }
}

fn too_much(name: &'static str, what: &str, limit: &str, at: Span) -> Problem {
    Problem::error(name, format!("{what} is larger than {limit}"))
        .at(at)
        .help("the limit is fixed; split the program")
}

/// A byte count as an offset in a span. Files are at most 1 MiB, so nothing is cut.
pub(super) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// The problems of one file as they are found. Past the limit they are dropped: a hostile file
/// has a problem for every byte.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Problem>);

impl Findings {
    /// Adds a problem while there is room.
    pub(super) fn push(&mut self, problem: Problem) {
        if self.0.len() <= PROBLEMS {
            self.0.push(problem);
        }
    }

    /// Adds the problem that ends the reading of the file.
    pub(super) fn push_last(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Takes back what was said of a place.
    pub(super) fn drop_within(&mut self, name: &str, around: Span) {
        self.0.retain(|problem| {
            let is_inside = match &problem.primary {
                Some(Place::Source(at)) => around.start <= at.start && at.end <= around.end,
                Some(Place::Row(_)) | None => false,
            };
            problem.name != name || !is_inside
        });
    }

    /// The problems in the order found.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.0
    }
}

/// At most 1,000 problems of a file, and one that says so when there are more.
pub(super) fn at_most(mut problems: Vec<Problem>, whole: Span) -> Vec<Problem> {
    problems.sort_by(|one, two| one.primary.cmp(&two.primary).then(one.name.cmp(two.name)));
    problems.dedup();
    if problems.len() > PROBLEMS {
        problems.truncate(PROBLEMS);
        let message = "the file has more than 1,000 problems; the rest are not listed";
        let end = Span::new(whole.file, whole.end, whole.end);
        let problem = Problem::error("too-many-problems", message).at(end);
        problems.push(problem.help("mend the first ones and check again"));
    }
    problems
}

/// The problem of a text that cannot be read even after mending, when it is not known already.
pub(super) fn unreadable(whole: Span, exhausted: bool, unknown: bool) -> Option<Problem> {
    let start = Span::new(whole.file, whole.start, whole.start);
    if exhausted {
        let message = "reading the file takes more work than is allowed";
        return Some(
            Problem::error("work-limit", message)
                .at(start)
                .help("split the file"),
        );
    }
    let message = "the file cannot be read";
    unknown.then(|| {
        let problem = Problem::error("unexpected-text", message).at(start);
        problem.help("a file holds clauses and blocks: `tier gold \"Gold\" { rank 2 }`")
    })
}

/// The problem of a program none of whose files says anything.
pub(super) fn without_content(trees: &[&Tree]) -> Option<Problem> {
    let first = trees.first()?;
    let empty = trees.iter().all(|tree| tree.items.is_empty());
    empty.then(|| {
        Problem::error("empty-program", "the program is empty")
            .at(Span::new(first.file, 0, 0))
            .help("begin with `program NAME \"Title\" { ... }`")
    })
}

#[cfg(test)]
mod tests {
    use super::{Budget, FILE_BYTES};
    use crate::base::span::{FileId, Span};
    use crate::diagnostic::Problem;

    const HERE: Span = Span::new(FileId(0), 0, 1);

    /// How often something may be taken before it is the first too many, and the problem then.
    fn taken(mut take: impl FnMut() -> Option<Problem>) -> (usize, &'static str) {
        let mut count = 0;
        loop {
            match take() {
                None => count += 1,
                Some(problem) => return (count, problem.name),
            }
        }
    }

    #[test]
    fn each_limit_counts_over_all_files() {
        let mut budget = Budget::default();
        let tokens = taken(|| budget.take_token(HERE));
        assert_eq!(tokens, (400_000, "too-many-tokens"));
        let blocks = taken(|| budget.take_declaration(HERE));
        assert_eq!(blocks, (20_000, "too-many-declarations"));
        let full = "x".repeat(FILE_BYTES);
        let files = taken(|| budget.take_file(FileId(0), &full).err().flatten());
        assert_eq!(files, (16, "program-too-large"));
        assert_eq!(budget.take_file(FileId(0), &full), Err(None), "once");
    }

    #[test]
    fn a_file_may_have_one_mebibyte() {
        let mut text = "x".repeat(1 << 20);
        assert_eq!(Budget::default().take_file(FileId(0), &text), Ok(()));
        text.push('x');
        let problem = Budget::default().take_file(FileId(0), &text).unwrap_err();
        assert_eq!(problem.map(|problem| problem.name), Some("file-too-large"));
    }
}
