//! Files and folders that are refused for what they are: the finding, its exit code, and that nothing is
//! written. Ids are those of the list of bad inputs.

use std::fs;
use std::path::Path;

use crate::run::{charter, obeyed, problems, refused};

const STARTER: &str = include_str!("../../programs/starter/starter.charter");
const SCENARIO: &str = include_str!("../../scenarios/starter/baseline.yaml");
const PARTNERS: &str = include_str!("../../programs/starter/facts/partners.csv");
const SALES: &str = include_str!("../../programs/starter/facts/sales.csv");

/// A folder with a good program, its scenario and its facts.
fn good() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("program")).unwrap();
    fs::create_dir_all(at("facts")).unwrap();
    fs::write(at("program/a.charter"), STARTER).unwrap();
    fs::write(at("scenario.yaml"), SCENARIO).unwrap();
    fs::write(at("facts/partners.csv"), PARTNERS).unwrap();
    fs::write(at("facts/sales.csv"), SALES).unwrap();
    folder
}

const CHECK: &[&str] = &["check", "--format", "json", "program"];
const SETTLE: &[&str] = &[
    "settle", "program", "--facts", "facts", "--out", "out", "--format", "json",
];

/// A change of the good folder, the command, and what is found.
type Case = (
    &'static str,
    fn(&Path),
    &'static [&'static str],
    &'static [&'static str],
);

const REFUSED: &[Case] = &[
    (
        "A01",
        |folder| fs::write(folder.join("program/a.charter"), "").unwrap(),
        CHECK,
        &["empty-program 1:1"],
    ),
    (
        "A05",
        |folder| {
            let text = b"role a \"A\" {\n  duty \"\xff\"\n}\n";
            fs::write(folder.join("program/a.charter"), text).unwrap();
        },
        CHECK,
        &["not-utf8 2:1"],
    ),
    (
        "A07",
        |folder| {
            let text = b"role a \"A\" { duty \"\xed\xa0\x80\" }\n";
            fs::write(folder.join("program/a.charter"), text).unwrap();
        },
        CHECK,
        &["not-utf8 1:1"],
    ),
    (
        "an empty folder",
        |folder| fs::remove_file(folder.join("program/a.charter")).unwrap(),
        CHECK,
        &["no-program-file 1:1"],
    ),
    (
        "H05",
        |folder| {
            for number in 0..257 {
                let name = format!("program/{number}.charter");
                fs::write(folder.join(name), "# Nothing.\n").unwrap();
            }
        },
        CHECK,
        &["too-many-files 1:1"],
    ),
    (
        "H07",
        |folder| {
            let text = format!("# {}\n", "x".repeat((1 << 20) - 3));
            for number in 0..17 {
                fs::write(folder.join(format!("program/{number}.charter")), &text).unwrap();
            }
        },
        CHECK,
        &["program-too-large 1:1"],
    ),
    #[cfg(unix)]
    (
        "I11",
        |folder| {
            let pipe = folder.join("program/b.charter");
            assert!(
                std::process::Command::new("mkfifo")
                    .arg(pipe)
                    .status()
                    .unwrap()
                    .success()
            );
        },
        CHECK,
        &["not-a-regular-file 1:1"],
    ),
    (
        "a folder named as a file",
        |folder| fs::create_dir(folder.join("program/b.charter")).unwrap(),
        CHECK,
        &["not-a-regular-file 1:1"],
    ),
    #[cfg(unix)]
    (
        "I13",
        |folder| link("/etc/passwd", &folder.join("program/b.charter")),
        CHECK,
        &["symbolic-link 1:1"],
    ),
    #[cfg(unix)]
    (
        "I15",
        |folder| {
            link("c.charter", &folder.join("program/b.charter"));
            link("b.charter", &folder.join("program/c.charter"));
        },
        CHECK,
        &["symbolic-link 1:1"],
    ),
    (
        "no list of partners",
        |folder| fs::remove_file(folder.join("facts/partners.csv")).unwrap(),
        SETTLE,
        &["no-partner-list 1:1"],
    ),
    (
        "a file that no fact has",
        |folder| fs::write(folder.join("facts/sale.csv"), SALES).unwrap(),
        SETTLE,
        &["unknown-facts-file 1:1"],
    ),
    (
        "I23",
        |folder| fs::write(folder.join("out"), "mine").unwrap(),
        SETTLE,
        &["output-not-a-folder 1:1"],
    ),
    (
        "I25",
        |folder| {
            fs::create_dir(folder.join("out")).unwrap();
            fs::write(folder.join("out/mine.txt"), "mine").unwrap();
        },
        SETTLE,
        &["output-folder-of-others 1:1"],
    ),
    (
        "a history of something else",
        |_| {},
        &[
            "settle",
            "program",
            "--facts",
            "facts",
            "--posted",
            "facts/sales.csv",
            "--format",
            "json",
        ],
        &["damaged-history 1:1"],
    ),
    (
        "a folder of another command",
        |folder| {
            let ran = charter(folder, &["render", "program", "--out", "out"]);
            assert_eq!(ran.code, 0, "{}", ran.err);
        },
        SETTLE,
        &["output-of-another-command 1:1"],
    ),
    (
        "the history of a settlement is gone",
        |folder| {
            settled(folder);
            fs::remove_file(folder.join("out/current/history.jsonl")).unwrap();
        },
        SETTLE,
        &["damaged-history 1:1"],
    ),
    (
        "a statement was edited",
        |folder| {
            settled(folder);
            fs::write(folder.join("out/current/summary.md"), "edited").unwrap();
        },
        SETTLE,
        &["output-changed 1:1"],
    ),
    (
        "what counts is gone",
        |folder| {
            settled(folder);
            fs::remove_file(folder.join("out/current")).unwrap();
        },
        SETTLE,
        &["output-changed 1:1"],
    ),
    #[cfg(unix)]
    (
        "a linked facts file",
        |folder| link("sales.csv", &folder.join("facts/returns.csv")),
        SETTLE,
        &["symbolic-link 1:1"],
    ),
];

/// A settlement in `out`.
fn settled(folder: &Path) {
    let ran = charter(
        folder,
        &["settle", "program", "--facts", "facts", "--out", "out"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[cfg(unix)]
fn link(target: &str, at: &Path) {
    std::os::unix::fs::symlink(target, at).unwrap();
}

#[test]
fn what_is_refused_for_what_it_is() {
    let mut wrong = Vec::new();
    for (id, change, command, expected) in REFUSED {
        let folder = good();
        change(folder.path());
        let ran = refused(folder.path(), command);
        let json = ran.out.lines().skip_while(|line| !line.starts_with('{'));
        let json = crate::run::Ran {
            out: json.collect::<Vec<_>>().join("\n"),
            ..ran
        };
        let found = problems(&json);
        if (json.code, found.as_slice()) != (1, &expected.map_to_strings()[..]) {
            wrong.push(format!("{id}: exit {}, {found:?}", json.code));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

trait Strings {
    fn map_to_strings(&self) -> Vec<String>;
}

impl Strings for &[&str] {
    fn map_to_strings(&self) -> Vec<String> {
        self.iter().map(|each| (*each).to_owned()).collect()
    }
}

/// "I19": names of tiers become names of files: those that cannot are refused before anything is written.
#[test]
fn an_output_name_that_some_systems_keep_is_refused() {
    let folder = good();
    let text = STARTER
        .replace("tier member", "tier золото")
        .replace("member", "золото");
    fs::write(folder.path().join("program/a.charter"), text).unwrap();
    let ran = refused(
        folder.path(),
        &["render", "program", "--target", "guide", "--out", "out"],
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("output-name-refused"), "{}", ran.err);
}

/// "I27": a name that commands a terminal or a runner.
#[cfg(unix)]
#[test]
fn a_file_name_that_commands_a_terminal_is_shown_escaped() {
    let folder = good();
    let name = "program/b\u{1b}[31m\n::error::x##[x].charter";
    fs::write(folder.path().join(name), "role a {").unwrap();
    for format in [
        "human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
    ] {
        let ran = refused(folder.path(), &["check", "program", "--format", format]);
        assert_eq!(ran.code, 1, "{format}");
        if format != "github" {
            let commands = ran.out.lines().chain(ran.err.lines());
            assert!(
                commands
                    .into_iter()
                    .all(|line| !line.trim_start().starts_with("::")),
                "{format}"
            );
        }
    }
    let ran = charter(folder.path(), &["check", "b\u{1b}[31m"]);
    assert_eq!((ran.code, obeyed(&ran.err)), (2, None), "{}", ran.err);
}

/// The exit code says who is at fault: 0 nobody, 1 the input, 2 the command line or the system, 3 a limit.
#[test]
fn exit_codes_say_who_is_at_fault() {
    let folder = good();
    let path = folder.path();
    let crowd = "population: { partners: 1000000000 }\n";
    fs::write(path.join("crowd.yaml"), crowd).unwrap();
    for (arguments, code) in [
        (&["check", "program"][..], 0),
        (&["check", "program/a.charter"], 0),
        (&["check", "nowhere"], 2),
        (&["check", "--formt", "json"], 2),
        (&["check", "--format", "yaml", "program"], 2),
        (&["chek"], 2),
        (&[], 2),
        (&["--version"], 0),
        (&["--help"], 0),
        (&["fmt", "--check", "program"], 0),
        (&["fmt", "nowhere"], 2),
        (&["explain", "rebate"], 0),
        (&["explain", "unknown-name"], 0),
        (&["explain", "nothing-like-it"], 2),
        (&["explain", "--list"], 0),
        (&["explain", "--list", "rebate"], 2),
        (&["new", "program"], 2),
        (&["settle", "program", "--facts", "nowhere"], 2),
        (
            &["settle", "program", "--facts", "facts", "--until", "soon"],
            2,
        ),
        (&["render", "program", "--lang", "fr", "--out", "out"], 2),
        (&["simulate", "program", "--scenario", "nowhere.yaml"], 2),
        (
            &[
                "simulate",
                "program",
                "--scenario",
                "scenario.yaml",
                "--most-work",
                "10",
            ],
            3,
        ),
        (
            &[
                "simulate",
                "program",
                "--scenario",
                "scenario.yaml",
                "--without",
                "volum",
            ],
            2,
        ),
        (
            &[
                "simulate",
                "program",
                "--scenario",
                "scenario.yaml",
                "--threads",
                "100000",
            ],
            2,
        ),
        (&["simulate", "program", "--scenario", "crowd.yaml"], 3),
    ] {
        let ran = refused(path, arguments);
        assert_eq!(ran.code, code, "{arguments:?}\n{}{}", ran.out, ran.err);
        assert!(
            code == 0 || !ran.err.is_empty(),
            "{arguments:?} says nothing"
        );
    }
}

/// A failure of the system is no finding.
#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_the_systems_fault() {
    let folder = good();
    let ran = refused(
        folder.path(),
        &[
            "settle",
            "program",
            "--facts",
            "facts",
            "--out",
            "/proc/nowhere",
        ],
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("cannot write"), "{}", ran.err);
    assert!(!ran.out.contains("Settlement"), "{}", ran.out);
}

/// A result that cannot be written is no result; a reader that has gone away wanted no more of it.
#[cfg(target_os = "linux")]
#[test]
fn a_result_that_is_lost_is_a_failure() {
    let folder = good();
    let settle = ["settle", "program", "--facts", "facts"];
    let run = |arguments: &[&str], to: std::process::Stdio| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_charter"));
        command.args(arguments);
        command.current_dir(folder.path()).stdout(to);
        command
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    };
    for arguments in [
        &settle[..],
        &["--help"],
        &["--version"],
        &["check", "--help"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let ended = run(arguments, full.into()).wait_with_output().unwrap();
        let told = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains("cannot write to standard output"), "{told}");
    }
    let mut child = run(&settle, std::process::Stdio::piped());
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
}

/// Results that another command reads are whole and unchanged, or refused.
#[test]
fn results_that_are_no_results_are_refused() {
    let folder = good();
    let path = folder.path();
    let refuses = |name: &str| {
        let ran = refused(
            path,
            &[
                "report",
                if name == "not-an-output" {
                    "facts"
                } else {
                    "out"
                },
            ],
        );
        assert_eq!(ran.code, 1, "{name}: {}", ran.err);
        assert!(ran.err.contains(name), "{name}: {}", ran.err);
    };
    refuses("not-an-output");
    let settled = charter(
        path,
        &["settle", "program", "--facts", "facts", "--out", "out"],
    );
    assert_eq!(settled.code, 0, "{}", settled.err);
    refuses("forecast-unreadable");
    fs::write(path.join("out/current/summary.md"), "edited").unwrap();
    refuses("output-changed");
}

/// What a check finds is its result, be it a line or a whole folder; standard error has none of it.
#[test]
fn what_a_check_finds_goes_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    fs::create_dir(&program).unwrap();
    for (text, name) in [
        (None, "no-program-file"),
        (Some("rebate {\n"), "unclosed-block"),
    ] {
        if let Some(text) = text {
            fs::write(program.join("a.charter"), text).unwrap();
        }
        for format in ["human", "concise"] {
            let ran = charter(folder.path(), &["check", "program", "--format", format]);
            assert_eq!(ran.code, 1, "{}", ran.err);
            assert!(ran.out.contains(name), "{format}: {}{}", ran.out, ran.err);
            assert_eq!(ran.err, "", "{format}");
        }
    }
}
