//! Tables of rates, whole or for one tier.

use super::condition::{figure, measured};
use super::limit::quantity;
use super::score::scored;
use super::target::title;
use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::base::unit::Unit;
use crate::payout::measure::{Figure, Reading, WhenEmpty, Window};
use crate::payout::table::{AsOf, Bands, Cell, Change, Mode, Set, Start};
use crate::render::speaker::Speaker;
use crate::render::view::{Column, Row, Table, Tone};

/// A rate table: a row for each band, a column for each member that can be paid, or only that of
/// the tier.
pub fn table(speaker: Speaker<'_>, bands: &Bands, tier: Option<TierId>) -> Table {
    let (basis, unit) = key(speaker, bands);
    let from = speaker.sentence(speaker.say("rates.from", &[("basis", &basis)]));
    let mut columns = vec![Column {
        title: from,
        numeric: false,
    }];
    let shown: Vec<&Vec<Cell>> = match bands.across {
        None => {
            columns.push(numeric(speaker.say("rates.rate", &[])));
            bands.columns.first().into_iter().collect()
        }
        Some(across) => {
            let only = tier.filter(|_| across.set == Set::Tier).map(TierId::index);
            let pays = |cells: &[Cell]| cells.iter().any(|cell| *cell != Cell::Nothing);
            let members = bands.columns.iter().enumerate();
            let members =
                members.filter(|(at, cells)| only.is_none_or(|only| only == *at) && pays(cells));
            let mut shown = Vec::new();
            for (at, cells) in members {
                let title = speaker.title(speaker.program.member(across.set, at));
                columns.push(numeric(match only {
                    Some(_) => speaker.say("rates.rate", &[]),
                    None => title,
                }));
                shown.push(cells);
            }
            shown
        }
    };
    let decimals = shown
        .iter()
        .copied()
        .flatten()
        .map(decimals)
        .max()
        .unwrap_or(0);
    let row = |(at, start): (usize, &Start)| {
        let mut cells = vec![bound(speaker, *start, unit, bands.key.is_some())];
        cells.extend(shown.iter().map(|column| match column.get(at) {
            Some(it) => cell(speaker, *it, decimals),
            None => speaker.say("amount.none", &[]),
        }));
        Row {
            cells,
            tone: Tone::Plain,
        }
    };
    let rows = bands.starts.iter().enumerate().map(row).collect();
    Table {
        caption: String::new(),
        columns,
        rows,
    }
}

/// How the rates apply, and which day's member decides the column.
pub fn reading(speaker: Speaker<'_>, bands: &Bands) -> String {
    let mode = match bands.mode {
        Mode::Marginal => "rates.marginal",
        Mode::Whole => "rates.whole",
    };
    let mut text = speaker.say(mode, &[]);
    for more in chosen(speaker, bands) {
        text = speaker.say("text.then", &[("text", &text), ("more", &more)]);
    }
    if let Some(before) = &bands.after {
        let (of, _) = measured(speaker, before, None);
        let more = speaker.say("rates.after", &[("of", &of)]);
        text = speaker.say("text.then", &[("text", &text), ("more", &more)]);
    }
    let Some(across) = bands.across else {
        return text;
    };
    let set = match across.set {
        Set::Tier => "set.tier",
        Set::Region => "set.region",
        Set::Type => "set.type",
        Set::Line => "set.line",
    };
    let (set, day) = (
        speaker.say(set, &[]),
        super::condition::as_of(speaker, across.as_of),
    );
    let more = speaker.say("rates.column", &[("set", &set), ("day", &day)]);
    let text = speaker.say("text.then", &[("text", &text), ("more", &more)]);
    // Only what goes by the day of each sale can change inside a period, and a sale by itself has none.
    if across.as_of != AsOf::SaleDate || bands.basis.window == Window::Occasion {
        return text;
    }
    let change = match bands.change {
        Change::Continue => "rates.continue",
        Change::Restart => "rates.restart",
    };
    let more = speaker.say(change, &[]);
    speaker.say("text.then", &[("text", &text), ("more", &more)])
}

/// What chooses the row, where it is not simply what is paid on; and what a ratio of nothing chooses.
fn chosen(speaker: Speaker<'_>, bands: &Bands) -> Vec<String> {
    let Some(key) = &bands.key else {
        return Vec::new();
    };
    let by = figure(speaker, key);
    let mut all = vec![speaker.say("rates.by", &[("figure", &by)])];
    if let Figure::Share {
        over, when_empty, ..
    }
    | Figure::Growth {
        over, when_empty, ..
    } = key
    {
        all.push(of_nothing(speaker, over, *when_empty));
    }
    all
}

fn of_nothing(speaker: Speaker<'_>, over: &Reading, when_empty: WhenEmpty) -> String {
    let over = super::condition::reading(speaker, over, None);
    match when_empty {
        WhenEmpty::Passes => speaker.say("rates.empty_last", &[("over", &over)]),
        WhenEmpty::Fails => speaker.say("rates.empty_first", &[("over", &over)]),
        WhenEmpty::Is(rate) => {
            let rate = speaker.rate(rate);
            speaker.say("rates.empty_is", &[("over", &over), ("rate", &rate)])
        }
    }
}

fn numeric(title: String) -> Column {
    Column {
        title,
        numeric: true,
    }
}

/// What selects the band, and its unit.
fn key(speaker: Speaker<'_>, bands: &Bands) -> (String, Unit) {
    match &bands.key {
        None => measured(speaker, &bands.basis, None),
        Some(Figure::Reading(reading)) => measured(speaker, reading, None),
        Some(figure @ Figure::Density { of, .. }) => {
            let (_, unit) = measured(speaker, of, None);
            (super::condition::figure(speaker, figure), unit)
        }
        Some(Figure::Share { of, .. }) => {
            let (of, _) = measured(speaker, of, None);
            (
                speaker.say("figure.share_of", &[("of", &of)]),
                Unit::Percent,
            )
        }
        Some(Figure::Score(it)) => (scored(speaker, it), Unit::Points),
        Some(Figure::Attainment(it)) => (
            speaker.say(
                "figure.attainment_of",
                &[("target", &title(speaker, &it.target))],
            ),
            Unit::Percent,
        ),
        Some(Figure::Growth { of, .. }) => {
            let (of, _) = measured(speaker, of, None);
            (
                speaker.say("figure.growth_of", &[("of", &of)]),
                Unit::Percent,
            )
        }
    }
}

fn bound(speaker: Speaker<'_>, start: Start, unit: Unit, is_figure: bool) -> String {
    match start.at {
        None if is_figure => speaker.say("rates.any_figure", &[]),
        None => speaker.say("rates.any", &[]),
        Some(at) => {
            let amount = quantity(speaker, whole_minor(at, start.above, unit), unit);
            match start.above {
                true => speaker.say("rates.above", &[("amount", &amount)]),
                false => amount,
            }
        }
    }
}

/// A start in proportion to days may lie between two minor units; the first of them that is inside says the same.
fn whole_minor(at: Ratio, above: bool, unit: Unit) -> Ratio {
    if !matches!(unit, Unit::Money(_)) || at.den() == 1 {
        return at;
    }
    let below = at.num().div_euclid(at.den());
    Ratio::whole(below.saturating_add(i128::from(!above)))
}

/// The decimals that a rate needs as a percentage.
fn decimals(cell: &Cell) -> usize {
    let Cell::Rate(rate) = cell else { return 0 };
    let percent = rate
        .times(Ratio::whole(100))
        .map(|percent| percent.to_string());
    percent.map_or(0, |digits| {
        digits.split_once('.').map_or(0, |(_, part)| part.len())
    })
}

fn cell(speaker: Speaker<'_>, cell: Cell, decimals: usize) -> String {
    match cell {
        Cell::Rate(rate) => speaker.rate_with(rate, decimals),
        Cell::Fixed(it) => quantity(speaker, it.amount, it.unit),
        Cell::Nothing => speaker.say("amount.none", &[]),
    }
}
