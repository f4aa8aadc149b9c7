//! What only follows from another problem is not told.

use crate::diagnostic::Problem;

/// Problems that say that something is missing, which may be what could not be read in the same block.
const MISSED: &[&str] = &["level-does-not-fit", "term-without-end"];

/// Drops what follows from clauses that could not be read (the first `read` problems), and a region without a weekend that was told
/// before.
pub fn dropped(problems: &mut Vec<Problem>, read: usize) {
    let (unread, _) = problems.split_at(read.min(problems.len()));
    let blocks: Vec<String> = unread
        .iter()
        .filter_map(|problem| problem.path.first().cloned())
        .collect();
    let mut weekends: Vec<String> = Vec::new();
    problems.retain(|problem| {
        if problem.name == "region-without-weekend" {
            let is_new = !weekends.contains(&problem.message);
            weekends.push(problem.message.clone());
            return is_new;
        }
        let block = problem.path.first();
        !(MISSED.contains(&problem.name) && block.is_some_and(|block| blocks.contains(block)))
    });
}
