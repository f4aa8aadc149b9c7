//! The `market` of a scenario.

use crate::base::name::{Name, nearest};
use crate::diagnostic::Problem;
use crate::intake::scenario::fields::{Fields, Range, number, unknown, word, wrong};
use crate::intake::scenario::market::{Effect, Market, Season, Shock};
use crate::intake::scenario::population::Mix;
use crate::intake::scenario_file::{Content, Key, Node};

/// How far the mean of a season may be from 1.
const SLACK: f64 = 1e-3;

/// The market; what is left out is usual.
pub(super) fn read(
    node: Option<&Node>,
    mix: &Mix,
    weeks: u16,
    problems: &mut Vec<Problem>,
) -> Market {
    let mut market = Market::default();
    let fields = node.and_then(|node| Fields::of(node, "market", problems));
    let Some(mut fields) = fields else {
        return market;
    };
    market.spread = fields.number("spread", Range::of(0.0, 1.0), market.spread, problems);
    let persistence = Range::of(0.0, 0.999);
    market.persistence = fields.number("persistence", persistence, market.persistence, problems);
    if let Some(node) = fields.take("season")
        && let Some(season) = read_season(node, problems)
    {
        market.season = season;
    }
    if let Some(node) = fields.take("shocks")
        && let Some(mut shocks) = Fields::of(node, "market.shocks", problems)
    {
        for (key, node) in shocks.all() {
            market
                .shocks
                .extend(read_shock(key, node, mix, weeks, problems));
        }
    }
    fields.finish(&|_| None, problems);
    market
}

/// A wave, or a factor for each of 52 weeks.
fn read_season(node: &Node, problems: &mut Vec<Problem>) -> Option<Season> {
    let path = "market.season";
    if let Content::List(items) = &node.content {
        let factors: Vec<f64> = items
            .iter()
            .filter_map(|item| number(item, path, Range::of(0.0, 20.0), problems))
            .collect();
        if factors.len() != items.len() {
            return None;
        }
        let mean = factors.iter().sum::<f64>() / factors.len().max(1) as f64;
        if factors.len() != 52 || (mean - 1.0).abs() > SLACK {
            let count = factors.len();
            let message = format!("`{path}` has {count} factors with mean {mean:.3}");
            let problem = Problem::error("season-not-a-year", message).at(node.span);
            problems.push(problem.help("give 52 factors, one a week, with mean 1"));
            return None;
        }
        return Some(Season::Weeks(factors));
    }
    let mut fields = Fields::of(node, path, problems)?;
    let height = fields.number("height", Range::of(0.0, 1.0), 0.06, problems);
    let week = fields.number("week", Range::of(0.0, 52.0), 8.0, problems);
    fields.finish(&|_| None, problems);
    Some(Season::Wave { height, week })
}

fn read_shock(
    key: &Key,
    node: &Node,
    mix: &Mix,
    weeks: u16,
    problems: &mut Vec<Problem>,
) -> Option<Shock> {
    let path = format!("market.shocks.{}", key.text);
    let mut fields = Fields::of(node, &path, problems)?;
    let Some(kind) = fields.take("kind") else {
        let message = format!("`{path}` does not say its `kind`");
        problems.push(
            Problem::error("wrong-type", message)
                .at(node.span)
                .help("write `kind: softness`, `kind: delay` or `kind: shortage`"),
        );
        return None;
    };
    let kind = word(
        kind,
        &format!("{path}.kind"),
        &["softness", "delay", "shortage"],
        problems,
    )?;
    let probability = fields.number("probability", Range::SHARE, 1.0, problems);
    let last = i128::from(weeks) - 1;
    let from_week = fields.whole("from_week", (0, last), 0, problems) as u16;
    let effect = if kind == "delay" {
        let line = match fields.take("line") {
            None => mix.core(),
            Some(node) => line_of(node, &format!("{path}.line"), mix, problems)?,
        };
        let weeks = fields.whole("weeks", (1, 52), 4, problems) as u16;
        Effect::Delay {
            line,
            from_week,
            weeks,
        }
    } else {
        let least = i128::from(from_week);
        let to_week = fields.whole("to_week", (least, last), last, problems) as u16;
        let loss = fields.number("loss", Range::SHARE, 0.2, problems);
        if kind == "softness" {
            Effect::Softness {
                loss,
                from_week,
                to_week,
            }
        } else {
            let reach = fields.number("reach", Range::SHARE, 0.3, problems);
            Effect::Shortage {
                reach,
                loss,
                from_week,
                to_week,
            }
        }
    };
    fields.finish(&|_| None, problems);
    Some(Shock {
        name: Name::new(&key.text),
        probability,
        effect,
    })
}

fn line_of(node: &Node, path: &str, mix: &Mix, problems: &mut Vec<Problem>) -> Option<usize> {
    let Content::Text(text) = &node.content else {
        problems.push(wrong(node, path, "the name of a line"));
        return None;
    };
    let names: Vec<&str> = mix.lines.iter().map(|line| &*line.name).collect();
    let place = names.iter().position(|name| name == text);
    if place.is_none() {
        let near = nearest(text, names.iter().copied());
        problems.push(unknown(&format!("{path}: {text}"), node.span, near, &names));
    }
    place
}
