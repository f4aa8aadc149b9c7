//! The worst case for people: what is owed at most, what holds it, and the case that shows it.

use crate::base::id::TierId;
use crate::base::money::Money;
use crate::base::period::{Cycle, Days};
use crate::base::ratio::Ratio;
use crate::lint::case_text::case_text;
use crate::model::{Assumption, Program};
use crate::payout::{CapSpan, Scope};
use crate::semantics::bounds::acts::{Act, Group};
use crate::semantics::bounds::liability::{Exposure, Share, WorstCase};
use crate::semantics::bounds::reach::{ExposureReach, Reached, Reaches};
use crate::semantics::bounds::sale::{Dearest, OneSale};
use crate::semantics::bounds::{Binding, Most};

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
    lines.text
}

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
    lines.item(format!("held by {}", held_by(program, &exposure.by)));
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
    let count = match share.partners {
        Some(count) => format!("{} partners", grouped(count)),
        None => "any number of partners".to_owned(),
    };
    vec![
        tier_words(program, share.tier),
        count,
        format!("{} each", amount(program, &share.each)),
        amount(program, &share.all),
        format!(
            "each {}, held by {}",
            mark(program, &share.each, reached),
            held_by(program, &share.by)
        ),
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

/// "at most 800,000.00 USD (attained)".
fn verdict(program: &Program, most: &Most, reached: &Reached) -> String {
    if let Most::Unbounded(gap) = most {
        return format!("no limit: nothing limits {}", gap.words(program));
    }
    format!(
        "at most {} ({})",
        amount(program, most),
        mark(program, most, reached)
    )
}

fn mark(program: &Program, most: &Most, reached: &Reached) -> String {
    match most {
        Most::Unbounded(gap) => format!("nothing limits {}", gap.words(program)),
        Most::Of(_) if reached.is_bound => "attained".to_owned(),
        Most::Of(_) if reached.paid > 0 => {
            format!("not tight: a case is paid {}", money(program, reached.paid))
        }
        Most::Of(_) => "not tight".to_owned(),
    }
}

fn amount(program: &Program, most: &Most) -> String {
    match most {
        Most::Of(minor) => money(program, *minor),
        Most::Unbounded(_) => "no limit".to_owned(),
    }
}

fn money(program: &Program, minor: i128) -> String {
    Money {
        minor,
        currency: program.currency,
    }
    .to_string()
}

/// An amount before rounding, with as many decimals as it has.
fn exact(program: &Program, amount: Ratio) -> String {
    if amount.den() == 1 {
        return money(program, amount.floor());
    }
    format!(
        "{} and {} more",
        money(program, amount.floor()),
        "a part of a minor unit"
    )
}

fn percent(rate: Ratio) -> String {
    let hundred = rate.times(Ratio::whole(10_000)).map_or(0, Ratio::floor);
    let (whole, part) = (hundred.div_euclid(100), hundred.rem_euclid(100));
    format!("{whole}.{part:02}%")
}

fn grouped(count: i128) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn tier_words(program: &Program, tier: Option<TierId>) -> String {
    match tier.and_then(|id| program.tier(id)) {
        Some(tier) => format!("at {}", tier.declared.name),
        None => "at no tier".to_owned(),
    }
}

fn group_words(program: &Program, group: &Group) -> String {
    let (tier, region, sort) = group.who;
    let mut who = match group.partners {
        1 => "1 partner".to_owned(),
        count => format!("{} partners", grouped(count)),
    };
    if let Some(tier) = tier.and_then(|id| program.tier(id)) {
        who.push_str(&format!(" at {}", tier.declared.name));
    }
    if let Some(region) = region.and_then(|id| program.region(id)) {
        who.push_str(&format!(" in {}", region.declared.name));
    }
    if let Some(sort) = sort.and_then(|id| program.types.get(id.index())) {
        who.push_str(&format!(" of type {}", sort.declared.name));
    }
    let each = if group.partners == 1 {
        "with"
    } else {
        "each with"
    };
    format!("the case: {who}, {each}")
}

fn act_words(program: &Program, act: &Act) -> String {
    match act {
        Act::Sells {
            day,
            times,
            product,
            amount,
        } => {
            let product = program.product(*product);
            let name = product.map_or("", |held| held.declared.name.as_str());
            let amount = money(program, *amount);
            match times {
                1 => format!("a sale of {name} for {amount} on {day}"),
                times => format!("{} sales of {name} for {amount} on {day}", grouped(*times)),
            }
        }
        Act::Learns {
            day,
            times,
            certification,
        } => {
            let held = program.learning.certifications.get(certification.index());
            let name = held.map_or("", |held| held.declared.name.as_str());
            format!("{} people certified in {name} on {day}", grouped(*times))
        }
    }
}

/// An assumption as it is written.
pub fn assumed(program: &Program, assumption: &Assumption) -> String {
    let tier = |id: TierId| {
        program
            .tier(id)
            .map_or("", |tier| tier.declared.name.as_str())
    };
    match assumption {
        Assumption::Partners { most, .. } => {
            format!("at most {} partners", grouped(i128::from(*most)))
        }
        Assumption::PartnersAt { most, tier: at, .. } => {
            format!(
                "at most {} partners at {}",
                grouped(i128::from(*most)),
                tier(*at)
            )
        }
        Assumption::NetPrice { product, least, .. } => {
            let product = program.product(*product);
            let name = product.map_or("", |held| held.declared.name.as_str());
            format!("net price of {name} >= {}", least.terse())
        }
        Assumption::Volume { tier: at, most, .. } => format!(
            "yearly sales of a partner at {} <= {}",
            tier(*at),
            most.terse()
        ),
    }
}

/// What holds a bound, in words.
pub fn held_by(program: &Program, by: &Binding) -> String {
    match by {
        Binding::Terms => "the promised amounts: there are only so many occasions".to_owned(),
        Binding::Closed => "its terms: nothing can be earned".to_owned(),
        Binding::YearlySales(tier) => format!(
            "what a partner {} is assumed to sell",
            tier_words(program, *tier)
        ),
        Binding::Cap {
            limit,
            counts_awards,
            scope,
            span,
        } => {
            let limit = if *counts_awards {
                format!("{} awards", grouped(*limit))
            } else {
                money(program, *limit)
            };
            format!(
                "the cap of {limit} per {} {}",
                scope_word(*scope),
                span_words(span)
            )
        }
        Binding::Budget(budget) => {
            let held = program.budget(*budget);
            format!(
                "the budget {}",
                held.map_or("", |held| held.declared.name.as_str())
            )
        }
        Binding::Prizes => "its prizes".to_owned(),
    }
}

fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Program => "program",
        Scope::Partner => "partner",
        Scope::Seller => "seller",
        Scope::Customer => "customer",
        Scope::CustomerAcrossPartners => "customer across partners",
        Scope::Deal => "deal",
        Scope::Product => "product",
        Scope::Region => "region",
    }
}

fn span_words(span: &CapSpan) -> String {
    match span {
        CapSpan::In(Cycle::Year) => "per year".to_owned(),
        CapSpan::In(cycle) => format!("per {}", cycle.word()),
        CapSpan::Days(days) => format!("in {days}"),
        CapSpan::Award => "per award".to_owned(),
        CapSpan::Ever => "for ever".to_owned(),
    }
}
