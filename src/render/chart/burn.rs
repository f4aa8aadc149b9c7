//! What is left of each budget week by week, one small picture a budget. Must not know who draws
//! on it.

use super::Chart;
use super::frame::{Frame, Swatch, WeekMark, axis_width, legend, legend_height, rows, weeks};
use super::scale::{Quantity, Scale, between, marks};
use super::svg::{Anchor, Drawing};
use super::text::{LINE, wrap};
use crate::render::view::Table;

/// One budget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Budget {
    /// Its name.
    pub name: String,
    /// What happens to it, in a few words, such as when it runs out.
    pub outcome: String,
    /// What is left at the end of each week: low (5%), middle and high (95%) of the runs.
    pub left: Vec<[f64; 3]>,
}

/// Small pictures of budgets on one scale of weeks, each with its own scale of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Burn {
    /// What the budgets are measured in.
    pub quantity: Quantity,
    /// The budgets.
    pub budgets: Vec<Budget>,
    /// Names along the weeks.
    pub marks: Vec<WeekMark>,
}

const LEGEND: [(Swatch, &str); 2] = [
    (Swatch::Line("la"), "left in the middle run"),
    (Swatch::Square("a1"), "nine runs in ten"),
];

impl Chart for Burn {
    fn draw(&self, frame: Frame) -> Drawing {
        let right = frame.width();
        let columns = frame.pick(2, 1);
        let gap = 32.0;
        let cell = frame.pick((right - gap) / 2.0, right);
        let top = legend_height(&LEGEND, right);
        let body = 150.0;
        let heads: Vec<Vec<String>> = self
            .budgets
            .iter()
            .map(|budget| head(budget, cell))
            .collect();
        let row_height = |row: &[Vec<String>]| {
            let lines = row.iter().map(Vec::len).max().unwrap_or(0);
            u32::try_from(lines).map_or(0.0, f64::from) * LINE + body + 20.0
        };
        let height = top + heads.chunks(columns).map(row_height).sum::<f64>();
        let mut drawing = Drawing::new(right, height);
        legend(&mut drawing, (0.0, 0.0), &LEGEND, right);
        let mut y = top;
        for (budgets, row) in self.budgets.chunks(columns).zip(heads.chunks(columns)) {
            let mut x = 0.0;
            for (budget, lines) in budgets.iter().zip(row) {
                for (count, line) in (1_u16..).zip(lines) {
                    let class = if count == 1 { "t0" } else { "t2" };
                    let place = (x, y + f64::from(count) * LINE - 3.0);
                    drawing.text(class, place, Anchor::Start, line);
                }
                let base = y + row_height(row) - body - 12.0;
                self.curve(
                    &mut drawing,
                    budget,
                    (x, x + cell),
                    (base + 8.0, base + body - LINE),
                );
                x += cell + gap;
            }
            y += row_height(row);
        }
        drawing
    }

    fn describe(&self) -> String {
        let tell = |budget: &Budget| {
            let [low, middle, high] = budget.left.last().copied().unwrap_or_default();
            let long = |value| self.quantity.long(value);
            let (name, outcome) = (&budget.name, &budget.outcome);
            format!(
                "{name}: {outcome} At the end {} is left in the middle run, {} to {} in nine of ten.",
                long(middle),
                long(low),
                long(high)
            )
        };
        self.budgets.iter().map(tell).collect::<Vec<_>>().join(" ")
    }

    fn table(&self) -> Table {
        let mut cells = Vec::new();
        for budget in &self.budgets {
            let last = budget.left.len().saturating_sub(1);
            for (week, values) in budget.left.iter().enumerate() {
                // Every fourth week, and the last, is what a reader can take in.
                if week % 4 == 0 || week == last {
                    let mut row = vec![budget.name.clone(), (week + 1).to_string()];
                    row.extend(values.map(|value| self.quantity.long(value)));
                    cells.push(row);
                }
            }
        }
        Table::of(
            &[
                "Budget",
                "Week#",
                "Left, 5%#",
                "Left, median#",
                "Left, 95%#",
            ],
            cells,
        )
    }
}

impl Burn {
    fn curve(
        &self,
        drawing: &mut Drawing,
        budget: &Budget,
        (left, right): (f64, f64),
        (top, bottom): (f64, f64),
    ) {
        let values = budget.left.iter().flatten().copied().chain([0.0]);
        let levels = marks(values, 3, &self.quantity);
        let inner = left + axis_width(&levels, &self.quantity);
        let upward = between(&levels, bottom, top);
        let last = u32::try_from(budget.left.len().saturating_sub(1)).map_or(0.0, f64::from);
        let across = Scale {
            low: 0.0,
            high: last.max(1.0),
            start: inner,
            end: right - 2.0,
        };
        rows(drawing, upward, &levels, &self.quantity, (inner, right));
        weeks(drawing, |week| across.at(week), &self.marks, bottom, right);
        let line = |part: usize| {
            let place = move |(week, values): (u16, &[f64; 3])| {
                let value = values.get(part).copied().unwrap_or(0.0);
                (across.at(f64::from(week)), upward.at(value))
            };
            (0_u16..).zip(&budget.left).map(place).collect::<Vec<_>>()
        };
        drawing.area("a1", line(0).into_iter().chain(line(2).into_iter().rev()));
        drawing.path("la", line(1));
    }
}

/// The name of a budget and what happens to it, in lines.
fn head(budget: &Budget, most: f64) -> Vec<String> {
    // Names are set in bold, which is wider.
    let mut lines = wrap(&budget.name, most * 0.92);
    if !budget.outcome.is_empty() {
        lines.extend(wrap(&budget.outcome, most));
    }
    lines
}
