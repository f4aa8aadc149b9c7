//! A small writer of SVG: shapes with a class, texts that are escaped, numbers with at most one
//! decimal, and so the same bytes everywhere. Must not know what is drawn.

use std::fmt::Write as _;

use super::text::SIZE;
use crate::render::escape::{Markup, html};

/// Where a text stands against its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// A drawing in the making. Classes are resolved by the page's style sheet.
#[derive(Clone, Debug)]
pub struct Drawing {
    width: f64,
    height: f64,
    body: String,
}

impl Drawing {
    /// An empty drawing of this size.
    pub fn new(width: f64, height: f64) -> Drawing {
        Drawing {
            width,
            height,
            body: String::new(),
        }
    }

    /// A rectangle.
    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, width, height) = (num(x), num(y), num(width.max(0.0)), num(height.max(0.0)));
        self.push(format_args!(
            r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#
        ));
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, y1, x2, y2) = (num(x1), num(y1), num(x2), num(y2));
        self.push(format_args!(
            r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#
        ));
    }

    /// A dot.
    pub fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let (x, y, radius) = (num(x), num(y), num(radius));
        self.push(format_args!(
            r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#
        ));
    }

    /// A line through all points, in their order.
    pub fn path(&mut self, class: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let route = route(points);
        self.push(format_args!(r#"<path class="{class}" d="{route}"/>"#));
    }

    /// The area inside all points, in their order.
    pub fn area(&mut self, class: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let route = route(points);
        self.push(format_args!(r#"<path class="{class}" d="{route}Z"/>"#));
    }

    /// One line of text, its base line at `y`.
    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let (x, y, text) = (num(x), num(y), html(text));
        self.push(format_args!(
            r#"<text class="{class}" x="{x}" y="{y}"{anchor}>{text}</text>"#
        ));
    }

    /// The finished picture. `id` names it within its page; `title` and `description` are what a
    /// screen reader says.
    pub fn finish(self, id: &str, title: &str, description: &str) -> Markup {
        let (id, title, description) = (html(id), html(title), html(description));
        let (width, height, body) = (num(self.width), num(self.height), self.body);
        Markup::of_html(format!(
            "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {width} {height}\" font-size=\"{SIZE}\" \
             aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title>\
             <desc id=\"{id}-desc\">{description}</desc>\n{body}</svg>"
        ))
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "{element}");
    }
}

/// The steps of a path.
fn route(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut route = String::new();
    for (x, y) in points {
        let step = if route.is_empty() { 'M' } else { 'L' };
        let _ = write!(route, "{step}{} {}", num(x), num(y));
    }
    route
}

/// A coordinate with at most one decimal; never `-0`, never anything but a number.
fn num(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let digits = format!("{value:.1}");
    let short = digits.strip_suffix(".0").unwrap_or(&digits);
    if short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short_and_finite() {
        for (value, written) in [
            (1.0, "1"),
            (1.25, "1.2"),
            (-0.04, "0"),
            (-3.96, "-4"),
            (f64::NAN, "0"),
            (f64::INFINITY, "0"),
        ] {
            assert_eq!(num(value), written);
        }
    }

    #[test]
    fn texts_are_inert() {
        let mut drawing = Drawing::new(10.0, 10.0);
        drawing.text(
            "label",
            (1.0, 2.0),
            Anchor::End,
            "</text><script>alert(1)</script>",
        );
        let picture = drawing.finish("x\"y", "a < b", "c & d");
        assert!(!picture.as_str().contains("<script"));
        assert!(
            picture
                .as_str()
                .contains("&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;</text>")
        );
        assert!(
            picture
                .as_str()
                .contains("id=\"x&quot;y-title\">a &lt; b</title>")
        );
    }
}
