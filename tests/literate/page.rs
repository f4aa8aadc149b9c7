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
    /// The first word after the opening fence.
    pub language: String,
    /// All of its words: the language, then how the text is read.
    pub words: String,
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
                (Some(words), _) => {
                    fences.push(Fence {
                        language: words.split(' ').next().unwrap_or("").trim().to_owned(),
                        words: words.trim().to_owned(),
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

impl Fence {
    /// Whether a word stands after the opening fence.
    pub fn has(&self, word: &str) -> bool {
        self.words.split(' ').any(|each| each == word)
    }

    /// The text that is read. In one that is `escaped`, `\u{d}` stands for the character that a page
    /// cannot show; one that is `cut` has no end of its last line.
    pub fn raw(&self) -> String {
        let mut text = self.text.clone();
        if self.has("escaped") {
            text = unescaped(&text);
        }
        if self.has("cut") {
            text.pop();
        }
        text
    }
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').expect("an escape is closed");
        let number = u32::from_str_radix(digits, 16).expect("a number");
        plain.push(char::from_u32(number).expect("a character"));
        plain.push_str(rest);
    }
    plain
}
