//! What a shell and `man` are told of the command line.

use crate::run::{charter, refused};

const COMMANDS: &[&str] = &[
    "bound",
    "calibrate",
    "check",
    "compare",
    "completions",
    "diff",
    "explain",
    "export",
    "fmt",
    "man",
    "merge",
    "new",
    "render",
    "report",
    "settle",
    "simulate",
    "test",
    "vectors",
];

#[test]
fn every_shell_completes_every_command() {
    let here = tempfile::tempdir().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = charter(here.path(), &["completions", shell]);
        assert_eq!(ran.code, 0, "{shell}: {}", ran.err);
        for command in COMMANDS {
            assert!(ran.out.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let here = tempfile::tempdir().unwrap();
    let whole = charter(here.path(), &["man"]);
    assert!(whole.out.contains(".TH charter 1"), "{}", whole.out);
    for command in COMMANDS {
        let ran = charter(here.path(), &["man", command]);
        assert_eq!(ran.code, 0, "{command}: {}", ran.err);
        assert!(
            ran.out.contains(&format!(".TH charter-{command} 1")),
            "{}",
            ran.out
        );
        assert!(
            whole.out.contains(&format!("charter\\-{command}(1)")),
            "{command}"
        );
    }
}

#[test]
fn a_page_that_there_is_not() {
    let here = tempfile::tempdir().unwrap();
    let ran = refused(here.path(), &["man", "setle"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("there is no command `setle`"),
        "{}",
        ran.err
    );
}
