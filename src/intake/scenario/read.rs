//! Scenario text to values, against the program it is for: names must be declared there, and what
//! the program states cannot be given again. All problems at once.

use crate::base::name::{Name, nearest};
use crate::base::span::FileId;
use crate::diagnostic::{Problem, Severity};
use crate::intake::scenario::behaviour::{Behaviour, PARAMETERS, Parameter};
use crate::intake::scenario::fields::{Fields, Range, number, unknown, word};
use crate::intake::scenario::variant::{VARIANTS, Variant, trees};
use crate::intake::scenario::{
    Costs, MOST_MEMORY, MOST_RUNS, MOST_WORK, Opening, RUN_OUT_WEEKS, Scenario, expect, memory,
    read_market, read_population, work,
};
use crate::intake::scenario_file::tree;
use crate::model::Program;

/// The scenario of a text for a program, as it is written; `None` when it or one of its variants has an error.
pub fn read(file: FileId, text: &str, program: &Program) -> (Option<Scenario>, Vec<Problem>) {
    let (found, problems) = read_whole(file, text, program);
    (found.map(|whole| whole.scenario), problems)
}

/// What a text holds.
pub struct Whole {
    /// The scenario as it is written.
    pub scenario: Scenario,
    /// Its variants, in their order.
    pub variants: Vec<Variant>,
}

/// The scenario of a text for a program with its variants; `None` when one of them has an error.
pub fn read_whole(file: FileId, text: &str, program: &Program) -> (Option<Whole>, Vec<Problem>) {
    let (node, mut problems) = tree(file, text);
    let Some(node) = node else {
        return (None, problems);
    };
    let scenario =
        Fields::of(&node, "", &mut problems).map(|fields| top(fields, program, &mut problems));
    let mut variants = Vec::new();
    for (name, node) in trees(&node, &mut problems) {
        let mut own = Vec::new();
        let fields = Fields::of(&node, "", &mut own);
        if let Some(scenario) = fields.map(|fields| top(fields, program, &mut own)) {
            variants.push(Variant { name, scenario });
        }
        // What is wrong with the scenario as it is written is said once.
        for problem in own {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    let failed = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    let whole = scenario.map(|scenario| Whole { scenario, variants });
    (whole.filter(|_| !failed), problems)
}

/// Weeks of a program's year, a begun week counted whole.
pub fn year_weeks(program: &Program) -> u16 {
    let days = program.fiscal.year().len();
    u16::try_from((days + 6) / 7).unwrap_or(super::YEAR_WEEKS)
}

fn top(mut fields: Fields, program: &Program, problems: &mut Vec<Problem>) -> Scenario {
    let least = i128::from(year_weeks(program));
    let default = least + i128::from(RUN_OUT_WEEKS);
    let seed = fields.whole("seed", (0, i128::from(u32::MAX)), 1, problems);
    let runs = fields.whole("runs", (1, i128::from(MOST_RUNS)), 200, problems);
    let weeks = fields.whole("weeks", (least, 203), default, problems);
    let opening = match fields.take("opening") {
        None => Opening::Drawn,
        Some(node) => match word(node, "opening", &["drawn", "empty"], problems) {
            Some("empty") => Opening::Empty,
            Some(_) | None => Opening::Drawn,
        },
    };
    let population = read_population::read(fields.take("population"), program, problems);
    let weeks = weeks as u16;
    let market = read_market::read(fields.take("market"), &population, weeks, problems);
    let mut behaviour = Behaviour::default();
    if let Some(node) = fields.take("behaviour") {
        read_behaviour(node, program, &mut behaviour, problems);
    }
    let costs = read_costs(fields.take("costs"), problems);
    let expect = expect::read(fields.take("expect"), problems);
    // Each is read on its own.
    let _ = fields.take(VARIANTS);
    fields.finish(&|key| stated(program, key), problems);
    Scenario {
        seed: seed as u32,
        runs: runs as u32,
        weeks,
        opening,
        population,
        market,
        behaviour,
        costs,
        expect,
    }
}

fn read_behaviour(
    node: &crate::intake::scenario_file::Node,
    program: &Program,
    behaviour: &mut Behaviour,
    problems: &mut Vec<Problem>,
) {
    let Some(mut fields) = Fields::of(node, "behaviour", problems) else {
        return;
    };
    for (key, node) in fields.all() {
        let path = format!("behaviour.{}", key.text);
        let Some(parameter) = Parameter::named(&key.text) else {
            let names: Vec<&str> = PARAMETERS.iter().map(|each| each.name).collect();
            match stated(program, &key.text) {
                Some(what) => problems.push(twice(&path, key.span, &what)),
                None => {
                    let near = nearest(&key.text, names.iter().copied());
                    problems.push(unknown(&path, key.span, near, &names));
                }
            }
            continue;
        };
        let all_lines = program.lines.iter().all(|line| line.margin.is_some());
        if parameter.name == "vendor_margin" && all_lines && !program.lines.is_empty() {
            problems.push(twice(&path, key.span, "the margin of every line"));
            continue;
        }
        let value = number(node, &path, Range::of(f64::MIN, f64::MAX), problems);
        let Some(value) = value else { continue };
        if parameter.allows(value) {
            parameter.set(behaviour, value);
        } else {
            let (name, range) = (parameter.name, parameter.range());
            let message = format!("`{path}` is {value}, but must be {range}");
            problems.push(
                Problem::error("out-of-range", message)
                    .at(node.span)
                    .help(format!("what it moves: charter explain {name}")),
            );
        }
    }
}

fn read_costs(
    node: Option<&crate::intake::scenario_file::Node>,
    problems: &mut Vec<Problem>,
) -> Costs {
    let usual = Costs::default();
    let fields = node.and_then(|node| Fields::of(node, "costs", problems));
    let Some(mut fields) = fields else {
        return usual;
    };
    let money = Range::of(0.0, 1e15);
    let costs = Costs {
        fixed_per_year: fields.number("fixed_per_year", money, usual.fixed_per_year, problems),
        per_claim: fields.number("per_claim", money, usual.per_claim, problems),
        per_course: fields.number("per_course", money, usual.per_course, problems),
        per_touch: fields.number("per_touch", money, usual.per_touch, problems),
    };
    fields.finish(&|_| None, problems);
    costs
}

fn twice(path: &str, span: crate::base::span::Span, what: &str) -> Problem {
    let message = format!("`{path}` is stated twice: the program already says {what}");
    Problem::error("stated-twice", message)
        .at(span)
        .help("a scenario gives behaviour and market only")
}

/// Words for what only a program says.
const PROGRAM_WORDS: &[(&[&str], &str)] = &[
    (
        &["margin", "margins", "line_margin"],
        "the margin of each line",
    ),
    (&["load", "loads", "touch_load"], "the load of each touch"),
    (&["rate", "rates", "amount", "amounts"], "what is paid"),
    (&["match", "matches"], "which part of a cost is matched"),
    (
        &["window", "windows", "deadline", "deadlines"],
        "when claims are in time",
    ),
    (&["lag", "lags", "payment", "pay"], "when payouts are due"),
    (&["approval", "approvals"], "who approves within which time"),
    (&["eligibility", "eligible", "for"], "who is eligible"),
    (&["tier", "tiers", "thresholds"], "what earns a tier"),
    (
        &["budget", "budgets", "pool", "pools"],
        "how much money there is",
    ),
    (&["calendar", "touches", "events"], "what happens when"),
    (
        &["currency", "exchange", "rounding", "year"],
        "how money and time are counted",
    ),
    (
        &["region", "type", "line", "product", "products"],
        "which of them there are",
    ),
];

/// What the program says about a word, if it says anything.
pub(super) fn stated(program: &Program, key: &str) -> Option<String> {
    let words = PROGRAM_WORDS.iter().find(|(words, _)| words.contains(&key));
    if let Some((_, what)) = words {
        return Some((*what).to_owned());
    }
    let names = program.incentives.iter().map(|each| &each.declared.name);
    let names = names.chain(program.tiers.iter().map(|each| &each.declared.name));
    let mut names = names.chain(program.budgets.iter().map(|each| &each.declared.name));
    names
        .any(|name: &Name| name == key)
        .then(|| format!("all about `{key}`"))
}

/// The refusal of a run that needs too much memory, with the estimate; `None` when it may run.
pub fn memory_refusal(
    scenario: &Scenario,
    worlds: usize,
    threads: usize,
    limit: Option<u128>,
) -> Option<Problem> {
    let partners = scenario.population.partners;
    let estimate = memory(scenario.runs, worlds, partners, threads);
    let limit = limit.unwrap_or(MOST_MEMORY);
    (estimate > limit).then(|| {
        let mib = |bytes: u128| bytes.div_ceil(1 << 20);
        let message = format!(
            "{partners} partners on {threads} threads and {} runs of {worlds} worlds need about {} MiB, \
             more than the limit of {} MiB",
            scenario.runs,
            mib(estimate),
            mib(limit)
        );
        Problem::error("too-much-memory", message)
            .fact("estimate", estimate)
            .fact("limit", limit)
            .help("each thread plays a replication of its own: `--threads 1` needs least")
    })
}

/// The refusal of a run that is too much work, with the estimate; `None` when it may run. `more` runs
/// of two worlds come on top.
pub fn refusal(
    scenario: &Scenario,
    worlds: usize,
    more: u64,
    limit: Option<u128>,
) -> Option<Problem> {
    let partners = scenario.population.partners as usize;
    let one = work(1, 1, partners, scenario.weeks);
    let extra = one.saturating_mul(2 * u128::from(more));
    let estimate = work(scenario.runs, worlds, partners, scenario.weeks).saturating_add(extra);
    let limit = limit.unwrap_or(MOST_WORK);
    (estimate > limit).then(|| {
        let (runs, weeks) = (scenario.runs, scenario.weeks);
        let also = match more {
            0 => String::new(),
            more => format!(", and {more} runs of 2 worlds for what is not known,"),
        };
        let message = format!(
            "{runs} runs of {worlds} worlds of {partners} partners over {weeks} weeks{also} are \
             {estimate} partner-weeks, more than the limit of {limit}"
        );
        Problem::error("too-much-work", message)
            .fact("estimate", estimate)
            .fact("limit", limit)
            .help("fewer `runs` widen the intervals by the square root only")
    })
}
