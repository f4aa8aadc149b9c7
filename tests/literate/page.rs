//! A Markdown page as its fences.

/// A page.
pub struct Page {
    /// Where it is, for messages.
    pub path: String,
    /// Its fenced blocks, in order.
    pub fences: Vec<Fence>,
}

/// A fenced block.
pub struct Fence {
    /// The word after the opening fence.
    pub language: String,
    /// The line of the page on which its text begins, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// Whether the fence is closed.
    pub closed: bool,
}

impl Page {
    /// Reads the fences of a page.
    pub fn new(path: &str, text: &str) -> Page {
        let mut fences: Vec<Fence> = Vec::new();
        let mut open = false;
        for (at, line) in text.lines().enumerate() {
            match (line.strip_prefix("```"), fences.last_mut()) {
                (Some(_), Some(fence)) if open => {
                    fence.closed = true;
                    open = false;
                }
                (Some(language), _) => {
                    fences.push(Fence {
                        language: language.trim().to_owned(),
                        line: at + 2,
                        text: String::new(),
                        closed: false,
                    });
                    open = true;
                }
                (None, Some(fence)) if open => {
                    fence.text.push_str(line);
                    fence.text.push('\n');
                }
                (None, _) => {}
            }
        }
        Page {
            path: path.to_owned(),
            fences,
        }
    }
}
