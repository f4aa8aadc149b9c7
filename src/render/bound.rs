//! The worst case for people: what is owed at most, what holds it, and the case that shows it.

use super::bound_words::{
    act_words, amount, assumed, exact, group_words, grouped, held_by, mark, money, percent,
    tier_words, verdict,
};
use crate::base::period::Days;
use crate::lint::case_text::case_text;
use crate::model::Program;
use crate::semantics::bounds::Most;
use crate::semantics::bounds::liability::{Exposure, Share, WorstCase};
use crate::semantics::bounds::reach::{ExposureReach, Reached, Reaches};
use crate::semantics::bounds::sale::{Dearest, OneSale};

/// The worst case of a program, with what was found of it.
pub struct Bounds<'a> {
    /// The program.
    pub program: &'a Program,
    /// The bounds.
    pub worst: &'a WorstCase,
    /// How near cases come to them.
    pub reaches: &'a Reaches,
    /// What one sale is paid, by product.
    pub sales: &'a [Dearest],
}

/// The page for a terminal.
pub fn text(bounds: &Bounds) -> String {
    let program = bounds.program;
    let mut lines = Lines::default();
    lines.add(format!(
        "{}, {}",
        program.declared.title,
        program.fiscal.year()
    ));
    lines.add(verdict(program, &bounds.worst.year, &bounds.reaches.year));
    lines.case(program, &bounds.reaches.year, &bounds.worst.year);
    lines.heading("Assumed");
    for assumption in &program.assumptions {
        lines.item(assumed(program, assumption));
    }
    if program.assumptions.is_empty() {
        lines.item("nothing".to_owned());
    }
    lines.heading("By quarter, as earned");
    lines.table(quarters(
        program,
        &bounds.worst.quarters,
        &bounds.reaches.quarters,
    ));
    lines.item(
        "Each is a worst case of its own: together they may come to more than the year.".to_owned(),
    );
    for (exposure, reach) in bounds
        .worst
        .incentives
        .iter()
        .zip(&bounds.reaches.incentives)
    {
        incentive(&mut lines, program, exposure, reach);
    }
    unbounded(&mut lines, bounds);
    lines.heading("One sale");
    for sale in bounds.sales {
        one_sale(&mut lines, program, sale);
    }
    lines.heading("How to read it");
    for line in READ {
        lines.item((*line).to_owned());
    }
    lines.text
}

/// What the words of the page mean.
const READ: &[&str] = &[
    "No amount can be passed as long as what is assumed holds.",
    "attained: a case is paid exactly that much, worked out by the evaluator that writes statements.",
    "not tight: no case was found that is paid as much; the truth lies between that case and the amount.",
    "A tier stands as if it alone drew on what partners share: tiers together may come to more than the year.",
];

/// Lines in the making: headings at the margin, everything else below them.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn add(&mut self, line: String) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, line: &str) {
        self.add(String::new());
        self.add(line.to_owned());
    }

    fn item(&mut self, line: String) {
        self.add(format!("  {line}"));
    }

    /// Columns set under each other; all but the first and the last are figures, flush right.
    fn table(&mut self, rows: Vec<Vec<String>>) {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..count).map(width).collect();
        for row in &rows {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate() {
                let width = widths.get(at).copied().unwrap_or(0);
                let last = at.saturating_add(1) == count;
                line.push_str(&match (at, last) {
                    (0, _) => format!("{cell:<width$}"),
                    (_, true) => format!("  {cell}"),
                    (_, false) => format!("  {cell:>width$}"),
                });
            }
            self.item(line);
        }
    }

    /// The partners of a case that reaches a bound, or comes nearest.
    fn case(&mut self, program: &Program, reached: &Reached, most: &Most) {
        if most.amount().is_none_or(|amount| amount == 0) {
            return;
        }
        for group in &reached.case {
            self.item(group_words(program, group));
            for act in &group.acts {
                self.item(format!("  {}", act_words(program, act)));
            }
        }
    }
}

fn incentive(lines: &mut Lines, program: &Program, exposure: &Exposure, reach: &ExposureReach) {
    let Some(incentive) = program.incentive(exposure.incentive) else {
        return;
    };
    let declared = &incentive.declared;
    lines.heading(&format!("{} \"{}\"", declared.name, declared.title));
    lines.item(verdict(program, &exposure.year, &reach.year));
    // Nothing holds what has no limit.
    if exposure.year.amount().is_some() {
        lines.item(format!("held by {}", held_by(program, &exposure.by)));
    }
    lines.case(program, &reach.year, &exposure.year);
    lines.table(quarters(program, &exposure.quarters, &reach.quarters));
    let tiers = exposure.tiers.iter().zip(&reach.tiers);
    let rows = tiers.map(|(share, reached)| tier_row(program, share, reached));
    lines.table(rows.collect());
    let regions = exposure.regions.iter().zip(&reach.regions);
    let rows = regions.map(|((region, most), reached)| {
        let name = program
            .region(*region)
            .map_or("", |region| region.declared.name.as_str());
        vec![
            format!("all partners in {name}"),
            amount(program, most),
            mark(program, most, reached),
        ]
    });
    lines.table(rows.collect());
}

fn tier_row(program: &Program, share: &Share, reached: &Reached) -> Vec<String> {
    let mark = format!("each {}", mark(program, &share.each, reached));
    let held = match share.each.amount() {
        Some(_) => format!("{mark}, held by {}", held_by(program, &share.by)),
        None => mark,
    };
    let count = match share.partners {
        Some(count) => format!("{} partners", grouped(count)),
        None => "any number of partners".to_owned(),
    };
    vec![
        tier_words(program, share.tier),
        count,
        format!("{} each", amount(program, &share.each)),
        amount(program, &share.all),
        held,
    ]
}

fn quarters(program: &Program, quarters: &[(Days, Most)], reaches: &[Reached]) -> Vec<Vec<String>> {
    let rows = quarters.iter().zip(reaches);
    rows.map(|((days, most), reached)| {
        vec![
            days.to_string(),
            amount(program, most),
            mark(program, most, reached),
        ]
    })
    .collect()
}

fn unbounded(lines: &mut Lines, bounds: &Bounds) {
    if bounds.worst.unbounded.is_empty() {
        return;
    }
    let program = bounds.program;
    lines.heading("Without a limit");
    for unbounded in &bounds.worst.unbounded {
        let Some(incentive) = program.incentive(unbounded.incentive) else {
            continue;
        };
        lines.item(format!(
            "{}: nothing limits {}",
            incentive.declared.name,
            unbounded.gap.words(program)
        ));
        for remedy in unbounded.gap.remedies(program) {
            lines.item(format!("  would be limited by: {remedy}"));
        }
    }
}

fn one_sale(lines: &mut Lines, program: &Program, dearest: &Dearest) {
    let name = |id| {
        program
            .product(id)
            .map_or("", |held| held.declared.name.as_str())
    };
    match dearest {
        Dearest::Nothing(product) => lines.item(format!("{}: paid nothing", name(*product))),
        Dearest::Unbounded {
            product,
            incentive,
            gap,
        } => {
            let incentive = program.incentive(*incentive);
            lines.item(format!(
                "{}: no largest part of its amount; for {} nothing limits {}",
                name(*product),
                incentive.map_or("", |held| held.declared.name.as_str()),
                gap.words(program)
            ));
        }
        Dearest::Sale(sale) => dearest_sale(lines, program, sale, name(sale.product)),
    }
}

fn dearest_sale(lines: &mut Lines, program: &Program, sale: &OneSale, name: &str) {
    lines.item(format!(
        "{name}: a sale of {} on {} by a partner {} is paid {}, {} of it ({})",
        money(program, sale.amount),
        sale.day,
        tier_words(program, sale.tier),
        exact(program, sale.total),
        percent(sale.rate),
        if sale.attained {
            "attained"
        } else {
            "not tight"
        }
    ));
    for (id, paid) in &sale.paid {
        let incentive = program.incentive(*id);
        let incentive = incentive.map_or("", |held| held.declared.name.as_str());
        lines.item(format!("  {incentive} {}", exact(program, *paid)));
    }
    for line in case_text(program, &sale.case).unwrap_or_default().lines() {
        lines.item(format!("    {line}"));
    }
}
