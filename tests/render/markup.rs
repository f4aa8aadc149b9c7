//! A strict little reader of the HTML that pages are written in, independent of what writes it.

/// An element with its attributes and what is inside, in order.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

const VOID: [&str; 5] = ["meta", "br", "img", "link", "hr"];

impl Element {
    /// This element and all inside it.
    pub fn all(&self) -> Box<dyn Iterator<Item = &Element> + '_> {
        let inside = self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element.all()),
            Node::Text(_) => None,
        });
        Box::new(std::iter::once(self).chain(inside.flatten()))
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(one, _)| one == name)
            .map(|(_, value)| value.as_str())
    }

    /// All text inside.
    pub fn text(&self) -> String {
        let part = |child: &Node| match child {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        };
        self.children.iter().map(part).collect()
    }
}

/// Reads a page; every element must be closed in its turn and every attribute quoted.
pub fn read(page: &str) -> Result<Element, String> {
    let mut open = vec![Element {
        name: "root".to_owned(),
        ..Element::default()
    }];
    let mut rest = page.strip_prefix("<!doctype html>").ok_or("no doctype")?;
    while !rest.is_empty() {
        let (text, tail) = rest.split_once('<').unwrap_or((rest, ""));
        let top = open.last_mut().ok_or("text after the end")?;
        if top.name == "style" {
            let (style, tail) = rest.split_once("</style>").ok_or("an open style")?;
            top.children.push(Node::Text(style.to_owned()));
            close(&mut open, "style")?;
            rest = tail;
            continue;
        }
        top.children.push(Node::Text(entities(text)?));
        if tail.is_empty() {
            break;
        }
        let (tag, tail) = tag(tail)?;
        rest = tail;
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut open, name)?;
            continue;
        }
        let (element, closed) = element(tag)?;
        let void = closed || VOID.contains(&element.name.as_str());
        if void {
            open.last_mut()
                .ok_or("no parent")?
                .children
                .push(Node::Element(element));
        } else {
            open.push(element);
        }
    }
    match open.len() {
        1 => open.pop().ok_or_else(|| "nothing".to_owned()),
        _ => Err(format!(
            "`{}` is open at the end",
            open[open.len() - 1].name
        )),
    }
}

/// A tag up to its end, minding quotes.
fn tag(text: &str) -> Result<(&str, &str), String> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return Ok((&text[..at], &text[at + 1..])),
            '<' => return Err(format!("`<` inside a tag: {}", &text[..at.min(80)])),
            _ => {}
        }
    }
    Err("a tag without an end".to_owned())
}

fn close(open: &mut Vec<Element>, name: &str) -> Result<(), String> {
    let element = open.pop().ok_or("nothing to close")?;
    if element.name != name {
        return Err(format!("`{name}` closes `{}`", element.name));
    }
    open.last_mut()
        .ok_or("no parent")?
        .children
        .push(Node::Element(element));
    Ok(())
}

fn element(tag: &str) -> Result<(Element, bool), String> {
    let (tag, closed) = match tag.strip_suffix('/') {
        Some(tag) => (tag, true),
        None => (tag, false),
    };
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let known = name.chars().all(|c| c.is_ascii_alphanumeric());
    if !known || name.is_empty() {
        return Err(format!("no name in `<{tag}>`"));
    }
    let mut attributes = Vec::new();
    while let Some((attribute, tail)) = rest.trim_start().split_once("=\"") {
        let (value, tail) = tail.split_once('"').ok_or("an open quote")?;
        attributes.push((attribute.to_owned(), entities(value)?));
        rest = tail;
    }
    if !rest.trim().is_empty() {
        return Err(format!("`{rest}` in `<{tag}>`"));
    }
    Ok((
        Element {
            name: name.to_owned(),
            attributes,
            children: Vec::new(),
        },
        closed,
    ))
}

fn entities(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (name, tail) = part
            .split_once(';')
            .ok_or(format!("a bare `&` in `{text}`"))?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => return Err(format!("unknown entity `{other}`")),
        });
        out.push_str(tail);
    }
    Ok(out)
}
