//! A table pays a higher tier less than a lower one.

use crate::base::id::TierId;
use crate::base::ratio::Ratio;
use crate::diagnostic::Problem;
use crate::lint::requirement::{amount_words, percent};
use crate::lint::spec::{Context, Level, Lint};
use crate::model::Program;
use crate::model::incentive::Incentive;
use crate::payout::Payout;
use crate::payout::table::{Across, Cell, Set};
use crate::semantics::audience::reach::reaches;
use crate::semantics::to_come::days_asked;
use crate::semantics::walk::visit;

/// The lint.
pub static LINT: Lint = Lint {
    name: "rate-falls-with-rank",
    title: "Rate falls with rank",
    level: Level::Warn,
    summary: "A table pays a higher tier less than a lower one, so that a partner loses by rising.",
    page: include_str!("rate_falls_with_rank.md"),
    check,
};

/// One row of a table: the clause that it stands in, and by tier what it gives, as a number and in words.
struct Row {
    word: &'static str,
    cells: Vec<Option<(Ratio, String)>>,
}

fn check(context: &Context) -> Vec<Problem> {
    let incentives = context.program.incentives.iter();
    incentives
        .filter_map(|incentive| found(context, incentive))
        .collect()
}

fn found(context: &Context, incentive: &Incentive) -> Option<Problem> {
    let program = context.program;
    let mut fall = None;
    // Where one day decides, a tier that `for` leaves out on it is in no column; where there are two, it may be.
    let by_one_day = days_asked(program, &incentive.payout).len() == 1;
    let is_paid = |id| !by_one_day || reaches(&incentive.payout, id);
    visit(&incentive.payout, &mut |part| {
        if fall.is_none() {
            fall = rows(part).into_iter().find_map(|row| {
                let (low, high) = falls(program, &row, &is_paid)?;
                Some((row.word, low, high))
            });
        }
    });
    let (word, (low, more), (high, less)) = fall?;
    let name = &incentive.declared.name;
    let message = format!("`{name}` gives `{high}` {less} where it gives `{low}` {more}");
    let problem = LINT
        .found(context.clause(&incentive.declared, word), message)
        .cost("who rises is given less for the same sales")
        .help("let the columns rise with the tiers, or leave the lower tier out of `for`");
    Some(problem)
}

/// The rows of a table with a column for each tier.
fn rows(part: &Payout) -> Vec<Row> {
    let by_tier = |across: &Option<Across>| across.is_some_and(|it| it.set == Set::Tier);
    if let Payout::Bands(bands) = part
        && by_tier(&bands.across)
    {
        let row = |row: usize| Row {
            word: "rate",
            cells: bands
                .columns
                .iter()
                .map(|cells| cells.get(row).and_then(told))
                .collect(),
        };
        return (0..bands.starts.len()).map(row).collect();
    }
    if let Payout::Cap { cap, .. } = part
        && by_tier(&cap.limit.across)
    {
        let shown = |amount: &Option<Ratio>| {
            amount.map(|amount| (amount, amount_words(amount, cap.limit.unit)))
        };
        let cells = cap.limit.amounts.iter().map(shown).collect();
        return vec![Row { word: "cap", cells }];
    }
    Vec::new()
}

/// What a cell gives; an amount in another unit than its neighbours is not compared.
fn told(cell: &Cell) -> Option<(Ratio, String)> {
    match cell {
        Cell::Rate(rate) => Some((*rate, percent(*rate))),
        Cell::Fixed(quantity) => Some((
            quantity.amount,
            amount_words(quantity.amount, quantity.unit),
        )),
        Cell::Nothing => None,
    }
}

/// A tier and what it is given.
type Gives<'p> = (&'p str, String);

/// Two tiers, the lower one first, of which the higher is given less, each with what it is given.
fn falls<'p>(
    program: &'p Program,
    row: &Row,
    is_paid: &impl Fn(TierId) -> bool,
) -> Option<(Gives<'p>, Gives<'p>)> {
    let tiers = (0..).map(TierId).zip(program.tiers.iter().zip(&row.cells));
    let mut held: Vec<_> = tiers
        .filter(|(id, _)| is_paid(*id))
        .filter_map(|(_, (tier, cell))| Some((tier, cell.as_ref()?)))
        .collect();
    held.sort_by_key(|(tier, _)| tier.rank);
    let pair = held.windows(2).find_map(|pair| match pair {
        [(low, more), (high, less)] if less.0 < more.0 => Some(((low, more), (high, less))),
        _ => None,
    });
    let ((low, more), (high, less)) = pair?;
    let name = |tier: &'p crate::model::standing::Tier| &*tier.declared.name;
    Some(((name(low), more.1.clone()), (name(high), less.1.clone())))
}
