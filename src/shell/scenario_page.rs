//! The page of a scenario file, from the descriptors of its keys and of behaviour.

use crate::intake::scenario::behaviour::{Field, Grade, PARAMETERS, Parameter};
use crate::intake::scenario::keys::{KEYS, Key, WORDS};

/// The word under which a scenario is explained.
const SCENARIO: &str = "scenario";

/// The word that has such a page, with what it says in a line.
pub fn topics() -> impl Iterator<Item = (&'static str, String)> {
    let summary = "What is assumed about partners and the market, in a YAML file.";
    std::iter::once((SCENARIO, summary.to_owned()))
}

/// The page of a scenario file.
pub fn page(word: &str) -> Option<String> {
    (word == SCENARIO).then(|| {
        reference()
            .split_once("\n\n")
            .map_or("", |(_, text)| text)
            .to_owned()
    })
}

/// The page as the reference shows it.
pub fn reference() -> String {
    let mut text = HEAD.to_owned();
    text.push_str("| key | unit | range | when left out | meaning |\n|---|---|---|---|---|\n");
    for key in KEYS {
        let (path, unit, default, help) = (key.path, key.unit, key.default, key.help);
        let range = range_of(key);
        text.push_str(&format!(
            "| `{path}` | {unit} | {range} | {default} | {help} |\n"
        ));
    }
    text.push_str("\n| key | says |\n|---|---|\n");
    for (path, says) in WORDS {
        text.push_str(&format!("| `{path}` | {says} |\n"));
    }
    text.push_str(BEHAVIOUR);
    for each in PARAMETERS {
        text.push_str(&row(each));
    }
    text
}

const HEAD: &str = "<!-- Generated from src/intake/scenario; tests/literate/reference.rs compares. -->

# Scenario

A scenario says what is assumed about partners and the market. It is YAML, every key may be left out, and an unknown key is refused.
What the program states (rates, caps, windows, approvals) is refused here: it is said once.

```yaml
runs: 200
population:
  partners: 400
behaviour:
  elasticity: 0.3
```

Words in capitals stand for names: of a type, region or line of the program, or of a shock.

";

const BEHAVIOUR: &str = "
Under `behaviour`, with how good the evidence is: A a meta-analysis or several field experiments, B one good study, C a figure of a
vendor, D an assumption; and how near its field is to partner channels. A value outside the range that switches it off is named.

| key | unit | range | when left out | evidence | meaning |
|---|---|---|---|---|---|
";

fn range_of(key: &Key) -> String {
    let from = if key.above { "above " } else { "" };
    format!("{from}{} to {}", key.low, key.high)
}

fn row(each: &Parameter) -> String {
    let off = match each.null {
        Some(null) if null.is_finite() && !(each.low..=each.high).contains(&null) => {
            format!("; {null} is off")
        }
        Some(_) | None => String::new(),
    };
    let grade = match each.grade {
        Grade::A => "A",
        Grade::B => "B",
        Grade::C => "C",
        Grade::D => "D",
    };
    let field = match each.field {
        Field::Direct => ", direct",
        Field::Near => ", near",
        Field::Far => ", far",
        Field::None => "",
    };
    let (name, unit, low, high) = (each.name, each.unit, each.low, each.high);
    let (default, help) = (each.default, each.help);
    format!("| `{name}` | {unit} | {low} to {high}{off} | {default} | {grade}{field} | {help} |\n")
}
