//! A page of sections: policy, guide or report. Must not know what the sections say.

use super::template::fill;
use super::view::Document;
use super::{Fault, Page};

/// The page with this name, as HTML.
pub fn page(name: &str, document: &Document) -> Result<Page, Fault> {
    let bytes = fill("document.html", document)?;
    Ok(Page {
        name: name.to_owned(),
        bytes,
    })
}
