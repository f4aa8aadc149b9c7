//! What the result hangs on: how far each assumption moves it, the strongest on top. Must
//! not know what the assumptions are.

use super::Chart;
use super::frame::{Frame, Swatch, columns, legend, legend_height};
use super::scale::{Quantity, between, marks};
use super::svg::{Anchor, Drawing};
use super::text::{LINE, wrap};
use crate::render::view::Table;

/// One assumption.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Swing {
    /// What is assumed.
    pub label: String,
    /// How far the result moves when the assumption goes over its range, in the mean over what else
    /// might hold.
    pub size: f64,
    /// How much that depends on what else holds: a standard deviation.
    pub deviation: f64,
}

/// A tornado chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// What the result is measured in.
    pub quantity: Quantity,
    /// The assumptions, in any order.
    pub swings: Vec<Swing>,
}

const BAR: f64 = 16.0;

impl Chart for Tornado {
    fn draw(&self, frame: Frame) -> Drawing {
        let right = frame.width();
        let entries = [
            (Swatch::Square("high"), "mean change of the result"),
            (Swatch::Line("stem"), "one deviation around it"),
        ];
        let top = legend_height(&entries, right);
        let ranked = self.ranked();
        let words = frame.pick(220.0, right);
        let names: Vec<Vec<String>> = ranked.iter().map(|one| wrap(&one.label, words)).collect();
        let left = frame.pick(words + 16.0, 12.0);
        let row_height = |lines: &Vec<String>| {
            let text = lines_height(lines);
            frame.pick(text.max(BAR), text + BAR + 2.0) + 8.0
        };
        let bottom = top + names.iter().map(row_height).sum::<f64>();

        let values = ranked
            .iter()
            .flat_map(|one| [one.size, one.size + one.deviation])
            .chain([0.0]);
        let levels = marks(values, frame.pick(6, 4), &self.quantity);
        let across = between(&levels, left, right - 16.0);
        let mut drawing = Drawing::new(right, bottom + LINE + 8.0);
        legend(&mut drawing, (0.0, 0.0), &entries, right);
        columns(&mut drawing, across, &levels, &self.quantity, (top, bottom));
        let base = across.at(0.0);
        let mut y = top;
        for (swing, lines) in ranked.iter().zip(&names) {
            let (bar_top, text_top) = match frame {
                Frame::Wide => (y + (row_height(lines) - BAR) / 2.0, y + 4.0),
                Frame::Narrow => (y + lines_height(lines) + 2.0, y),
            };
            for (count, line) in (0_u16..).zip(lines) {
                let baseline = text_top + f64::from(count) * LINE + 12.0;
                drawing.text("t1", (0.0, baseline), Anchor::Start, line);
            }
            let end = across.at(swing.size);
            drawing.rect("high", (base, bar_top), (end - base, BAR));
            let middle = bar_top + BAR / 2.0;
            let least = across.at((swing.size - swing.deviation).max(0.0));
            let most = across.at(swing.size + swing.deviation);
            drawing.line("stem", (least, middle), (most, middle));
            y += row_height(lines);
        }
        drawing
    }

    fn describe(&self) -> String {
        let ranked = self.ranked();
        let Some(first) = ranked.first() else {
            return String::new();
        };
        let tell = |one: &&Swing| format!("{} by {}", one.label, self.quantity.long(one.size));
        let told: Vec<String> = ranked.iter().take(3).map(tell).collect();
        format!(
            "{} moves the result most. The first three: {}.",
            first.label,
            told.join(", ")
        )
    }

    fn table(&self) -> Table {
        let row = |one: &&Swing| {
            let long = |value| self.quantity.long(value);
            vec![one.label.clone(), long(one.size), long(one.deviation)]
        };
        let titles = ["Assumption", "Mean change of the result#", "Deviation#"];
        Table::of(&titles, self.ranked().iter().map(row))
    }
}

impl Tornado {
    /// The assumptions, the greatest first, equal ones by name.
    fn ranked(&self) -> Vec<&Swing> {
        let mut ranked: Vec<&Swing> = self.swings.iter().collect();
        ranked.sort_by(|a, b| {
            b.size
                .total_cmp(&a.size)
                .then_with(|| a.label.cmp(&b.label))
        });
        ranked
    }
}

fn lines_height(lines: &[String]) -> f64 {
    u32::try_from(lines.len()).map_or(LINE, f64::from) * LINE
}
