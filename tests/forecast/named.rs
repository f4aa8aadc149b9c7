//! The list of known answers names tests that there are.

use std::path::Path;

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|it| it == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_known_answer_names_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = std::fs::read_to_string(root.join("docs/known-answers.md")).unwrap();
    let mut text = String::new();
    sources(&root.join("src/simulate"), &mut text);
    sources(&root.join("tests"), &mut text);
    let rows: Vec<&str> = list.lines().filter(|line| line.starts_with("| ")).collect();
    let mut names = 0;
    for row in &rows {
        // The last column: names in backticks.
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap_or("");
        for name in last.split('`').skip(1).step_by(2) {
            assert!(text.contains(&format!("fn {name}(")), "{name} is no test");
            names += 1;
        }
    }
    assert!(names > 50, "{names}");
    for (letter, most) in [('K', 30), ('M', 14)] {
        for number in 1..=most {
            let lead = format!("| {letter}{number} |");
            assert!(rows.iter().any(|row| row.starts_with(&lead)), "{lead}");
        }
    }
}
