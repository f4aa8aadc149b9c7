//! What the page of a problem is, and a group of them. Must not know which there are.

/// The page of a problem.
pub struct Page {
    /// The problem's name.
    pub name: &'static str,
    /// Markdown.
    pub text: &'static str,
}

/// Problems that are found together.
pub struct Group {
    /// What they are problems of.
    pub title: &'static str,
    /// Their pages, in order of name.
    pub pages: &'static [Page],
}

impl Page {
    /// Its heading.
    pub fn title(&self) -> &'static str {
        let first = self.text.lines().next().unwrap_or("");
        first.trim_start_matches("# ")
    }
}
