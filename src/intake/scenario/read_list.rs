//! Where a scenario names a list of partners.

use crate::base::name::Name;
use crate::diagnostic::Problem;
use crate::intake::scenario::fields::{Fields, wrong};
use crate::intake::scenario::list::List;
use crate::intake::scenario_file::Content;

const HELP: &str = "write its name alone, as in `list: partners.csv`";

/// The list that `population.list` names, without its rows. Its name alone: it stands beside the scenario, and a path
/// may lead anywhere.
pub(super) fn read(fields: &mut Fields, problems: &mut Vec<Problem>) -> Option<List> {
    let node = fields.take("list")?;
    if fields.has("partners") {
        let message = "`population.partners` is stated twice: the list says how many there are";
        let problem = Problem::error("stated-twice", message).at(fields.place("partners"));
        problems.push(problem.help("leave `partners` out: each row of the list is a partner"));
    }
    let text = match &node.content {
        Content::Text(text) => text.as_str(),
        Content::Empty
        | Content::Flag(_)
        | Content::Whole(_)
        | Content::Number(_)
        | Content::List(_)
        | Content::Map(_) => "",
    };
    let is_name = !text.starts_with('.') && !text.contains(['/', '\\', ':']);
    if !is_name || !text.ends_with(".csv") {
        let expected = "the name of a CSV file beside the scenario";
        problems.push(wrong(node, "population.list", expected).help(HELP));
        return None;
    }
    Some(List {
        file: Name::new(text),
        at: node.span,
        partners: Vec::new(),
    })
}
