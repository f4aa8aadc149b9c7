//! Parts of a whole, stacked, for one period after another. Must not know what the parts are.

use super::Chart;
use super::frame::{Frame, Swatch, axis_width, legend, legend_height, rows};
use super::scale::{Quantity, between, marks};
use super::svg::{Anchor, Drawing};
use super::text::{LINE, width, wrap};
use crate::render::view::Table;

/// One part over all periods.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its size in each period.
    pub values: Vec<f64>,
}

/// Stacked bars. The parts have an order, such as tiers from the lowest to the highest; at most
/// six are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// What is measured.
    pub quantity: Quantity,
    /// The names of the periods.
    pub periods: Vec<String>,
    /// The parts, the first at the bottom.
    pub parts: Vec<Part>,
}

const CLASSES: [&str; 6] = ["s0", "s1", "s2", "s3", "s4", "s5"];

impl Chart for Bars {
    fn draw(&self, frame: Frame) -> Drawing {
        let right = frame.width();
        let named = self.parts.iter().zip(CLASSES.iter().cycle());
        let entries: Vec<(Swatch, &str)> = named
            .map(|(part, class)| (Swatch::Square(class), part.name.as_str()))
            .collect();
        let top = legend_height(&entries, right) + LINE;
        let totals: Vec<f64> = (0..self.periods.len()).map(|at| self.total(at)).collect();
        let levels = marks(
            totals.iter().copied().chain([0.0]),
            frame.pick(5, 4),
            &self.quantity,
        );
        let left = axis_width(&levels, &self.quantity);
        let count = u32::try_from(self.periods.len())
            .map_or(1.0, f64::from)
            .max(1.0);
        let slot = (right - left) / count;
        let names: Vec<Vec<String>> = self
            .periods
            .iter()
            .map(|name| wrap(name, slot - 4.0))
            .collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let bottom = top + frame.pick(230.0, 190.0);
        let height = bottom + u32::try_from(lines).map_or(1.0, f64::from) * LINE + 6.0;
        let upward = between(&levels, bottom, top);

        let mut drawing = Drawing::new(right, height);
        legend(&mut drawing, (0.0, 0.0), &entries, right);
        rows(&mut drawing, upward, &levels, &self.quantity, (left, right));
        let thick = (slot * 0.62).min(96.0);
        for (at, lines) in names.iter().enumerate() {
            let middle = left + slot * (u32::try_from(at).map_or(0.0, f64::from) + 0.5);
            let mut base = 0.0;
            for (part, class) in self.parts.iter().zip(CLASSES.iter().cycle()) {
                let value = part.values.get(at).copied().unwrap_or(0.0);
                let (from, to) = (upward.at(base), upward.at(base + value));
                drawing.rect(class, (middle - thick / 2.0, to), (thick, from - to));
                let word = self.quantity.short(value);
                if from - to >= LINE + 2.0 && width(&word) <= thick {
                    let place = (middle, (from + to) / 2.0 + 4.0);
                    drawing.text(&format!("on-{class}"), place, Anchor::Middle, &word);
                }
                base += value;
            }
            let word = self.quantity.short(base);
            if width(&word) <= slot {
                drawing.text("t1", (middle, upward.at(base) - 5.0), Anchor::Middle, &word);
            }
            for (count, line) in (1_u16..).zip(lines) {
                let y = bottom + f64::from(count) * LINE;
                drawing.text("t2", (middle, y), Anchor::Middle, line);
            }
        }
        drawing
    }

    fn describe(&self) -> String {
        let tell = |at: usize, name: &String| {
            let part = |part: &Part| {
                let value = part.values.get(at).copied().unwrap_or(0.0);
                format!("{} {}", part.name, self.quantity.long(value))
            };
            let parts: Vec<String> = self.parts.iter().map(part).collect();
            format!("{name}: {}.", parts.join(", "))
        };
        let ends = match self.periods.len() {
            0 => Vec::new(),
            1 => vec![0],
            more => vec![0, more - 1],
        };
        let told = ends
            .into_iter()
            .filter_map(|at| Some(tell(at, self.periods.get(at)?)));
        told.collect::<Vec<_>>().join(" ")
    }

    fn table(&self) -> Table {
        let mut titles = vec!["Period".to_owned()];
        titles.extend(self.parts.iter().map(|part| format!("{}#", part.name)));
        titles.push("Total#".to_owned());
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let row = |(at, name): (usize, &String)| {
            let mut row = vec![name.clone()];
            let value = |part: &Part| part.values.get(at).copied().unwrap_or(0.0);
            row.extend(
                self.parts
                    .iter()
                    .map(|part| self.quantity.long(value(part))),
            );
            row.push(self.quantity.long(self.total(at)));
            row
        };
        Table::of(&titles, self.periods.iter().enumerate().map(row))
    }
}

impl Bars {
    fn total(&self, at: usize) -> f64 {
        self.parts
            .iter()
            .filter_map(|part| part.values.get(at))
            .sum()
    }
}
