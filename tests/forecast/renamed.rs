//! A forecast draws by first names: a program under other names gives the same bytes, but for the names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const BASELINE: &str = "scenarios/halden/baseline.yaml";

/// Names of the flagship with other ones, which stand elsewhere among their like.
const RENAMED: &[(&str, &str)] = &[
    ("launch_reward", "a_launch_reward"),
    ("scholar", "z_scholar"),
    ("cloud_secure", "z_cloud_secure"),
    ("cloud_sales", "z_cloud_sales"),
    ("launch_push", "a_launch_push"),
    ("hardware", "z_hardware"),
    ("gold", "a_gold"),
];

/// The flagship in a folder, under other names.
fn renamed(folder: &Path) {
    for entry in fs::read_dir(Path::new(ROOT).join("programs/halden")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "charter") {
            continue;
        }
        let lines = fs::read_to_string(&path).unwrap();
        let lines: Vec<String> = lines.lines().map(line).collect();
        fs::write(
            folder.join(path.file_name().unwrap()),
            lines.join("\n") + "\n",
        )
        .unwrap();
    }
}

/// A line with every name replaced outside of texts; a heading says what the name was.
fn line(line: &str) -> String {
    let mut out = String::new();
    for (at, part) in line.split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        // An odd part stands in quotes.
        out.push_str(&if at % 2 == 0 {
            words(part)
        } else {
            part.to_owned()
        });
    }
    let mut heading = line.trim_start().split(' ');
    let name = heading
        .nth(1)
        .and_then(|name| RENAMED.iter().find(|(old, _)| *old == name));
    let is_heading = heading.next().is_some_and(|title| title.starts_with('"'));
    match name {
        Some((old, _)) if is_heading => {
            out.replacen("\" {", &format!("\" renamed from {old} {{"), 1)
        }
        _ => out,
    }
}

fn words(text: &str) -> String {
    let mut out = String::new();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    for piece in text.split_inclusive(|c: char| !is_part(c)) {
        let word = piece.trim_end_matches(|c: char| !is_part(c));
        let new = RENAMED.iter().find(|(old, _)| *old == word);
        out.push_str(new.map_or(word, |(_, new)| new));
        out.push_str(&piece[word.len()..]);
    }
    out
}

/// The drawn facts and every table of a forecast.
fn forecast(program: &Path, scenario: &Path, out: &Path) -> BTreeMap<String, String> {
    for (to, name) in [("--write-facts", "facts"), ("--out", "forecast")] {
        let run = Command::new(env!("CARGO_BIN_EXE_charter"))
            .current_dir(ROOT)
            .arg("simulate")
            .arg(program)
            .arg("--scenario")
            .arg(scenario)
            .args(["--runs", "2", "--partners", "40", to])
            .arg(out.join(name))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&run.stderr);
        // Two runs cannot tell of a guardrail on a bad year; drawing facts judges none.
        let code = if to == "--out" { 4 } else { 0 };
        assert_eq!(run.status.code(), Some(code), "{told}");
    }
    let mut found = BTreeMap::new();
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_symlink() || !path.is_dir() && !name.ends_with(".csv") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(found.len() > 8, "{:?}", found.keys());
    found
}

#[test]
fn a_program_under_other_names_is_forecast_alike() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    fs::create_dir(&program).unwrap();
    renamed(&program);
    let (was, is) = (Path::new(BASELINE), folder.path().join("baseline.yaml"));
    let text = fs::read_to_string(Path::new(ROOT).join(was)).unwrap();
    fs::write(&is, words(&text)).unwrap();
    let before = forecast(
        Path::new("programs/halden"),
        was,
        &folder.path().join("before"),
    );
    let after = forecast(&program, &is, &folder.path().join("after"));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    for (name, text) in &after {
        let mut text = text.clone();
        for (old, new) in RENAMED {
            text = text.replace(new, old);
        }
        assert!(text == before[name], "{name} differs");
    }
}
