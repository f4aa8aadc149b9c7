//! A planted fault for each rule: what it finds, and the near thing that it leaves alone.

use crate::rule::{import_faults, kind_faults, map_faults, style_faults};

const HEAD: &str = "//! Holds something.\n";

/// Whether a file of this path and text has a fault of its imports.
fn runs_up(path: &str, text: &str) -> bool {
    !import_faults(path, text).is_empty()
}

fn is_odd(path: &str, text: &str) -> bool {
    !style_faults(path, &format!("{HEAD}{text}")).is_empty()
}

#[test]
fn an_import_that_runs_up_is_found_however_it_is_written() {
    for (path, text) in [
        ("src/base/money.rs", "use crate::kind::KINDS;"),
        ("src/base/money.rs", "use crate::{base::date, kind::KINDS};"),
        (
            "src/base/money.rs",
            "use crate::{\n    base::{date::Date, ratio},\n    kind::KINDS,\n};",
        ),
        ("src/base/money.rs", "fn f() -> crate::kind::Kind {}"),
        ("src/lint/mod.rs", "use super::shell::run;"),
        ("src/lint/spec.rs", "use super::super::shell::run;"),
        (
            "src/render/calendar/mod.rs",
            "use super::super::shell::run;",
        ),
        (
            "src/render/calendar/day.rs",
            "use super::super::super::shell::run;",
        ),
        // Rooms of one floor, and what is never allowed.
        ("src/lint/spec.rs", "use crate::settle::settle;"),
        ("src/kind/spec.rs", "use crate::diagnostic::Problem;"),
        ("src/cellar/a.rs", ""),
    ] {
        assert!(runs_up(path, text), "{path}: {text}");
    }
}

#[test]
fn an_import_that_runs_down_is_left_alone() {
    for (path, text) in [
        ("src/kind/spec.rs", "use crate::base::money::Money;"),
        (
            "src/base/money.rs",
            "use crate::base::ratio;\n// As crate::kind does.\n",
        ),
        ("src/base/money.rs", "use super::ratio;"),
        (
            "src/lint/mod.rs",
            "use crate::{\n    base::{kind, date},\n    model,\n};",
        ),
        (
            "src/render/calendar/day.rs",
            "use super::super::shell_page;",
        ),
        (
            "src/base/money.rs",
            "#[cfg(test)]\nmod tests {\n    use crate::kind::KINDS;\n}\n",
        ),
        ("src/main.rs", "use crate::shell;"),
    ] {
        assert!(!runs_up(path, text), "{path}: {text}");
    }
}

#[test]
fn each_fault_of_style_is_found() {
    for (path, text) in [
        ("src/base/money.rs", "use super::*;"),
        ("src/base/money.rs", "use crate::base::prelude::Money;"),
        ("src/base/money.rs", "use crate::base::*;"),
        ("src/base/money.rs", "pub use self::inner::Money;"),
        ("src/base/mod.rs", "pub use crate::kind::Kind;"),
        ("src/base/mod.rs", "pub use super::kind::Kind;"),
        ("src/base/money.rs", "// TODO: later"),
        ("src/base/money.rs", "fn f() { todo!() }"),
        ("src/base/utils.rs", ""),
        ("tests/helpers.rs", ""),
        (
            "src/lint/spec.rs",
            "#![allow(clippy::disallowed_methods, reason = \"\")]",
        ),
        (
            "src/simulate/chance/random.rs",
            "#[allow(clippy::disallowed_types)]",
        ),
    ] {
        assert!(is_odd(path, text), "{path}: {text}");
    }
    let lines = |count| "fn f() {}\n".repeat(count);
    assert!(is_odd("src/base/money.rs", &lines(400)));
    assert!(is_odd("tests/base.rs", &lines(600)));
    assert!(
        !style_faults("src/base/money.rs", "fn f() {}\n").is_empty(),
        "no head"
    );
}

#[test]
fn what_is_near_a_fault_of_style_is_left_alone() {
    for (path, text) in [
        ("src/base/mod.rs", "mod money;\npub use money::Money;"),
        ("src/lib.rs", "pub use crate::kind::Kind;"),
        (
            "src/shell/load.rs",
            "#![allow(clippy::disallowed_methods, reason = \"reads files\")]",
        ),
        ("src/base/money.rs", "use std::fmt::*;"),
        (
            "src/base/money.rs",
            "#[cfg(test)]\nmod tests {\n    use super::*;\n}\n",
        ),
        ("tests/base.rs", "use super::*;"),
    ] {
        assert!(!is_odd(path, text), "{path}: {text}");
    }
    let lines = |count| "fn f() {}\n".repeat(count);
    assert!(!is_odd("src/base/money.rs", &lines(399)));
    assert!(!is_odd("tests/base.rs", &lines(599)));
}

#[test]
fn a_kind_in_the_simulator_is_found() {
    let found =
        |text: &str| !kind_faults("src/simulate/a.rs", text, &["rebate", "spiff"]).is_empty();
    for text in [
        "let rebate = 1;",
        "fn rebate_rate() {}",
        "struct Spiff;",
        "let all = spiffs;",
        "\"rebate\"",
    ] {
        assert!(found(text), "{text}");
    }
    for text in ["// A rebate pays.", "let rebated = 1;", "let award = 1;"] {
        assert!(!found(text), "{text}");
    }
}

#[test]
fn a_path_that_is_gone_is_found_on_the_map() {
    let faults = |text: &str| map_faults(text, |path| path == "src/base");
    assert_eq!(
        faults("`src/base/` and `src/<k>.rs` and `cargo test`"),
        Vec::<String>::new()
    );
    assert_eq!(faults("`src/bass/`"), ["`src/bass/` does not exist"]);
}
