//! The page of a scenario file, from the descriptors of its keys and of behaviour.

use crate::intake::scenario::behaviour::{Field, Grade, PARAMETERS, Parameter};
use crate::intake::scenario::keys::{KEYS, Key, WORDS};
use crate::intake::scenario::list::{NAMES, NUMBERS};

/// The word under which a scenario is explained.
const SCENARIO: &str = "scenario";

/// The words that have such a page, with what each says in a line.
pub fn topics() -> impl Iterator<Item = (&'static str, String)> {
    let summary = "What is assumed about partners and the market, in a YAML file.";
    let keys = KEYS.iter().map(|key| (key.path, key.help));
    let words = WORDS.iter().map(|(path, says)| (*path, *says));
    let parameters = PARAMETERS.iter().map(|each| (each.name, each.help));
    let all = std::iter::once((SCENARIO, summary));
    let all = all.chain(keys).chain(words).chain(parameters);
    all.map(|(word, says)| (word, says.to_owned()))
}

/// The page of a scenario file, of one of its keys or of a parameter of behaviour.
pub fn page(word: &str) -> Option<String> {
    if word == SCENARIO {
        let text = reference();
        return Some(
            text.split_once("\n\n")
                .map_or("", |(_, text)| text)
                .to_owned(),
        );
    }
    let path = word.strip_prefix("behaviour.").unwrap_or(word);
    let parameter = Parameter::named(path).map(of_parameter);
    let key = || KEYS.iter().find(|key| key.path == word).map(of_key);
    let says = || {
        let (path, says) = WORDS.iter().find(|(path, _)| *path == word)?;
        let more = (*path == "population.list").then(list).unwrap_or_default();
        let more = more.replace("## A list of partners\n\n", "");
        Some(format!("# The key {path} of a scenario\n\n{says}\n{more}"))
    };
    parameter.or_else(key).or_else(says).or_else(|| part(word))
}

/// The keys below a key, each with what it says.
fn part(word: &str) -> Option<String> {
    let below = |path: &str| {
        path.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let mut all: Vec<(&str, &str)> = KEYS.iter().map(|key| (key.path, key.help)).collect();
    all.extend(WORDS);
    let mut rows = String::new();
    for (path, says) in all.into_iter().filter(|(path, _)| below(path)) {
        rows.push_str(&format!("- `{path}`: {says}\n"));
    }
    if word == "behaviour" {
        for each in PARAMETERS {
            rows.push_str(&format!("- `{}`: {}\n", each.name, each.help));
        }
    }
    (!rows.is_empty()).then(|| format!("# The key {word} of a scenario\n\n{rows}"))
}

/// What a parameter of behaviour moves, its range, and how good the evidence for it is.
fn of_parameter(each: &Parameter) -> String {
    let (name, help, default, source) = (each.name, each.help, each.default, each.source);
    let grade = match each.grade {
        Grade::A => "A, a meta-analysis or several field experiments",
        Grade::B => "B, one good study",
        Grade::C => "C, a figure of a vendor",
        Grade::D => "D, an assumption",
    };
    let field = match each.field {
        Field::Direct => ", in partner channels",
        Field::Near => ", in a field near partner channels",
        Field::Far => ", in a field far from partner channels",
        Field::None => "",
    };
    let unit = unit(each.unit);
    let range = each.range();
    format!(
        "# The parameter {name} of a scenario\n\n{help}\n\n- unit: {unit}\n- range: {range}\n- when left out: {default}\n\
         - evidence: {grade}{field}\n- source: {source}\n\n\
         ```yaml\nbehaviour:\n  {name}: {default}\n```\n\nAll of them: `charter explain scenario`.\n"
    )
}

/// What a key is, its range, and what is used when it is left out.
fn of_key(key: &Key) -> String {
    let (path, help, default) = (key.path, key.help, key.default);
    let (unit, range) = (unit(key.unit), range_of(key));
    format!(
        "# The key {path} of a scenario\n\n{help}\n\n- unit: {unit}\n- range: {range}\n- when left out: {default}\n\n\
         All of them: `charter explain scenario`.\n"
    )
}

fn unit(unit: &'static str) -> &'static str {
    if unit.is_empty() {
        "a pure number"
    } else {
        unit
    }
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
    text.push_str(&list());
    text
}

/// What a list of partners holds.
fn list() -> String {
    let mut text = LIST.to_owned();
    for (name, empty, says) in NAMES {
        text.push_str(&format!("| `{name}` |  |  | {empty} | {says} |\n"));
    }
    for number in NUMBERS {
        let (name, unit, empty) = (number.key.path, number.key.unit, number.key.default);
        let (range, help) = (range_of(&number.key), number.key.help);
        text.push_str(&format!(
            "| `{name}` | {unit} | {range} | {empty} | {help} |\n"
        ));
    }
    text.push_str(AFTER_LIST);
    text
}

const LIST: &str = "
## A list of partners

`population.list: partners.csv` names a file in the folder of the scenario. A row is a partner, in place of drawn ones:

```csv list
partner,type,region,revenue
acme,reseller,NA,420000
birch,,EMEA,0
cedar,distributor,,
```

A cell may be empty and a column left out; what is not said is filled in (imputed).

| column | unit | range | an empty cell is | meaning |
|---|---|---|---|---|
";

const AFTER_LIST: &str = "
- A revenue says how large a partner is for its type, and visits to the portal how digital; the other attributes are drawn given these
  ([model.md](../model.md#who-the-partners-are)). A deal says nothing of the size. A missing type is drawn whatever the revenue.
- `revenue` 0 says that the partner sells nothing, with any program and without: it has no opportunities, which a program could add to. It is the smallest
  size, hears of offers, trains and costs as others do. Of a partner that sold nothing in the last year and may sell again, leave the cell empty, or
  give what a usual year of it would be.
- Chance is drawn by the id. A row that is added or taken away changes nothing of what another partner is, nor of the luck it meets; budgets, contests and
  groups are shared with whoever is there. The order of rows says nothing at all: the same rows in another order give the same bytes.
- `population.partners` beside a list is refused (`stated-twice`), and so is `--partners`: the list says how many there are. Everything else under `population`
  is read: shares of types and regions for rows that do not say theirs, the business of each type, and how partners differ. A type may have the share 0, and
  a list may hold some of it.
- Who stands nowhere in the list is not played: what a program has for partners by name is had by those of the list. A partner at home where another program of the
  directory applies is passed over.
- Tiers that partners hold at the start are no column: they follow from the year before the program, which is drawn.
- The list is part of the fingerprint of the scenario. A forecast says how many partners it has, and how many cells of each column are filled in.
";

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

## What is expected

`expect` says what the forecast should come to. `charter simulate` and `charter test --scenario` judge it as they judge guardrails.

```yaml
expect:
  - roi >= 0.5
  - share_over_limit <= 10%
  - program_cost <= 1,200,000 USD
  - payback_week <= 40
```

A metric is one that `charter simulate` prints and `metrics.csv` holds, by its name there. The level is in its unit: a percentage or a
number for a share, an amount with the currency of the program, a number of things or of a week. `METRIC of INCENTIVE` is about one
incentive: `payouts` and `exhaustion_probability` as its own payouts have them, `roi`, `net_value`, `incremental_margin`,
`incremental_revenue`, `open_margin`, `fee_income` and `program_cost` as what the program brings more than without it; the world
without it is run for that.

| verdict | when |
|---|---|
| met | the whole 95% interval lies on the side that is expected; the level itself is enough |
| missed | the whole interval lies on the other side; or the metric does not apply, which is told with the reason |
| cannot tell yet | the level lies inside the interval, or there is one run only; the runs that would tell are said |

The week in which money runs out, or is earned back, is that of the runs in which it does, and is told by those runs alone: expect
`exhaustion_probability` or `payback_probability` where there may be none.

## Variants

`variants` says what is assumed otherwise, by name. A variant is the scenario with those keys replaced: maps are merged key by key,
everything else is replaced as a whole, and what comes of it is read, and refused with its place, like any scenario.

```yaml
population:
  partners: 400
expect:
  - roi >= 0.5
variants:
  weak_market:
    market:
      shocks: { slump: { kind: softness, loss: 0.3 } }
    expect:
      - roi >= 0
  tireless:
    behaviour: { fatigue_half_load: 10 }
```

`charter simulate --variant weak_market` forecasts one of them, `charter compare PATH --variant weak_market` holds it against the
scenario as it is written, and `charter test` judges what the scenario as it is written expects, then what each variant does that has an
`expect` of its own. What is expected of the scenario as it is written is expected of no variant, and guardrails `in scenario` are about
the scenario as it is written too. `seed` and `runs` are common to all, so that they are played with the same luck. In results a variant
is called by both names: `baseline/weak_market`.

## Keys

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
