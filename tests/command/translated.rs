//! Keeping translations: what is missing is counted and added, what is stale refuses a release.

use std::fs;

use crate::run::charter;

/// A program with one text in two languages, of which one is written; the mark is not its text's.
const PROGRAM: &str = "\
program tiny \"Tools\" {
  edition   2027
  year      2027-01-01 to 2027-12-31
  money     USD
  round     half even per posting
  zone      Europe/Berlin
  languages en, de
  prevails  en
  owner     clerk
}
role clerk \"Clerk\" { tell \"Say \\\"when\\\".\" }
";

fn folder(language: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tiny.charter"), PROGRAM).unwrap();
    fs::write(folder.path().join("de.charter"), language).unwrap();
    folder
}

#[test]
fn what_is_missing_is_added_empty_and_still_counted() {
    let folder = folder("language de { clerk.title as \"Amt\" of \"dd192288\" }\n");
    let ran = charter(folder.path(), &["check", "--fix", "."]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(
        ran.out
            .contains("2 of 3 texts are not translated into `de`"),
        "{}",
        ran.out
    );
    charter(folder.path(), &["fmt", "."]);
    let written = fs::read_to_string(folder.path().join("de.charter")).unwrap();
    // printf Tools | sha256sum, and so on.
    assert_eq!(
        written,
        "language de {
  tiny.title  as \"\" of \"ea93d6a2\"  # Tools
  clerk.tell  as \"\" of \"4e687eb8\"  # Say \"when\".
  clerk.title as \"Amt\" of \"dd192288\"
}
"
    );
    let again = charter(folder.path(), &["check", "--fix", "."]);
    assert_eq!(
        fs::read_to_string(folder.path().join("de.charter")).unwrap(),
        written
    );
    assert!(again.out.contains("2 of 3 texts"), "{}", again.out);
}

#[test]
fn a_stale_translation_refuses_a_release_and_nothing_else() {
    let whole = "language de {
  tiny.title  as \"Werkzeuge\" of \"ea93d6a2\"
  clerk.tell  as \"Sagen Sie es.\" of \"4e687eb8\"
  clerk.title as \"Amt\" of \"dd192288\"
}
";
    let folder = folder(whole);
    let strict = ["check", "--deny", "warnings", "."];
    assert_eq!(charter(folder.path(), &strict).code, 0);
    fs::write(
        folder.path().join("tiny.charter"),
        PROGRAM.replace("Clerk", "Desk"),
    )
    .unwrap();
    let ran = charter(folder.path(), &strict);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("clerk.title has changed since it was translated"),
        "{}",
        ran.out
    );
    assert_eq!(charter(folder.path(), &["check", "."]).code, 0);
}

#[test]
fn without_a_block_the_help_shows_its_first_line() {
    let folder = folder("");
    let ran = charter(folder.path(), &["check", "."]);
    assert!(
        ran.out
            .contains("write: language de { tiny.title as \"...\" of \"ea93d6a2\" }"),
        "{}",
        ran.out
    );
}
