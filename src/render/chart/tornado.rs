//! What the result hangs on: how far each assumption alone moves it, the strongest on top. Must
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
    /// The result when the assumption is at the low end of its range.
    pub at_low: f64,
    /// The result when it is at the high end.
    pub at_high: f64,
}

/// A tornado chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// What the result is measured in.
    pub quantity: Quantity,
    /// The result with every assumption at its middle.
    pub base: f64,
    /// The assumptions, in any order.
    pub swings: Vec<Swing>,
}

const BAR: f64 = 16.0;

impl Chart for Tornado {
    fn draw(&self, frame: Frame) -> Drawing {
        let right = frame.width();
        let entries = [
            (Swatch::Square("low"), "assumption at its low end"),
            (Swatch::Square("high"), "assumption at its high end"),
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
            .flat_map(|one| [one.at_low, one.at_high])
            .chain([self.base]);
        let levels = marks(values, frame.pick(6, 4), &self.quantity);
        let across = between(&levels, left, right - 16.0);
        let mut drawing = Drawing::new(right, bottom + LINE + 8.0);
        legend(&mut drawing, (0.0, 0.0), &entries, right);
        columns(&mut drawing, across, &levels, &self.quantity, (top, bottom));
        let base = across.at(self.base);
        drawing.line("mark", (base, top), (base, bottom));
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
            for (class, value) in [("low", swing.at_low), ("high", swing.at_high)] {
                let end = across.at(value);
                drawing.rect(class, (base.min(end), bar_top), ((end - base).abs(), BAR));
            }
            y += row_height(lines);
        }
        drawing
    }

    fn describe(&self) -> String {
        let ranked = self.ranked();
        let Some(first) = ranked.first() else {
            return String::new();
        };
        format!(
            "With every assumption at its middle the result is {}. {} moves it most: from {} to {}.",
            self.quantity.long(self.base),
            first.label,
            self.quantity.long(first.at_low.min(first.at_high)),
            self.quantity.long(first.at_low.max(first.at_high))
        )
    }

    fn table(&self) -> Table {
        let row = |one: &&Swing| {
            let long = |value| self.quantity.long(value);
            vec![one.label.clone(), long(one.at_low), long(one.at_high)]
        };
        let titles = [
            "Assumption",
            "Result at its low end#",
            "Result at its high end#",
        ];
        Table::of(&titles, self.ranked().iter().map(row))
    }
}

impl Tornado {
    /// The assumptions, the widest swing first, equal ones by name.
    fn ranked(&self) -> Vec<&Swing> {
        let span = |one: &Swing| (one.at_high - one.at_low).abs();
        let mut ranked: Vec<&Swing> = self.swings.iter().collect();
        ranked.sort_by(|a, b| {
            span(b)
                .total_cmp(&span(a))
                .then_with(|| a.label.cmp(&b.label))
        });
        ranked
    }
}

fn lines_height(lines: &[String]) -> f64 {
    u32::try_from(lines.len()).map_or(LINE, f64::from) * LINE
}
