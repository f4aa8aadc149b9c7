//! The `population` of a scenario.

use crate::base::id::RegionId;
use crate::base::name::{Name, nearest};
use crate::diagnostic::Problem;
use crate::intake::scenario::fields::{Fields, Range, number, unknown, word, wrong};
use crate::intake::scenario::population::{
    ARCHETYPES, Archetype, Economics, FOCUS_SHARE, Mix, Share, TypeMix, triangle,
};
use crate::intake::scenario::read::stated;
use crate::intake::scenario::{memory, read_list};
use crate::intake::scenario_file::{Content, Key, Node};
use crate::model::{Covers, Declared, Program};

/// The most partners: ids of drawn facts have twelve digits.
pub const MOST_PARTNERS: i128 = 238_000;
/// How far shares may miss their sum.
const SLACK: f64 = 1e-6;

/// The refusal of more partners than can be told apart, with what they would need.
fn too_many(partners: u32) -> Problem {
    let estimate = memory(0, 0, partners, 1);
    let message = format!(
        "{partners} partners are more than the {MOST_PARTNERS} of a forecast; they would need about {} MiB a thread",
        estimate.div_ceil(1 << 20)
    );
    Problem::error("too-much-work", message)
        .fact("estimate", estimate)
        .fact("limit", MOST_PARTNERS)
        .help("a few thousand partners say as much: `partners: 2000`")
}

/// The mix of a program's partners; what is left out is usual. Partners in regions that have another program are not
/// its own, and the shares of the regions that are left add up to one.
pub(super) fn read(node: Option<&Node>, program: &Program, problems: &mut Vec<Problem>) -> Mix {
    let mut mix = stated_mix(node, program, problems);
    let own = |at: usize| u16::try_from(at).is_ok_and(|at| program.covers.has(Some(RegionId(at))));
    for (at, each) in mix.regions.iter_mut().enumerate() {
        if !program.regions.is_empty() && !own(at) {
            each.share = 0.0;
        }
    }
    let total: f64 = mix.regions.iter().map(|each| each.share).sum();
    for (at, each) in mix.regions.iter_mut().enumerate() {
        if total > 0.0 && program.covers != Covers::All {
            each.share /= total;
        } else if total <= 0.0 && own(at) {
            each.share = 1.0;
        }
    }
    mix
}

fn stated_mix(node: Option<&Node>, program: &Program, problems: &mut Vec<Problem>) -> Mix {
    let mut mix = usual(program);
    let fields = node.and_then(|node| Fields::of(node, "population", problems));
    let Some(mut fields) = fields else { return mix };
    let partners = i128::from(mix.partners);
    mix.partners = fields.whole("partners", (1, i128::from(u32::MAX)), partners, problems) as u32;
    let span = fields.span();
    if i128::from(mix.partners) > MOST_PARTNERS {
        problems.push(too_many(mix.partners).at(fields.place("partners")));
    }
    mix.list = read_list::read(&mut fields, problems);
    if mix.list.is_some() {
        mix.partners = 0;
    }
    if let Some(node) = fields.take("types") {
        read_types(node, program, &mut mix.types, problems);
    }
    if let Some(node) = fields.take("regions") {
        let names = program.regions.iter().map(|each| &each.declared);
        read_shares(
            node,
            "population.regions",
            names,
            &mut mix.regions,
            problems,
        );
    }
    if let Some(node) = fields.take("lines") {
        let names = program.lines.iter().map(|each| &each.declared);
        read_shares(node, "population.lines", names, &mut mix.lines, problems);
    }
    let sigma = Range::above_zero(3.0);
    mix.size_sigma = fields.number("size_sigma", sigma, mix.size_sigma, problems);
    mix.deal_sigma = fields.number("deal_sigma", sigma, mix.deal_sigma, problems);
    mix.quality_sigma = fields.number("quality_sigma", sigma, mix.quality_sigma, problems);
    let visit = Range {
        low: 0.0,
        high: 0.99,
        above: true,
    };
    mix.portal_visit = fields.number("portal_visit", visit, mix.portal_visit, problems);
    let level = Range::above_zero(1e6);
    mix.price_level = fields.number("price_level", level, mix.price_level, problems);
    if let Some(node) = fields.take("correlations") {
        read_correlations(node, &mut mix.correlations, problems);
    }
    fields.finish(&|key| stated(program, key), problems);
    check_amounts(&mix, span, problems);
    mix
}

/// Everything usual, as far as the program declares it.
pub(super) fn usual(program: &Program) -> Mix {
    let types: Vec<TypeMix> = program
        .types
        .iter()
        .map(|each| {
            let usual = Archetype::named(&each.declared.name);
            TypeMix {
                of: Share {
                    name: each.declared.name.clone(),
                    share: usual.map_or(0.0, |archetype| archetype.share),
                },
                economics: usual.unwrap_or(&ARCHETYPES[0]).economics,
                is_known: usual.is_some(),
            }
        })
        .collect();
    let total: f64 = types.iter().map(|each| each.of.share).sum();
    let count = types.len() as f64;
    let types = types.into_iter().map(|mut each| {
        // No usual type is declared: all alike.
        if total > 0.0 {
            each.of.share /= total;
        } else {
            (each.of.share, each.is_known) = (1.0 / count, true);
        }
        each
    });
    let lines = program.lines.len();
    let focus = FOCUS_SHARE.min(0.5 / lines.max(1) as f64);
    let core = 1.0 - focus * lines.saturating_sub(1) as f64;
    let core_place = usual_core(program);
    let even = 1.0 / program.regions.len().max(1) as f64;
    let base = Mix::default();
    Mix {
        types: or_else(types.collect(), base.types),
        regions: or_else(
            program
                .regions
                .iter()
                .map(|each| named(&each.declared, even))
                .collect(),
            base.regions,
        ),
        lines: or_else(
            (0..lines)
                .zip(&program.lines)
                .map(|(k, each)| named(&each.declared, if k == core_place { core } else { focus }))
                .collect(),
            base.lines,
        ),
        price_level: price_level(program.currency.code()),
        ..base
    }
}

/// The line that most is sold of where a scenario does not say: the first that brings nothing new
/// in the program's year, for what is promoted is seldom what is sold most.
fn usual_core(program: &Program) -> usize {
    let year = program.fiscal.year();
    let brings_news = |line: usize| {
        program.products.iter().any(|product| {
            let is_new = product.launch.is_some_and(|day| year.contains(day));
            product.line.index() == line && is_new
        })
    };
    (0..program.lines.len())
        .find(|line| !brings_news(*line))
        .unwrap_or(0)
}

fn or_else<T>(list: Vec<T>, otherwise: Vec<T>) -> Vec<T> {
    if list.is_empty() { otherwise } else { list }
}

fn named(declared: &Declared, share: f64) -> Share {
    Share {
        name: declared.name.clone(),
        share,
    }
}

/// Roughly what a US dollar buys, so that deals have a sensible size in any currency. A scenario
/// says better.
fn price_level(code: &str) -> f64 {
    let table = [
        ("JPY", 150.0),
        ("KRW", 1_350.0),
        ("INR", 84.0),
        ("CNY", 7.0),
        ("SEK", 10.5),
        ("NOK", 10.5),
        ("DKK", 7.0),
        ("CZK", 23.0),
        ("HUF", 360.0),
        ("PLN", 4.0),
        ("MXN", 18.0),
        ("BRL", 5.5),
        ("ZAR", 18.0),
    ];
    table
        .iter()
        .find(|(each, _)| *each == code)
        .map_or(1.0, |(_, level)| *level)
}

/// Shares by declared name; names left out have none, and all sum to 1.
fn read_shares<'d>(
    node: &Node,
    path: &str,
    declared: impl Iterator<Item = &'d Declared>,
    shares: &mut [Share],
    problems: &mut Vec<Problem>,
) {
    let names: Vec<&str> = declared.map(|each| &*each.name).collect();
    let Some(mut fields) = Fields::of(node, path, problems) else {
        return;
    };
    let before = problems.len();
    shares.iter_mut().for_each(|each| each.share = 0.0);
    for (key, value) in fields.all() {
        let Some(place) = place_of(key, path, &names, problems) else {
            continue;
        };
        let at = format!("{path}.{}", key.text);
        if let Some(share) = number(value, &at, Range::SHARE, problems) {
            shares[place].share = share;
        }
    }
    // What could not be read is not missing in the sum.
    if problems.len() > before {
        return;
    }
    check_sum(node, path, shares.iter().map(|each| each.share), problems);
}

fn place_of(key: &Key, path: &str, names: &[&str], problems: &mut Vec<Problem>) -> Option<usize> {
    let place = names.iter().position(|name| *name == key.text);
    if place.is_none() {
        let at = format!("{path}.{}", key.text);
        let near = nearest(&key.text, names.iter().copied());
        problems.push(unknown(&at, key.span, near, names));
    }
    place
}

fn check_sum(
    node: &Node,
    path: &str,
    shares: impl Iterator<Item = f64>,
    problems: &mut Vec<Problem>,
) {
    let total: f64 = shares.sum();
    if (total - 1.0).abs() > SLACK {
        let percent = (total * 1e6).round() / 1e4;
        let message = format!("the shares of `{path}` sum to {percent}%, not 100%");
        problems.push(Problem::error("shares-do-not-sum", message).at(node.span));
    }
}

/// A share for each type, or its share with what differs from the usual economics.
fn read_types(node: &Node, program: &Program, types: &mut [TypeMix], problems: &mut Vec<Problem>) {
    let path = "population.types";
    let names: Vec<&str> = program
        .types
        .iter()
        .map(|each| &*each.declared.name)
        .collect();
    let Some(mut fields) = Fields::of(node, path, problems) else {
        return;
    };
    let before = problems.len();
    types.iter_mut().for_each(|each| each.of.share = 0.0);
    for (key, value) in fields.all() {
        let Some(place) = place_of(key, path, &names, problems) else {
            continue;
        };
        let at = format!("{path}.{}", key.text);
        let each = &mut types[place];
        if matches!(value.content, Content::Map(_)) {
            read_type(value, &at, each, problems);
        } else {
            each.of.share = number(value, &at, Range::SHARE, problems).unwrap_or(0.0);
        }
        let unusual = Archetype::named(&each.of.name).is_none();
        let plain = !matches!(value.content, Content::Map(_));
        if unusual && plain && each.of.share > 0.0 {
            let message = format!("`{at}` is no usual type, so its business must be said");
            let help = "write `{ share: 0.1, like: reseller }`";
            problems.push(
                Problem::error("unknown-business", message)
                    .at(value.span)
                    .help(help),
            );
        }
    }
    if problems.len() > before {
        return;
    }
    check_sum(node, path, types.iter().map(|each| each.of.share), problems);
}

fn read_type(node: &Node, path: &str, each: &mut TypeMix, problems: &mut Vec<Problem>) {
    let Some(mut fields) = Fields::of(node, path, problems) else {
        return;
    };
    let Some(share) = fields.take("share") else {
        problems.push(wrong(node, &fields.path("share"), "a share"));
        return;
    };
    each.of.share = number(share, &fields.path("share"), Range::SHARE, problems).unwrap_or(0.0);
    each.is_known = true;
    let names: Vec<&str> = ARCHETYPES.iter().map(|archetype| archetype.name).collect();
    if let Some(like) = fields.take("like") {
        let found = word(like, &fields.path("like"), &names, problems);
        if let Some(archetype) = found.and_then(Archetype::named) {
            each.economics = archetype.economics;
        }
    }
    let usual = each.economics;
    let money = Range::above_zero(1e12);
    let margin = Range {
        low: 0.0,
        high: 0.95,
        above: true,
    };
    each.economics = Economics {
        revenue: fields.number("revenue", money, usual.revenue, problems),
        deal: fields.number("deal", money, usual.deal, problems),
        win: fields.number("win_rate", Range::of(0.01, 0.99), usual.win, problems),
        margin: fields.number("margin", margin, usual.margin, problems),
        cycle_weeks: fields.number(
            "cycle_weeks",
            Range::of(1.0, 104.0),
            usual.cycle_weeks,
            problems,
        ),
    };
    fields.finish(&|_| None, problems);
}

fn read_correlations(node: &Node, values: &mut [f64; 6], problems: &mut Vec<Problem>) {
    const NAMES: [&str; 6] = [
        "size_capability",
        "size_digital",
        "size_affinity",
        "capability_digital",
        "capability_affinity",
        "digital_affinity",
    ];
    let path = "population.correlations";
    let Some(mut fields) = Fields::of(node, path, problems) else {
        return;
    };
    for (value, name) in values.iter_mut().zip(NAMES) {
        *value = fields.number(name, Range::of(-0.99, 0.99), *value, problems);
    }
    fields.finish(&|_| None, problems);
    if triangle(*values).is_none() {
        let message = "no four attributes can be correlated like this";
        problems.push(Problem::error("impossible-correlations", message).at(node.span));
    }
}

/// The most that a deal may be.
const MOST_AMOUNT: f64 = 1e13;

/// About the largest deal of so many.
fn largest(mix: &Mix, median: f64, is_of_partner: bool) -> f64 {
    const FAR: f64 = 3.719;
    let of_sizes = f64::from(u8::from(!is_of_partner)) * 0.40 * mix.size_sigma;
    let spread = (of_sizes + mix.deal_sigma) * FAR;
    (0..spread.ceil() as u32).fold(median, |x, _| x * std::f64::consts::E)
}

/// Whether deals around this one can exceed the amount range; `is_of_partner` where it is a partner's own, else that of a type.
pub(in crate::intake) fn exceeds(mix: &Mix, median: f64, is_of_partner: bool) -> bool {
    largest(mix, median, is_of_partner) > MOST_AMOUNT
}

/// The largest deal that one partner and deal in ten thousand each exceed must be an amount.
fn check_amounts(mix: &Mix, span: crate::base::span::Span, problems: &mut Vec<Problem>) {
    for each in &mix.types {
        let largest = largest(mix, each.economics.deal * mix.price_level, false);
        if largest > MOST_AMOUNT && each.of.share > 0.0 {
            let name: &Name = &each.of.name;
            let message = format!(
                "deals of `{name}` can exceed the amount range: at the 99.99th percentile of \
                 partners and deals one is {largest:.0}"
            );
            problems.push(Problem::error("amounts-out-of-range", message).at(span));
        }
    }
}
