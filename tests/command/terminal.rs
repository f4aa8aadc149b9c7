//! What reaches a terminal, a pipe and a CI log. Ids are those of the list of bad inputs.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use crate::run::{charter, obeyed, problems, refused};

const PREAMBLE: &str = include_str!("../language/preamble.charter");

fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.charter"), text).unwrap();
    folder
}

/// Texts of others in a message: the id, and a program whose messages quote it.
const HOSTILE: &[(&str, &str)] = &[
    ("L01", "role clerk \"\u{1b}]0;title\u{7}\" { duty 5 }\n"),
    (
        "L03",
        "role clerk \"a ##[error]x\" { dutty 5 }\n\n##[group]\n",
    ),
    (
        "L05",
        "# \u{202e}evil\u{2066} ::error::\nrole \u{202e}x { }\n",
    ),
    (
        "a workflow command",
        "::error::x\n  ::add-mask::y\n::stop-commands::z\n",
    ),
];

#[test]
fn texts_of_others_are_shown_and_not_obeyed() {
    for (id, text) in HOSTILE {
        let folder = folder(text);
        for format in [
            "human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
        ] {
            let ran = refused(folder.path(), &["check", "--format", format, "."]);
            assert_eq!(ran.code, 1, "{id} {format}: {}", ran.err);
            for line in ran.out.lines().chain(ran.err.lines()) {
                let command = line.trim_start().starts_with("::");
                assert!(!command || format == "github", "{id} {format}: {line}");
                assert!(!line.contains("##["), "{id} {format}: {line}");
            }
        }
    }
}

/// Colours are ours alone.
#[test]
fn colours_are_the_only_sequences() {
    let folder = folder(HOSTILE[0].1);
    let ran = charter(folder.path(), &["check", "--color", "always", "."]);
    assert!(ran.out.contains("\u{1b}["));
    let mut plain = ran.out.clone();
    while let Some(start) = plain.find("\u{1b}[") {
        let end = plain[start..].find('m').expect("a colour ends") + start;
        assert!(
            plain[start + 2..end]
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b';')
        );
        plain.replace_range(start..=end, "");
    }
    assert_eq!(obeyed(&plain), None);
}

/// "L07": bytes of a path that are no text stay out of JSON.
#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_valid_json() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"b\xff.charter");
    fs::write(folder.path().join(name), "role a {").unwrap();
    let ran = refused(folder.path(), &["check", "--format", "json", "."]);
    assert_eq!((ran.code, problems(&ran).len()), (1, 1), "{}", ran.out);
}

/// "L09": a reader that goes away after the first line ends the program without a panic.
#[test]
fn a_closed_pipe_is_no_panic() {
    let text = format!("{PREAMBLE}{}", "role 8x { }\n".repeat(2_000));
    let folder = folder(&text);
    for arguments in [
        &["check", "--format", "concise", "."][..],
        &["check", "--format", "json", "."],
        &["explain", "--list"],
        &["--help"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_charter"))
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("charter starts");
        drop(child.stdout.take());
        let mut messages = String::new();
        let mut stderr = child.stderr.take().expect("messages");
        stderr
            .read_to_string(&mut messages)
            .expect("messages are text");
        let status = child.wait().expect("charter ends");
        assert!(
            status.code().is_some_and(|code| code <= 1),
            "{arguments:?} {status}"
        );
        assert!(!messages.contains("panicked"), "{arguments:?}: {messages}");
    }
}

/// "L11": neither language nor zone of the machine shows.
#[test]
fn the_machine_does_not_show() {
    let folder = folder(&format!("{PREAMBLE}role 8x {{ }}\n"));
    let run = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_charter"));
        command
            .args(["check", "--format", "json", "."])
            .current_dir(folder.path());
        command.envs(variables.iter().copied());
        command.output().expect("charter runs").stdout
    };
    let plain = run(&[]);
    for variables in [
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")][..],
        &[("LC_NUMERIC", "de_DE.UTF-8"), ("TZ", "Asia/Tokyo")],
        &[("TERM", "dumb"), ("NO_COLOR", "1"), ("COLUMNS", "20")],
    ] {
        assert!(run(variables) == plain, "{variables:?}");
    }
}

/// "L15": flags that exclude each other are a mistake of the command line.
#[test]
fn flags_that_exclude_each_other() {
    let folder = folder(PREAMBLE);
    let ran = refused(folder.path(), &["explain", "--list", "tier"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot be used with"), "{}", ran.err);
}
