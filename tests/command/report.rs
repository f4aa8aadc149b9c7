//! `charter report` makes the page of a forecast again from its files.

use std::fs;

use std::path::Path;

use crate::run::{charter, files, refused};

/// The files of a folder by name, with their bytes.
fn within(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let named = files(folder).into_iter().map(|(path, bytes)| {
        let name = path.strip_prefix(folder).unwrap();
        (name.display().to_string(), bytes)
    });
    named.collect()
}

#[test]
fn a_page_is_made_again_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let (program, scenario) = (
        format!("{root}/programs/starter"),
        format!("{root}/scenarios/starter/baseline.yaml"),
    );
    let simulate = [
        "simulate",
        &program,
        "--scenario",
        &scenario,
        "--runs",
        "2",
        "--out",
        "forecast",
    ];
    let ran = charter(folder.path(), &simulate);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let current = |name: &str| folder.path().join(name).join("current").canonicalize();
    let page = fs::read(current("forecast").unwrap().join("report.html")).unwrap();
    let before = within(&current("forecast").unwrap());

    // Beside the forecast, whose other files stay.
    let ran = charter(folder.path(), &["report", "forecast"]);
    let told = (ran.code, ran.out.as_str());
    assert_eq!(told, (0, "forecast/current/report.html\n"), "{}", ran.err);
    assert!(within(&current("forecast").unwrap()) == before);

    // In another folder, alone.
    let ran = charter(folder.path(), &["report", "forecast", "--out", "page"]);
    let told = (ran.code, ran.out.as_str());
    assert_eq!(told, (0, "page/current/report.html\n"), "{}", ran.err);
    let alone = within(&current("page").unwrap());
    let names: Vec<&String> = alone.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["manifest.sha256", "report.html"]);
    assert!(alone[1].1 == page);

    // A folder that is no forecast, and one that is not there.
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(refused(folder.path(), &["report", "empty"]).code, 1);
    assert_eq!(refused(folder.path(), &["report", "nowhere"]).code, 1);
    // Another command's, which is said.
    let ran = charter(folder.path(), &["render", &program, "--out", "documents"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = refused(folder.path(), &["report", "documents"]);
    assert_eq!(ran.code, 1);
    let told = "`documents` holds what `charter render` wrote, not a forecast";
    assert!(ran.err.contains(told), "{}", ran.err);
}

/// The starter with another rate, and what the page says of the two.
#[test]
fn a_page_says_what_changes_against_the_other_program() {
    let folder = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let program = fs::read_to_string(format!("{root}/programs/starter/starter.charter")).unwrap();
    let dearer = program.replace("| 100,000 USD |  4% |", "| 100,000 USD |  9% |");
    assert_ne!(program, dearer);
    fs::write(folder.path().join("now.charter"), program).unwrap();
    fs::write(folder.path().join("next.charter"), dearer).unwrap();
    let scenario = format!("{root}/scenarios/starter/baseline.yaml");
    let simulate = |program: &str, runs: &str, out: &str| {
        let ran = charter(
            folder.path(),
            &[
                "simulate",
                program,
                "--scenario",
                &scenario,
                "--runs",
                runs,
                "--out",
                out,
            ],
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
    };
    simulate("now.charter", "2", "now");
    simulate("next.charter", "2", "next");
    simulate("next.charter", "3", "longer");
    let page =
        |name: &str| fs::read_to_string(folder.path().join(name).join("current/report.html"));
    let alone = page("next").unwrap();
    assert!(!alone.contains("What changes against the other program?"));

    let ran = charter(
        folder.path(),
        &["report", "next", "--against", "now", "--out", "page"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let told = page("page").unwrap();
    assert!(told.contains("What changes against the other program?"));
    for heading in [
        "What changes in money",
        "What changes for partners",
        "What each incentive pays",
    ] {
        assert!(told.contains(heading), "{heading}");
    }
    // The same forecast twice differs in nothing.
    let ran = charter(
        folder.path(),
        &["report", "next", "--against", "next", "--out", "same"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        page("same")
            .unwrap()
            .contains("no run differs in net value")
    );
    assert!(!told.contains("no run differs in net value"));
    // Three runs are not the luck of two.
    let ran = refused(folder.path(), &["report", "longer", "--against", "now"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("the two forecasts differ in runs"),
        "{}",
        ran.err
    );
}
