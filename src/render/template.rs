//! The templates of all pages and the only way to fill one: an unknown variable is an error,
//! every value is escaped for the format of the template's name, work and output are bounded.
//! Must not know what a page is about.

use std::io;

use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior};
use serde::Serialize;

use super::Fault;
use super::escape::Format;

/// The most bytes that one page may have.
pub const PAGE_LIMIT_BYTES: usize = 16 * 1024 * 1024;

/// The most instructions that filling one template may take.
const FUEL: u64 = 1_000_000;

const TEMPLATES: [(&str, &str); 4] = [
    ("page.html", include_str!("template/page.html")),
    ("part.html", include_str!("template/part.html")),
    ("document.html", include_str!("template/document.html")),
    ("calendar.html", include_str!("template/calendar.html")),
];

/// Fills the template with a view, which has the fields that the template names.
pub fn fill(name: &str, view: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut environment = environment();
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    environment.add_global("style", style());
    fill_in(&environment, name, view)
}

/// The one style sheet, as it stands inside each page.
fn style() -> Value {
    Value::from_safe_string(include_str!("template/page.css").to_owned())
}

fn fill_in(
    environment: &Environment<'_>,
    name: &str,
    view: &impl Serialize,
) -> Result<Vec<u8>, Fault> {
    if Format::of(name).is_none() {
        return Err(Fault::Format(name.to_owned()));
    }
    let mut page = Bounded {
        bytes: Vec::new(),
        limit: PAGE_LIMIT_BYTES,
        full: false,
    };
    let template = environment.get_template(name)?;
    let done = template
        .render_captured_to(Value::from(Serde(view)), &mut page)
        .map(drop);
    if page.full {
        return Err(Fault::TooLong(name.to_owned()));
    }
    done?;
    Ok(page.bytes)
}

/// An environment with no filter, test or function of the engine's own: in particular none that
/// could mark a text as safe.
fn environment<'source>() -> Environment<'source> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|name| match Format::of(name) {
        Some(format) => AutoEscape::Custom(format.extension().into()),
        None => AutoEscape::None,
    });
    environment.set_formatter(print);
    environment
}

/// Prints a text or a whole number, escaped. Anything else in a template is a mistake in it.
fn print(
    out: &mut minijinja::Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    let AutoEscape::Custom(name) = state.auto_escape() else {
        return Err(mistake("a value printed where escaping is off"));
    };
    let Some(format) = Format::ALL
        .into_iter()
        .find(|format| format.extension() == name.as_ref())
    else {
        return Err(mistake("a value printed in an unknown format"));
    };
    if let Some(text) = value.as_str() {
        match value.is_safe() {
            true => out.write_str(text)?,
            false => out.write_str(&format.escape(text))?,
        }
        return Ok(());
    }
    if value.kind() == ValueKind::Number && value.is_integer() {
        return Ok(write!(out, "{value}")?);
    }
    let kind = value.kind();
    Err(mistake(&format!("a value of kind {kind} printed")))
}

fn mistake(what: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what.to_owned())
}

/// Collects a page and refuses to grow past its limit.
struct Bounded {
    bytes: Vec<u8>,
    limit: usize,
    full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if more.len() > self.limit.saturating_sub(self.bytes.len()) {
            self.full = true;
            return Err(io::Error::other("the page is over its limit"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn filled(name: &'static str, source: &'static str, value: &str) -> Result<String, Fault> {
        let mut environment = environment();
        environment.add_template(name, source)?;
        let view = BTreeMap::from([("name", value)]);
        Ok(String::from_utf8(fill_in(&environment, name, &view)?).expect("UTF-8"))
    }

    #[test]
    fn a_value_is_data_and_never_a_template() {
        let page = filled(
            "a.html",
            "<b title=\"{{ name }}\">{{ name }}</b>",
            "{{ 7*7 }}<i>",
        );
        assert_eq!(
            page.unwrap(),
            "<b title=\"{{ 7*7 }}&lt;i&gt;\">{{ 7*7 }}&lt;i&gt;</b>"
        );
        assert_eq!(filled("a.md", "* {{ name }}", "a*b").unwrap(), "* a\\*b");
        assert_eq!(
            filled("a.json", "{{ name }}", "</b>").unwrap(),
            "\"\\u003c/b\\u003e\""
        );
    }

    #[test]
    fn an_unknown_format_is_refused_even_without_a_value() {
        for name in [
            "policy.HTML",
            "policy.xhtml",
            "policy.svg",
            "policy.typ",
            "policy",
        ] {
            assert!(
                matches!(filled(name, "text", ""), Err(Fault::Format(_))),
                "{name}"
            );
        }
    }

    #[test]
    fn mistakes_in_a_template_are_errors() {
        for source in [
            "{{ nome }}",
            "{{ name | safe }}",
            "{{ name | upper }}",
            "{{ none }}",
            "{{ [1, 2] }}",
            "{{ true }}",
            "{{ 1.5 }}",
            "{{ name if false }}",
            "{% autoescape false %}{{ name }}{% endautoescape %}",
            "{% include 'other.html' %}",
        ] {
            let page = filled("a.html", source, "x");
            assert!(
                matches!(page, Err(Fault::Template(_))),
                "{source}: {page:?}"
            );
        }
    }

    #[test]
    fn work_and_output_are_bounded() {
        let many = "{% for a in [1,2,3,4,5,6,7,8,9,10] %}{% for b in [1,2,3,4,5,6,7,8,9,10] %}\
            {% for c in [1,2,3,4,5,6,7,8,9,10] %}{{ name }}{% endfor %}{% endfor %}{% endfor %}";
        let long = "x".repeat(20_000);
        assert!(matches!(
            filled("a.html", many, &long),
            Err(Fault::TooLong(_))
        ));
        assert_eq!(filled("a.html", many, "x").unwrap().len(), 1_000);
    }
}
