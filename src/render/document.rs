//! A page of sections: policy, guide or report. Must not know what the sections say.

use serde::Serialize;

use super::template::fill;
use super::view::Document;
use super::{Fault, Page};

/// What the template is filled with.
#[derive(Serialize)]
struct Filled<'d> {
    #[serde(flatten)]
    document: &'d Document,
    /// Whether there is anything to choose from in a list of sections.
    has_contents: bool,
}

/// The page with this name, as HTML.
pub fn page(name: &str, document: &Document) -> Result<Page, Fault> {
    let has_contents = document.sections.len() > 1;
    let filled = Filled {
        document,
        has_contents,
    };
    let bytes = fill("document.html", &filled)?;
    Ok(Page {
        name: name.to_owned(),
        bytes,
    })
}
